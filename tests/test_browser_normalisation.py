"""LRN and pooling as people use them: everyone can read it, a click moves the place, the drawing answers."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP, PHONE, wait_until
from tests.test_browser import EN, base, browser, visit  # noqa: F401


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
@pytest.mark.parametrize("part", ["bench", "pooling", "worth"])
def test_part_is_for_everyone(visit, part, language, scheme, size) -> None:  # noqa: F811
    tab = visit(language, scheme, size)
    tab.open("normalisation", look=part)
    tab.page.wait_for_timeout(500)
    faults = Axe().run(tab.page, context=".stMainBlockContainer")  # the frame is the whole app's, and tested with it
    tab.screenshot(f"normalisation-{part}-{language}-{scheme}-{size[0]}")
    assert faults.violations_count == 0, faults.generate_report()
    assert "**" not in tab.page.locator("body").inner_text()
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_click_moves_the_place_and_a_button_shows_the_contest(visit) -> None:  # noqa: F811
    tab = visit()
    tab.open("normalisation", **{"lrn-map": "6"})
    chart = tab.page.locator(".drawing svg")
    box = chart.bounding_box()
    assert box["y"] + box["height"] < DESKTOP[1]
    before = chart.inner_html()
    picture = tab.page.locator(".spot").first
    size = picture.bounding_box()
    picture.click(position={"x": size["width"] * 22.5 / 55, "y": size["height"] * 11.5 / 55})
    tab.page.wait_for_url("**lrn-row=12*")
    wait_until(lambda: chart.inner_html() != before and "lrn-column=23" in tab.page.url)
    tab.settle()
    moved = chart.inner_html()
    tab.page.get_by_role("button", name=EN["normalisation.visible"]).click()
    tab.page.wait_for_url("**lrn-alpha=-1*")
    wait_until(lambda: chart.inner_html() != moved)
