"""The overview as people use it: pick, follow, switch off, cut; by mouse, by keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, MAIN, PHONE, Visit, wait_until

TOLD = "() => window.alexnetOverview.data"


def told(tab: Visit) -> dict:
    return tab.page.evaluate(TOLD)


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
@pytest.mark.parametrize("weights", ["built-in", "two-gpu"])
def test_overview_is_for_everyone(visit, weights, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open("overview", weights=weights, photo="cat", pick="conv5-131", off="conv4-9")
    assert tab.page.locator(".links path").count() > 20
    assert tab.faults(MAIN) == ""
    tab.screenshot(f"overview-{weights}-{language}-{scheme}-{size[0]}")
    assert "**" not in tab.text() and "{" not in tab.text()
    assert tab.fits()
    assert tab.nodes() < 1000
    if size == DESKTOP:
        bottom = tab.page.locator(".overview").evaluate("one => one.getBoundingClientRect().bottom")
        assert bottom < DESKTOP[1] * 0.8  # the picture, and below it what is told, without scrolling


def test_a_map_is_picked_switched_off_and_walked_from(visit) -> None:
    tab = visit()
    tab.open("overview", photo="cat")
    before, sent = tab.page.locator(".links").inner_html(), tab.received
    tile = tab.page.locator(".column").nth(7).locator("button.tile").nth(1)
    name, spot = tile.get_attribute("aria-label"), tile.get_attribute("data-spot")
    tile.click()
    tab.page.wait_for_url(f"**pick={spot}**")
    tab.page.locator(MAIN).get_by_text(name, exact=True).wait_for()
    wait_until(lambda: tab.page.locator(".links").inner_html() != before)
    assert tab.received - sent < 40_000  # the picture is not sent again
    assert told(tab)["links"][0][:2] == [spot.split("-")[0], int(spot.split("-")[1]) - 1]
    tile.click()
    tab.page.wait_for_url(f"**off={spot}**")
    expect(tab.page.locator(f'[data-spot="{spot}"]')).to_have_class("tile way off")
    tab.page.get_by_role("button", name=EN["overview.all_on"]).click()
    wait_until(lambda: told(tab)["off"] == [])
    tile.focus()
    tab.page.keyboard.press("ArrowLeft")
    tab.page.keyboard.press("Enter")
    wait_until(lambda: told(tab)["pick"].startswith("conv4-"))
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("Enter")
    wait_until(lambda: tab.page.evaluate("document.activeElement !== document.body"))


def test_all_maps_of_a_column_are_one_click_away(visit) -> None:
    tab = visit()
    tab.open("overview", photo="cat")
    tab.page.get_by_role("button", name="conv5", exact=True).click()
    sheet = tab.page.get_by_role("dialog", name="conv5")
    expect(sheet.locator("button.tile")).to_have_count(256)
    sheet.locator('[data-spot="conv5-200"]').click()
    tab.page.wait_for_url("**pick=conv5-200**")
    expect(sheet).to_have_count(0)
    expect(tab.page.locator('[data-spot="conv5-200"]')).to_have_attribute("aria-pressed", "true")


def test_a_cable_is_cut_on_the_overview(visit) -> None:
    tab = visit()
    tab.open("overview", photo="cat", weights="two-gpu")
    classes = told(tab)["classes"]
    tab.page.get_by_role("button", name=EN["overview.cut"].format(layer="conv3")).click()
    tab.page.get_by_role("button", name=EN["overview.join"].format(layer="conv3")).wait_for()
    wait_until(lambda: told(tab)["classes"] != classes)
    tab.page.wait_for_url("**cut=conv3**")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["laptop", "phone"])
def test_home_shows_it_small_and_leads_into_it(visit, size) -> None:
    tab = visit(size=size)
    tab.open("home", photo="cat")
    assert tab.page.locator(".links path").count() > 20
    assert tab.faults(MAIN) == ""
    tile = tab.page.locator('.overview [data-spot^="conv5-"]').first
    spot = tile.get_attribute("data-spot")
    tile.click()
    tab.arrive("overview")
    tab.page.wait_for_url(f"**pick={spot}**")
    wait_until(lambda: told(tab)["pick"] == spot)
    assert "photo=cat" in tab.page.url
