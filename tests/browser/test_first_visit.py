"""The first minutes: a photo to its answer on every way there is, Back, the projector, the keys, what is remembered."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.bad_photos import GOOD
from tests.browser.visit import DESKTOP, EN, PHONE, ZH, Visit, wait_until

DATA = base64.b64encode(GOOD["photo.jpg"]).decode()
TRANSFER = """([kind, data]) => {
  const file = new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], "mine.jpg", { type: "image/jpeg" });
  const transfer = new DataTransfer();
  transfer.items.add(file);
  const target = document.querySelector("h2");
  const told = { bubbles: true, cancelable: true };
  if (kind === "paste") return !target.dispatchEvent(new ClipboardEvent("paste", { ...told, clipboardData: transfer }));
  target.dispatchEvent(new DragEvent("dragover", { ...told, dataTransfer: transfer }));
  if (!document.documentElement.classList.contains("dropping")) throw Error("nothing says that it can be dropped");
  return !target.dispatchEvent(new DragEvent("drop", { ...told, dataTransfer: transfer }));
}"""
SEEN = """(one) => {
  const box = one.getBoundingClientRect();
  const inside = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return inside && one.contains(top);
}"""
WAYS = {
    "drop": lambda tab: tab.page.evaluate(TRANSFER, ["drop", DATA]),
    "paste": lambda tab: tab.page.evaluate(TRANSFER, ["paste", DATA]),
    "file": lambda tab: tab.send("mine.jpg", GOOD["photo.jpg"]),
    "sample": lambda tab: tab.page.locator(".st-key-photo").get_by_role("radio", name=EN["sample.cat"]).click(),
}


def size_of_type(tab: Visit) -> float:
    """Of the lesson's prose, as a share of the screen's height."""
    prose = tab.page.locator(".stMain [data-testid='stMarkdown'] p").last
    return prose.evaluate("one => parseFloat(getComputedStyle(one).fontSize) / innerHeight")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lesson", ["home", "classify"])
@pytest.mark.parametrize("way", WAYS)
def test_from_a_photo_to_its_answer_in_view(visit, way, lesson, size) -> None:
    tab = visit(size=size)
    tab.open(lesson)
    first = tab.page.locator("ol.bars").first.locator("li").first
    before = first.inner_text()
    WAYS[way](tab)
    wait_until(lambda: first.inner_text() != before)
    tab.calm()
    assert first.evaluate(SEEN), "the answer is out of view or covered"
    assert tab.page.locator("ol.bars").first.locator("li").nth(2).evaluate(SEEN)
    assert ("photo=cat" if way == "sample" else "photo=own") in tab.page.url


@pytest.mark.parametrize("lesson", ["filters", "saliency"])
def test_a_photo_dropped_on_any_other_page_is_taken(visit, lesson) -> None:
    tab = visit()
    tab.open(lesson)
    WAYS["drop"](tab)
    tab.page.wait_for_url("**photo=own*")
    tab.page.get_by_role("button", name=f"{EN['photo.choose']}: {EN['photo.yours']}").wait_for()
    assert not tab.page.evaluate("document.documentElement.classList.contains('shelf-open')")


def test_all_of_a_door_leads_there_and_the_keyboard_sees_where_it_is(visit) -> None:
    tab = visit()
    tab.open("home", photo="rocket")
    for slug in ("overview", "filters", "gpus", "classify", "saliency", "train"):
        door = tab.page.locator(f".st-key-door_{slug}")
        assert door.bounding_box()["y"] < DESKTOP[1]  # near the fold
    door = tab.page.locator(".st-key-door_gpus")
    door.locator("a").focus()
    tab.page.keyboard.press("Shift+Tab")
    tab.page.keyboard.press("Tab")
    assert door.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    picture = door.locator("img").bounding_box()
    tab.page.mouse.click(picture["x"] + 20, picture["y"] + 20)
    tab.arrive("gpus")
    assert "part=cable" in tab.page.url and "photo=rocket" in tab.page.url


def test_back_goes_to_the_page_before_after_many_choices(visit) -> None:
    tab = visit()
    tab.open("home")
    tab.turn("maps")
    for layer in ("conv3", "conv5", "conv2"):
        tab.page.get_by_role("radio", name=layer).click()
        tab.page.wait_for_url(f"**layer={layer}*")
    tab.turn("filters")
    tab.page.get_by_role("button", name="Filter 5:", exact=False).click()
    tab.page.wait_for_url("**filter=5*")
    tab.page.go_back()
    tab.arrive("maps")
    expect(tab.page.get_by_role("radio", name="conv2")).to_be_checked()
    tab.page.go_back()
    tab.arrive("home")


@pytest.mark.parametrize(("first", "second"), [("maps", "filters"), ("classify", "gpus"), ("code", "neighbours")])
def test_back_and_forward_give_each_page_its_language_and_photo_again(visit, first, second) -> None:
    tab = visit()
    tab.open(first)
    tab.turn(second)
    tab.pick_photo("cat")
    tab.page.wait_for_url("**photo=cat*")
    tab.page.get_by_role("radio", name="中文").click()
    tab.page.wait_for_url("**lang=zh*")
    tab.settle()
    for go, lesson, words, sample in (
        (tab.page.go_back, first, EN, "honey-bee"), (tab.page.go_forward, second, ZH, "cat"),
        (tab.page.go_back, first, EN, "honey-bee"),
    ):  # fmt: skip
        tab.language = "zh" if words is ZH else "en"
        go()
        tab.arrive(lesson)
        tab.page.get_by_role("button", name=f"{words['photo.choose']}: {words[f'sample.{sample}']}").wait_for()
        assert f"photo={sample}" in tab.page.url
        assert tab.page.evaluate("document.documentElement.lang") == ("zh-Hans" if words is ZH else "en")
    tab.page.get_by_role("radio", name="中文").click()  # and from there on the reader has the say
    tab.page.wait_for_url("**lang=zh*")
    tab.language = "zh"
    tab.turn(second)
    tab.page.get_by_role("button", name=f"{ZH['photo.choose']}: {ZH['sample.honey-bee']}").wait_for()


@pytest.mark.parametrize(
    ("locale", "address", "chosen"), [("en-GB", "", True), ("de-DE", "", False), ("de-DE", "?lang=zh", True)]
)
def test_a_page_in_a_language_that_was_chosen_is_not_for_the_browser_to_translate(browser, base, locale, address, chosen) -> None:
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(f"{base}/filters{address}")
        html = page.locator("html[data-ready]")
        expect(html).to_have_attribute("translate", "no" if chosen else "yes")
        expect(html).to_have_attribute("lang", "zh-Hans" if "zh" in address else "en")
        page.get_by_role("radio", name="中文").click()
        expect(html).to_have_attribute("lang", "zh-Hans")
        expect(html).to_have_attribute("translate", "no")


@pytest.mark.parametrize("size", [(1920, 1080), (2560, 1440)])
def test_projector(visit, size) -> None:
    tab = visit(size=size)
    tab.open("classify")
    assert size_of_type(tab) < 0.024
    tab.page.keyboard.press("p")
    tab.page.wait_for_url("**projector=1*")
    tab.calm()
    assert size_of_type(tab) >= 0.025
    assert tab.page.locator(".stMainBlockContainer").bounding_box()["width"] > 0.95 * size[0] - 20
    assert not tab.page.locator('[data-testid="stHeader"]').is_visible()
    tab.page.keyboard.press("ArrowRight")
    tab.arrive("saliency")
    assert "projector=1" in tab.page.url and size_of_type(tab) >= 0.025
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_url(lambda url: "projector" not in url)
    tab.calm()
    assert size_of_type(tab) < 0.024
    tab.open("filters", projector="1")
    assert size_of_type(tab) >= 0.025


def test_arrows_and_a_clicker_lead_through_parts_and_lessons(visit) -> None:
    tab = visit()
    tab.open("code")
    tab.page.keyboard.press("ArrowRight")
    tab.arrive("relu")
    radios = tab.page.locator('.st-key-parts [role="radio"]')
    for number in range(1, radios.count()):
        tab.page.keyboard.press("ArrowRight")
        expect(radios.nth(number)).to_be_checked()
        tab.settle()
    tab.page.keyboard.press("ArrowRight")
    tab.arrive("gpus")
    tab.page.keyboard.press("ArrowLeft")
    tab.arrive("relu")
    tab.open("classify")
    main = "document.querySelector('.stMain').scrollTop"
    presses = 0
    while "classify" in tab.page.url:
        before, presses = tab.page.evaluate(main), presses + 1
        tab.page.keyboard.press("PageDown")
        wait_until(lambda before=before: "saliency" in tab.page.url or tab.page.evaluate(main) > before)
        tab.calm()
    tab.arrive("saliency")
    assert 1 < presses < 9  # it has scrolled before


def test_what_was_set_up_is_there_when_one_comes_back_and_a_link_wins(visit) -> None:
    tab = visit()
    tab.open("gpus")
    tab.page.get_by_role("radio", name=EN["gpus.cable"]).click()
    tab.page.wait_for_url("**part=cable*")
    tab.turn("maps")
    tab.page.get_by_role("radio", name="conv4").click()
    tab.page.wait_for_url("**layer=conv4*")
    tab.turn("gpus")
    expect(tab.page.get_by_role("radio", name=EN["gpus.cable"])).to_be_checked()
    tab.page.wait_for_url("**part=cable*")
    tab.turn("maps")
    expect(tab.page.get_by_role("radio", name="conv4")).to_be_checked()
    tab.turn("home")
    tab.page.locator(".st-key-door_gpus a").click()
    tab.arrive("gpus")
    expect(tab.page.get_by_role("radio", name=EN["gpus.cable"])).to_be_checked()
    tab.page.get_by_role("radio", name=EN["gpus.drawing"]).click()
    tab.page.wait_for_url("**part=drawing*")
    tab.turn("home")
    tab.page.locator(".st-key-door_gpus a").click()  # the link names another part than the one that is remembered
    tab.arrive("gpus")
    expect(tab.page.get_by_role("radio", name=EN["gpus.cable"])).to_be_checked()
    assert re.search("part=cable", tab.page.url)
