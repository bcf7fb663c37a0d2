"""The grid of all sample photos: in a sheet where the shelf stands on the page, in the frame's elsewhere."""

import pytest
from playwright.sync_api import expect

from app.frame.photo import samples
from tests.browser.visit import DESKTOP, PHONE

VIEWS = [
    ("classify", "en", "light", DESKTOP),
    ("home", "zh", "dark", PHONE),
    ("maps", "zh", "light", DESKTOP),
    ("maps", "en", "dark", PHONE),
]
PICTURES = """performance.getEntriesByType("resource").filter((one) => one.name.includes("/media/") && one.name.endsWith(".jpg"))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
CODE = 75_000  # bytes that the server sends of styles and scripts


@pytest.mark.parametrize(("lesson", "language", "scheme", "size"), VIEWS)
def test_every_sample_has_its_tile_and_can_be_picked(visit, lesson, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open(lesson)
    tab.choose_photo()
    if lesson != "maps":
        tab.page.locator(".gallery .all").click()
    tiles = tab.page.locator(".gallery .thumbs button")
    assert tiles.evaluate_all("all => all.map((one) => one.dataset.slug).sort()") == sorted(samples())
    expect(tab.page.locator('.gallery [aria-pressed="true"]')).to_have_attribute("data-slug", next(iter(samples())))
    assert tab.page.locator(".gallery i").last.evaluate("one => getComputedStyle(one).backgroundImage").startswith('url("blob:')
    assert tab.faults() == "" and tab.fits()
    tab.screenshot(f"gallery-{lesson}-{language}-{scheme}-{size[0]}")
    tab.page.locator('.gallery [data-slug="koala"]').click()
    tab.page.wait_for_url("**photo=koala*")
    expect(tiles.first).not_to_be_visible()
    tab.page.get_by_role("button", name=samples()["koala"][language]).first.wait_for()


def test_the_keyboard_walks_picks_and_comes_back(visit) -> None:
    tab = visit()
    tab.open("classify", photo="cat")
    opener = tab.page.locator(".gallery .all")
    opener.press("Enter")
    focused = tab.page.locator(".gallery button:focus")
    expect(focused).to_have_attribute("data-slug", "cat")
    tab.page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("data-slug", "red-panda")
    tab.page.keyboard.press("ArrowDown")
    below = focused.evaluate("one => one.dataset.slug")
    assert samples()[below]["kind"] != "animals" or list(samples()).index(below) > 12
    tab.page.keyboard.press("ArrowUp")
    expect(focused).to_have_attribute("data-slug", "red-panda")
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator(".gallery dialog")).not_to_be_visible()
    opener.press("Enter")
    tab.page.keyboard.press("ArrowRight")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**photo=red-panda*")
    expect(opener).to_be_focused()


def test_the_first_page_has_few_bytes_of_pictures_and_another_photo_does_not_send_the_grid_again(visit) -> None:
    tab = visit()
    tab.open("home")
    assert tab.page.evaluate(PICTURES) > 100_000 and tab.received > 100_000  # files, and the sheet among what the server says
    told = 0.75 * (tab.received - CODE)  # bytes of pictures in base64
    assert tab.page.evaluate(PICTURES) + told < 300_000
    before = tab.received
    tab.pick_photo("koala")
    tab.page.wait_for_url("**photo=koala*")
    tab.settle()
    assert tab.received - before < 180_000  # the photo, and the network at work on it
