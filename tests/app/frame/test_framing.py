"""The square of a photo that goes in: the address has its say once, each photo keeps its own, every page sees it."""

import pytest

from app.frame import framing, photo
from tests.app.session import at_page, start


def place(app) -> int:
    frames = app.session_state.frames if "frames" in app.session_state else {}
    return frames.get(photo._fingerprint(app.session_state.photo), 50)


def test_link_opens_the_square_and_all_pages_and_links_take_it_along() -> None:
    app = start(page="classify", photo="red-panda", frame="30")
    assert place(app) == 30 and app.query_params["frame"] in ("30", ["30"])
    del app.query_params["frame"]  # as the menu does
    at_page(app, "filters")
    assert place(app) == 30 and app.query_params["frame"] in ("30", ["30"])
    assert "frame=30" in app.get("page_link")[-1].proto.query_string


def test_each_photo_keeps_its_own_and_a_new_one_begins_in_the_middle() -> None:
    app = start(page="classify", photo="red-panda", frame="30")
    app.pills(key="photo").set_value("rocket").run()
    assert place(app) == 50 and "frame" not in app.query_params
    app.pills(key="photo").set_value("red-panda").run()
    assert place(app) == 30 and app.query_params["frame"] in ("30", ["30"])


@pytest.mark.parametrize("wrong", ["", "x", "-5", "101", "3.5", "999999", "<b>", "３０", "1e1", "50"])
def test_nonsense_and_the_middle_leave_the_address(wrong: str) -> None:
    app = start(page="classify", photo="red-panda", frame=wrong)
    assert place(app) == 50 and framing.KEY not in app.query_params and not app.error


def test_the_square_of_a_photo_that_is_not_here_is_not_the_samples() -> None:
    app = start(page="classify", photo="own", frame="30")
    assert place(app) == 50 and framing.KEY not in app.query_params and app.warning
