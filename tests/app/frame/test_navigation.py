"""Links between lessons: they take the frame's view along and leave behind what is another page's."""

from urllib.parse import parse_qs

from app.frame.navigation import LESSONS
from tests.app.session import start


def test_a_link_takes_along_what_every_page_shares_and_nothing_else() -> None:
    app = start("zh", "filters", photo="rocket", weights="two-gpu", filter="9")
    assert app.session_state.filter == 9
    onward = app.get("page_link")[-1].proto
    assert onward.page.endswith(list(LESSONS)[list(LESSONS).index("filters") + 1])
    assert parse_qs(onward.query_string) == {"lang": ["zh"], "photo": ["rocket"], "weights": ["two-gpu"]}
