"""The tree of ImageNet's classes as people use it: clicks, the menu and the address are one branch, and all can be read."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visit import DESKTOP, EN, PHONE, Visit


def tile(tab: Visit, words: str) -> Locator:
    """The tile that says so, with its share."""
    return tab.page.locator(".tree .tiles button", has_text=words).first


def menu(tab: Visit) -> Locator:
    return tab.page.get_by_role("combobox", name=EN["imagenet.branch"])


def is_at(tab: Visit, name: str, wnid: str) -> None:
    """The tiles, the words, the menu and the address say the same branch."""
    expect(tab.page.locator(".tree .way b")).to_have_text(name)
    expect(tab.page.locator('[data-testid="stMarkdownContainer"] strong', has_text=name).first).to_be_visible()
    expect(menu(tab)).to_have_value(re.compile(name))
    tab.settle()
    assert (f"branch={wnid}" in tab.page.url) if wnid else ("branch=" not in tab.page.url)


def test_a_click_goes_into_the_tree_and_the_way_leads_back(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    box = tab.page.locator(".tree .tiles").bounding_box()
    assert box["y"] + box["height"] < DESKTOP[1]  # no scroll before the first thing to play with
    tile(tab, "animal").click(position={"x": 30, "y": 8})  # its own head, above its branches
    is_at(tab, "animal", "n00015388")
    tile(tab, "carnivore").click()
    is_at(tab, "carnivore", "n02075296")
    tab.page.locator(".tree .way button", has_text="animal").click()
    is_at(tab, "animal", "n00015388")
    tab.page.locator(".tree .way button", has_text="everything").click()
    is_at(tab, "everything", "")


def test_the_menu_opens_a_branch_and_the_address_keeps_it(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    tab.page.get_by_role("radio", name=EN["imagenet.every"]).click()
    tab.page.wait_for_url("**classes=every**")
    tab.calm()  # the menu has other branches now
    menu(tab).fill("terrier")
    tab.page.get_by_role("option", name="terrier").wait_for()
    menu(tab).press("Enter")
    is_at(tab, "terrier", "n02092468")
    tile(tab, "Lhasa apso").wait_for()
    tab.page.reload()
    tile(tab, "Lhasa apso").wait_for()


def test_a_photo_opens_the_branch_on_which_it_hangs(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    tab.page.locator(".tree .photos").get_by_role("button", name="Cat", exact=True).click()
    is_at(tab, "cat", "n02121620")
    expect(tab.page.locator(".tree .tiles .photo")).to_have_count(1)


def test_the_keyboard_walks_and_opens(visit) -> None:
    tab = visit()
    tab.open("imagenet")
    tile(tab, "artefact").focus()
    tab.page.keyboard.press("ArrowRight")
    expect(tab.page.locator(".tree .told")).to_contain_text("device")
    tab.page.keyboard.press("Enter")
    is_at(tab, "device", "n03183080")
    assert tab.page.evaluate(  # the keyboard stays among the tiles
        "[...document.querySelectorAll('*')].some(one => one.shadowRoot?.activeElement?.closest('.tiles'))"
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_tiles_fill_their_place_and_no_word_is_cut(visit, size) -> None:
    tab = visit(size=size)
    tab.open("imagenet", branch="n00015388")
    found = tab.page.locator(".tree .tiles").evaluate("""(field) => {
      const tiles = [...field.children], area = (one) => one.offsetWidth * one.offsetHeight;
      const inside = (at) => tiles.slice(0, at).some((other, before) => at <= before + Number(other.dataset.inner));
      const heads = tiles.filter((one, at) => !inside(at));
      const cut = tiles.filter((one) => one.firstChild.offsetWidth > one.offsetWidth + 1).length;
      return [heads.reduce((sum, one) => sum + area(one), 0) / area(field), cut,
        tiles.filter((one) => one.firstChild.offsetWidth).length];
    }""")
    assert found[0] == pytest.approx(1, abs=0.02) and found[1] == 0 and found[2] >= 5


def test_mixups_fit_a_phone(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("imagenet", imagenet_part="mixups", branch="n00021939")
    tab.page.locator(".mixups").first.wait_for()
    tab.calm()
    assert tab.page.evaluate("[...document.querySelectorAll('.mixups')].every(one => one.scrollWidth <= one.clientWidth)")
