"""Every lesson and each of its parts, as everybody can read it: in each language, in light and dark, on a laptop and a phone."""

import pytest
from playwright.sync_api import Locator

from tests.browser.visit import DESKTOP, LESSONS, MAIN, PHONE, Visit

FRAME, PHOTO = ".st-key-frame", ".st-key-photo"
MENU = "!document.querySelector('[data-testid=stSidebarNavItems] li:not([role])')"  # Streamlit's menu has been mended
OPPOSITES = [  # two views that share nothing; all four pairs, by turns, are all there is
    [("en", "light", DESKTOP), ("zh", "dark", PHONE)],
    [("en", "dark", PHONE), ("zh", "light", DESKTOP)],
    [("en", "dark", DESKTOP), ("zh", "light", PHONE)],
    [("en", "light", PHONE), ("zh", "dark", DESKTOP)],
]
LOOKS = [
    pytest.param(lesson, *view, id=f"{lesson}-{view[0]}-{view[1]}-{view[2][0]}")
    for number, lesson in enumerate(LESSONS)
    for view in OPPOSITES[number % len(OPPOSITES)]
]


def parts(tab: Visit) -> Locator:
    """The buttons of the first choice below the frame: the parts of a lesson, its layers and the like, where it has some."""
    group = '[role="radiogroup"]'
    assert tab.page.locator(f"{FRAME} {group}:not({PHOTO} *)").count() == 1  # the language: so are choices drawn
    return tab.page.locator(f"{MAIN} {group}:not({FRAME} *, {PHOTO} *)").first.get_by_role("radio")


@pytest.mark.parametrize(("lesson", "language", "scheme", "size"), LOOKS)
def test_lesson_is_for_everyone(visit, lesson, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open(lesson)
    tab.page.wait_for_function(MENU)
    assert tab.faults() == ""
    assert tab.page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-Hans"}[language]
    for number in range(max(1, parts(tab).count())):
        if number:
            parts(tab).nth(number).click()
            assert tab.faults(MAIN) == "", number
        assert tab.nodes() < 5000
        assert "**" not in tab.text()  # Markdown that was not understood
        assert tab.fits()
        tab.screenshot(f"{lesson}-{number}-{language}-{scheme}-{size[0]}")
