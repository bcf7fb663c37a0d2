"""LRN and pooling as people use them: a click moves the place, the drawing answers."""

from tests.browser.visit import DESKTOP, EN, wait_until


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
    tab.page.get_by_role("button", name=EN["normalisation.visible"]).click()
    tab.page.wait_for_url("**lrn-alpha=-1*")
    wait_until(lambda: chart.inner_html() != moved)
