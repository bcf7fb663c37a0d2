"""The tree of ImageNet's classes as people use it: a click goes in, the menu goes anywhere, the address remembers."""

import re

from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, OUTPUT, PHONE


def middle(tab, words: str) -> tuple[float, float]:
    """The middle of the tile's words that begin so."""
    box = tab.page.locator(".treemap .slicetext text", has_text=re.compile(f"^{words}")).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_goes_into_the_tree_and_back(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    box = tab.page.locator(".treemap .slice").first.bounding_box()
    assert box["y"] < DESKTOP[1] / 2  # no scroll before the first thing to play with
    tile = tab.page.locator(".treemap .slicetext text", has_text="feline")
    assert tile.count() == 0
    tab.page.mouse.click(*middle(tab, "animal"))
    tile.first.wait_for()
    tab.page.screenshot(path=OUTPUT / f"imagenet-animal-{DESKTOP[0]}.png")
    tab.calm()  # the animation ends
    tab.page.mouse.click(*middle(tab, "animal"))
    expect(tile).to_have_count(0)


def test_the_menu_opens_a_branch_and_the_address_keeps_it(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    tab.page.get_by_role("radio", name=EN["imagenet.every"]).click()
    tab.page.wait_for_url("**classes=every**")
    menu = tab.page.get_by_role("combobox", name=EN["imagenet.branch"])
    menu.fill("terrier")
    menu.press("Enter")
    tab.page.wait_for_url("**branch=n02092468**")
    tab.settle()
    tab.page.locator(".treemap .slicetext text", has_text="Lhasa apso").first.wait_for()
    tab.page.reload()
    tab.page.locator(".treemap .slicetext text", has_text="Lhasa apso").first.wait_for()


def test_mixups_fit_a_phone(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("imagenet", imagenet_part="mixups", branch="n00021939")
    tab.page.locator(".mixups").first.wait_for()
    tab.calm()
    assert tab.page.evaluate("[...document.querySelectorAll('.mixups')].every(one => one.scrollWidth <= one.clientWidth)")
