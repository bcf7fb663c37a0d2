"""Feature maps as people use them: layer, map, place, and how long it takes."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.frame.photo import FOLDER, samples
from tests.browser.test_pages import EN, base, browser, choose_photo, send, visit  # noqa: F401
from tests.browser.visit import DESKTOP, PHONE, wait_until


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
@pytest.mark.parametrize(("layer", "weights"), [("conv3", "two-gpu"), ("fc6", "built-in")])
def test_layer_is_for_everyone(visit, layer, weights, language, scheme, size) -> None:  # noqa: F811
    tab = visit(language, scheme, size)
    tab.open("maps", layer=layer, weights=weights)
    tab.page.wait_for_timeout(500)
    faults = Axe().run(tab.page)
    tab.screenshot(f"maps-{layer}-{weights}-{language}-{scheme}-{size[0]}")
    assert faults.violations_count == 0, faults.generate_report()
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.page.evaluate("document.querySelectorAll('*').length") < 5000


def test_map_is_picked_and_a_place_in_it(visit) -> None:  # noqa: F811
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


def test_the_other_network_is_one_click_away(visit) -> None:  # noqa: F811
    tab = visit()
    tab.open("maps")
    tab.page.get_by_role("button", name=EN["maps.to_two-gpu"]).click()
    tab.page.get_by_text("GPU 2", exact=True).wait_for()
    tab.page.get_by_role("button", name=EN["maps.to_built-in"]).click()
    expect(tab.page.get_by_text("GPU 2", exact=True)).to_have_count(0)


def test_how_fast(visit, capsys) -> None:  # noqa: F811
    tab = visit()
    tab.open("maps")
    tile = tab.page.locator(".tiles canvas").first
    turned, shown = [], []
    for layer in ("conv2", "conv3", "conv4", "conv5", "conv1", "conv3", "conv1"):
        before = tab.page.locator(".tiles").first.get_attribute("aria-label")
        begin = time.perf_counter()
        tab.page.get_by_role("radio", name=layer).or_(tab.page.get_by_role("button", name=layer, exact=True)).first.click()
        wait_until(lambda before=before: tab.page.locator(".tiles").first.get_attribute("aria-label") != before)
        turned.append(time.perf_counter() - begin)
    choose_photo(tab, EN)
    for slug in list(samples())[1:6]:
        before = tile.evaluate("canvas => canvas.toDataURL()")
        begin = time.perf_counter()
        send(tab, f"{slug}.jpg", (FOLDER / samples()[slug]["file"]).read_bytes() + slug.encode())
        wait_until(lambda before=before: tile.evaluate("canvas => canvas.toDataURL()") != before)
        shown.append(time.perf_counter() - begin)
    with capsys.disabled():
        for name, times in (("layer changed", turned), ("new photo to sheet", shown)):
            print(f"\n{name}: median {sorted(times)[len(times) // 2]:.2f} s, worst {max(times):.2f} s", end="")
    assert max(turned + shown) < 15
