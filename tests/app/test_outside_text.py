"""Names that people type come out as they were typed on every page, whatever Markdown and HTML would make of them."""

import html as markup
import re

import pytest
from streamlit.testing.v1 import AppTest

from alexnet import files
from alexnet.errors import Problem
from alexnet.network import AlexNet, freeze
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.weights.entry import Weights
from alexnet.weights.files import save
from app.charts.classify_scores import score_figure
from app.frame import navigation
from app.frame.text import plain
from tests.app.session import html, sound, start, until, words

pytestmark = pytest.mark.slow

ODD = (
    "# head", "*star*", "$5 note", ":cat:", "<b>x", "[l](http:x)", "__bold__", "`code`", "~~gone~~", "- item", "> quote",
    "1. one", ":red[x]", "a|b", "&amp;", "\\(x\\)", "caf\udce9",
)  # fmt: skip
NETWORK = "a*b*_x_ $1 $2"


@pytest.fixture(scope="module", params=[AlexNet, TwoGpuAlexNet])
def home(request, tmp_path_factory):
    """A folder of own networks with one whose classes, and which itself, are called like that."""
    folder = tmp_path_factory.mktemp("own")
    path = folder / f"{NETWORK}.safetensors"
    save(freeze(request.param(len(ODD), (8, 8))), Weights(NETWORK, path, ODD, origin="*mine*", licence="_mine_"), {})
    return folder


def told(app: AppTest) -> list[str]:
    """All Markdown of the page."""
    elements = [element.value for kind in ("markdown", "caption", "error", "warning", "info") for element in getattr(app, kind)]
    return elements + [option for radio in app.radio for option in radio.options] + [button.label for button in app.button]


def test_plain_text_has_no_sign_left_that_means_something() -> None:
    for name in ODD:
        assert not re.search(r"[*_`~$<>\[\]\\|]|:\w|^[-+]|^\d+\.|&(?!#\d)", plain(name)), plain(name)
        assert markup.unescape(plain(name)) == name.replace("\udce9", "?")
    assert plain("  a\n\n  b ") == "a b"
    for name in ("two-gpu", "built-in AlexNet", "http://127.0.0.1:80/x", "St. Bernard's", "C:/photos (2)"):
        assert plain(name) == name


@pytest.mark.parametrize("lesson", navigation.LESSONS)
def test_every_page_shows_odd_names_as_they_were_typed(home, monkeypatch, lesson: str) -> None:
    monkeypatch.setattr(files, "OWN_WEIGHTS", home)
    app = start("en", lesson, weights=NETWORK)
    if lesson == "classify":
        app.toggle(key="all_scores").set_value(True).run()
        assert any(plain(name) in words(sound(app)) for name in ODD)
    shown = told(app)
    for name in (*ODD[:-1], NETWORK, "*mine*"):
        assert not [one for one in shown if name in one], name
    assert "<b>x" not in html(app)
    assert any(plain(NETWORK) in one for one in shown)


def test_the_softmax_figure_has_them_too() -> None:
    (bars,) = score_figure(ODD, [float(number) for number in range(len(ODD))], "en", "", "", ".,").data
    assert list(bars.customdata) == [markup.escape(name.replace("\udce9", "?")) for name in reversed(ODD)]


@pytest.mark.parametrize("path", ["/a/*b*/_c_.zip", "$x $y", ":cat:/<b>", "caf\udce9"])
def test_a_path_in_an_error_is_the_path(path: str) -> None:
    app = start("zh", "train")
    app.selectbox(key="train-data").set_value("folder").run()
    app.text_input(key="train-path").set_value(path.replace("\udce9", "?")).run()
    sentence = Problem("data.missing", path=path.replace("\udce9", "?")).sentence("zh", plain)
    until(app, lambda: sentence in words(app))
    assert plain(path) in Problem("run.no_room", folder=path).sentence("en", plain)
