"""A language with a decimal comma: pages, charts and formulas write numbers its way, whatever makes them."""

import base64
import re

import pytest

from alexnet.language import Language, languages
from tests.app.test_pages import captions, html, start, words

FRENCH = Language("en", "français", "fr", ",", "\u202f", "{}\u202f%", "n > 1")


def drawn(text: str) -> str:
    """What the pictures inside a page's HTML say."""
    return " ".join(base64.b64decode(one).decode() for one in re.findall(r"svg\+xml;base64,([A-Za-z0-9+/=]+)", text))


@pytest.mark.parametrize(
    ("lesson", "address", "english"),
    [
        ("after", {}, "28.2 %"),
        ("architecture", {"arch_layer": "conv1"}, "774.4"),
        ("architecture", {"arch_part": "sides"}, "9,216"),
        ("architecture", {"arch_part": "shares"}, "61.8%"),
        ("claims", {}, "290,400"),
        ("claims", {}, "1.45%"),
        ("code", {"line": "fc6"}, "37,752,832"),
        ("dropout", {"dropout_part": "half", "photo": "cat"}, "1.99"),
        ("gpus", {"part": "drawing", "block": "fc6"}, "37,752,832 (151.0 MB)"),
        ("imagenet", {"imagenet_part": "made"}, "14,197,122"),
        ("normalisation", {"look": "worth"}, "1.37"),
        ("relu", {"relu_part": "functions"}, ">0.2<"),
        ("relu", {"relu_part": "functions"}, "0.995"),
        ("train", {}, "0.004"),
    ],
)
def test_numbers_follow_the_language(lesson: str, address: dict[str, str], english: str, monkeypatch) -> None:
    def text() -> str:
        app = start(page=lesson, **address)
        return words(app) + html(app) + captions(app) + drawn(html(app))

    assert english in text()
    monkeypatch.setattr("app.frame.text.languages", lambda: languages() | {"en": FRENCH})
    french = english.translate({ord(","): "\u202f", ord("."): ","}).replace("%", "\u202f%").replace(" \u202f%", " %")
    written = text().replace("{,}", ",").replace(r"\,", "\u202f")  # formulas have spaces of their own
    assert french in written and english not in written
