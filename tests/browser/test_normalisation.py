"""LRN and pooling as people use them: a click moves the place, the drawing answers."""

import pytest

from tests.browser.visit import DESKTOP, EN, PHONE, wait_until

SIZES = """words => words.map(word => parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a)"""


def test_a_click_moves_the_place_and_a_button_shows_the_contest(visit) -> None:
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
    tab.page.get_by_role("button", name=EN["normalisation.paper"]).click()
    tab.page.wait_for_url("**lrn-alpha=-4*")
    wait_until(lambda: chart.inner_html() != moved)
    tab.settle()
    paper = chart.inner_html()
    tab.turn("maps")
    tab.turn("normalisation")
    wait_until(lambda: chart.inner_html() == paper)
    assert "lrn-row=12" in tab.page.url and "lrn-column=23" in tab.page.url


@pytest.mark.parametrize("part", ["bench", "pooling"])
def test_on_a_phone_all_words_of_a_drawing_are_large_enough(visit, part) -> None:
    tab = visit(size=PHONE)
    tab.open("normalisation", look=part, photo="honey-bee")
    sizes = tab.page.locator(".drawing svg text:visible").evaluate_all(SIZES)
    assert len(sizes) > 8 and min(sizes) >= 12


def test_on_a_phone_the_map_and_what_a_tap_changes_are_in_one_view(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("normalisation", photo="honey-bee")
    picture, chart = (tab.page.locator(part).first.bounding_box() for part in (".spot", ".drawing svg"))
    assert chart["y"] + chart["height"] - picture["y"] < PHONE[1] - 60
