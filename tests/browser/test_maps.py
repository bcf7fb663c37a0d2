"""Feature maps as people use them: layer, map, place, photo."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.bad_photos import GOOD
from tests.browser.visit import DESKTOP, EN, MAIN, PHONE, wait_until


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
def test_two_towers_are_for_everyone(visit, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open("maps", layer="conv3", weights="two-gpu")
    assert tab.faults(MAIN) == ""
    tab.screenshot(f"maps-two-gpu-{language}-{scheme}-{size[0]}")
    assert tab.fits()
    assert tab.nodes() < 5000


def test_map_is_picked_and_a_place_in_it(visit) -> None:
    tab = visit()
    tab.open("maps", layer="conv5")
    tab.page.get_by_role("button", name="Map 17,", exact=False).click()
    tab.page.wait_for_url("**map=17**")
    picture = tab.page.locator("img.spot")
    wait_until(lambda: "Map 17" in (picture.get_attribute("alt") or ""))
    before = picture.get_attribute("src")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.96, "y": box["height"] * 0.04})
    wait_until(lambda: picture.get_attribute("src") != before)
    expect(tab.page.get_by_role("slider", name=EN["maps.row"])).to_have_value("1")
    expect(tab.page.get_by_role("slider", name=EN["maps.column"])).to_have_value("13")
    tab.page.wait_for_url("**at=1-13**")
    before = picture.get_attribute("src")
    tab.page.get_by_role("slider", name=EN["maps.row"]).press("ArrowRight")
    wait_until(lambda: picture.get_attribute("src") != before)


def test_the_other_network_is_one_click_away(visit) -> None:
    tab = visit()
    tab.open("maps")
    tab.page.get_by_role("button", name=EN["maps.to_two-gpu"]).click()
    tab.page.get_by_text("GPU 2", exact=True).wait_for()
    tab.page.get_by_role("button", name=EN["maps.to_built-in"]).click()
    expect(tab.page.get_by_text("GPU 2", exact=True)).to_have_count(0)


def test_another_layer_and_another_photo_change_the_sheet(visit) -> None:
    tab = visit()
    tab.open("maps")
    sheet = tab.page.locator(".tiles").first
    before = sheet.get_attribute("aria-label")
    tab.page.get_by_role("radio", name="conv4").click()
    wait_until(lambda: sheet.get_attribute("aria-label") != before)
    look = partial(sheet.locator("canvas").first.evaluate, "canvas => canvas.toDataURL()")
    tab.calm()
    before = look()
    tab.choose_photo()
    tab.send("photo.jpg", GOOD["photo.jpg"])
    wait_until(lambda: look() != before)


def test_the_maps_are_high_up_and_the_patch_is_large(visit) -> None:
    tab = visit()
    tab.open("maps", layer="conv5")
    picture, patch = tab.page.locator("img.spot"), tab.page.get_by_alt_text(EN["maps.patch_alt"])
    places = [part.bounding_box() for part in (tab.page.locator(".tiles").first, picture, patch)]
    assert max(box["y"] for box in places) < 320
    assert abs(places[1]["width"] - places[2]["width"]) < 3


def test_on_a_phone_nothing_scrolls_inside_and_the_tapped_map_stays_in_sight(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("maps", layer="conv4")
    last = tab.page.locator(".tiles button").last
    last.scroll_into_view_if_needed()
    inner = "[...document.querySelectorAll('[class*=st-key-maps-]')].every((part) => part.scrollHeight <= part.clientHeight + 1)"
    assert tab.page.evaluate(inner)
    last.click()
    number = int(last.get_attribute("data-index")) + 1
    spot = tab.page.locator("img.spot")
    wait_until(lambda: f"Map {number} " in (spot.get_attribute("alt") or ""))
    tab.calm()
    picture, tile = spot.bounding_box(), last.bounding_box()
    assert picture["y"] >= 0 and picture["y"] + picture["height"] < tile["y"] < PHONE[1]
