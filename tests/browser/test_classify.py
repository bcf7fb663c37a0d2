"""Classify as people use it: the frame on the photo."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.bad_photos import GOOD, corners, jpeg
from tests.browser.visit import DESKTOP, EN, PHONE, wait_until

PORTRAIT = jpeg(corners(300, 400))


def answer(tab) -> str:
    return tab.page.locator("ol.bars").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_frame_is_dragged_and_another_page_sees_the_moved_crop(visit, size) -> None:
    tab = visit(size=size)
    tab.open("classify", photo="rocket")
    before, frame = answer(tab), tab.page.get_by_role("slider", name=EN["classify.frame"])
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.page.mouse.move(x - 9, y, steps=3)
    tab.page.mouse.move(x - 500, y, steps=3)
    assert answer(tab) == before  # nothing is asked before it is let go
    tab.page.mouse.up()
    tab.page.wait_for_url("**frame=0*")
    wait_until(lambda: answer(tab) != before)
    expect(frame).to_have_attribute("aria-valuenow", "0")
    assert frame.bounding_box()["x"] < box["x"]
    tab.page.goto(f"{tab.base}/saliency?lang=en&photo=rocket")
    tab.arrive("saliency")
    look = partial(tab.page.get_by_alt_text(EN["sample.rocket"]).last.get_attribute, "src")
    middle = look()
    tab.page.goto(f"{tab.base}/saliency?lang=en&photo=rocket&frame=0")
    tab.arrive("saliency")
    wait_until(lambda: look() != middle)


def test_arrow_keys_move_it_and_the_menu_keeps_it(visit) -> None:
    tab = visit()
    tab.open("classify", photo="rocket")
    frame = tab.page.get_by_role("slider", name=EN["classify.frame"])
    for _ in range(3):
        frame.press("ArrowRight")
    tab.page.wait_for_url("**frame=65*")
    assert "classify" in tab.page.url  # the arrow was not the lecture's
    tab.turn("saliency")
    tab.page.wait_for_url("**frame=65*")
    tab.turn("classify")
    expect(frame).to_have_attribute("aria-valuenow", "65")
    tab.page.locator(".st-key-photo").get_by_role("radio", name=EN["sample.cat"]).click()
    tab.page.wait_for_url(lambda url: "frame=" not in url)
    expect(frame).to_have_attribute("aria-valuenow", "50")


def test_a_portrait_moves_down_and_a_square_stays(visit) -> None:
    tab = visit()
    tab.open("classify")
    frame = tab.page.get_by_role("slider", name=EN["classify.frame"])
    tab.send("portrait.jpg", PORTRAIT)
    expect(frame).to_have_attribute("aria-orientation", "vertical")
    frame.press("Home")
    tab.page.wait_for_url("**frame=0*")
    tab.send("square.png", GOOD["1x1.png"])
    expect(frame).to_be_disabled()
    tab.page.wait_for_url(lambda url: "frame=" not in url)
