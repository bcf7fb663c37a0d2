"""The tour as people take it: all ten things done by hand, the strip that notices, and that it disturbs nobody."""

import re

import pytest
from playwright.sync_api import expect

from app.frame import navigation, tour
from app.frame.text import labels
from tests.app.frame.test_tour import NUMBERS, filters
from tests.browser.visit import DESKTOP, EN, OUTPUT, PHONE, Visit

pytestmark = pytest.mark.long

LESSON = ".stMain"  # strip and lesson; the menu is read with every lesson
HALF = len(tour.STEPS) // 2
ONE_LINE, THREE_LINES = 48, 105  # px that the strip may be high on a laptop and on a phone


def strip(tab: Visit):
    return tab.page.locator(".strip")


def link(tab: Visit, name: str):
    return tab.page.locator(".st-key-tour").get_by_role("link", name=name)


def by_menu(tab: Visit, lesson: str) -> None:
    chapter = next(chapter for chapter, lessons in navigation.CHAPTERS.items() if lesson in lessons)
    tab.page.get_by_test_id("stTopNavSection").filter(has_text=EN[f"chapter.{chapter}"]).click()
    tab.page.get_by_role("menuitem", name=EN[f"nav.{lesson}"]).click()
    tab.arrive(lesson)


def another_photo(tab: Visit) -> None:
    tab.pick_photo("koala")
    tab.page.keyboard.press("Escape")


def another_filter(tab: Visit) -> None:
    number = tab.page.locator(".convolution input").first
    number.fill("9")
    number.press("Enter")


def cut(tab: Visit) -> None:
    part(tab, "gpus.cable")
    tab.page.get_by_role("button", name=labels(tab.language)["gpus.link_name"].format(layer="conv3")).click()


def cover(tab: Visit) -> None:
    part(tab, "truth.part_cover")
    box = tab.page.locator(".cover").bounding_box()
    tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    tab.page.mouse.up()


def part(tab: Visit, label: str) -> None:
    tab.page.locator(".stMainBlockContainer").get_by_text(labels(tab.language)[label], exact=True).first.click()


DO = {
    "photo": another_photo,
    "colour": lambda tab: tab.page.locator(".tiles button").nth(filters(True)[0] - 1).click(),
    "filter": another_filter,
    "deep": lambda tab: tab.page.get_by_role("radio", name="conv5").click(),
    "vote": lambda tab: part(tab, "relu.twice"),
    "cable": cut,
    "draw": lambda tab: tab.page.locator(".st-key-dropout_again button").click(),
    "crops": lambda tab: tab.page.locator(".st-key-aug_crop label").first.click(),
    "cover": cover,
    "guess": lambda tab: tab.page.locator(".quiz .options button").first.click(),
}


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
@pytest.mark.parametrize(("first", "last"), [(1, HALF), (HALF + 1, len(tour.STEPS))])
def test_half_the_tour(visit, first, last, language, scheme, size) -> None:
    tab, words = visit(language, scheme, size), labels(language)
    if first == 1:
        tab.open("home")
        tab.page.get_by_role("button", name=words["tour.invite"]).click()
    else:
        tab.open(tour.STEPS[first - 1].slug, tour=str(first), photo="rocket")
    for number, step in enumerate(tour.STEPS[first - 1 : last], first):
        expect_step(tab, number)
        tab.arrive(step.slug)
        asked = words[f"tour.do_{step.key}"].format(**{name: words[label] for name, label in step.names.items()})
        expect(tab.page.get_by_role("status").filter(has_text=asked)).to_have_count(1)
        tab.next_run()  # the strip has looked: nothing is done by being here
        expect(tab.page.locator(".strip.done")).to_have_count(0)
        DO[step.key](tab)
        expect(tab.page.locator(".strip.done .told")).to_have_text(words[f"tour.seen_{step.key}"])
        assert f"tour={number}" in tab.page.url
        assert tab.page.locator(".st-key-tour").bounding_box()["height"] <= (ONE_LINE if size == DESKTOP else THREE_LINES)
        tab.page.screenshot(path=OUTPUT / f"tour-{number}-{language}-{size[0]}.png")
        after = tour.STEPS[number].slug if number < len(tour.STEPS) else tour.AFTERWARDS
        link(tab, words["nav.next"].format(title=words[f"nav.{after}"])).click()
    if last < len(tour.STEPS):
        expect_step(tab, last + 1)
    else:
        tab.arrive(tour.AFTERWARDS)
        expect(strip(tab)).to_have_count(0)
        assert "tour" not in tab.page.url
    assert "photo=" in tab.page.url and f"lang={language}" in tab.page.url


def expect_step(tab: Visit, number: int) -> None:
    """The strip says that the reader is at step `number`."""
    words = labels(tab.language)["tour.place"]
    expect(strip(tab).locator(".place")).to_have_text(words.format(number=number, count=len(tour.STEPS)))


@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("en", "dark", DESKTOP), ("zh", "light", DESKTOP), ("en", "light", PHONE)]
)
def test_strip_is_for_everyone(visit, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    for key, lesson in (("vote", "relu"), ("vote", "gpus")):  # on its page and elsewhere
        tab.open(lesson, tour=str(NUMBERS[key]))
        strip(tab).wait_for()
        assert tab.faults(LESSON) == ""
        assert tab.fits()
        assert tab.page.locator(".st-key-tour").bounding_box()["height"] <= (ONE_LINE if size == DESKTOP else THREE_LINES)
    tab.open("relu", tour=str(NUMBERS["vote"]))
    DO["vote"](tab)
    tab.page.locator(".strip.done").wait_for()
    assert tab.faults(LESSON) == ""
    main, bar = tab.page.locator(".stMain"), tab.page.locator(".st-key-tour")
    main.evaluate("main => main.scrollTo(0, 600)")
    tab.calm()
    assert 40 < bar.bounding_box()["y"] < 120  # it stays in sight below the menu
    tab.page.screenshot(path=OUTPUT / f"tour-scrolled-{language}-{scheme}-{size[0]}.png")


def test_looking_disturbs_nobody(visit) -> None:
    tab = visit()
    tab.open("filters", tour=str(NUMBERS["colour"]), filter=str(filters(False)[0]))
    strip(tab).wait_for()
    tab.next_run()
    tab.page.locator(".stMain").evaluate("main => main.scrollTo(0, 60)")
    number = tab.page.locator(".st-key-filter input")
    number.press("Control+A")
    number.type("4")  # not yet sent
    tab.calm()
    tab.page.evaluate("""() => {
        const strip = document.querySelector(".st-key-tour");
        window.changes = [];
        new MutationObserver((found) => found.forEach((one) => {
            const quiet = one.type === "attributes" && one.attributeName.startsWith("data-test");
            if (!quiet && !strip.contains(one.target)) window.changes.push(one.type + " " + one.target.outerHTML?.slice(0, 200));
        })).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    }""")
    strip(tab).evaluate("""(strip) => new MutationObserver(() => window.changes.push("read out again"))
        .observe(strip, { subtree: true, childList: true, characterData: true })""")
    before = tab.page.url
    for _ in range(3):
        tab.next_run()  # it does look
    assert tab.page.evaluate("window.changes") == []
    assert tab.page.locator(".stMain").evaluate("main => main.scrollTop") == 60
    expect(number).to_be_focused()
    expect(number).to_have_value("4")
    assert tab.page.url == before
    number.press("Control+A")
    number.type(str(filters(True)[0]))
    number.press("Enter")
    tab.page.locator(".strip.done").wait_for()
    tab.calm()
    assert tab.page.locator(".stMain").evaluate("main => main.scrollTop") == 60
    expect(number).to_be_focused()
    received = tab.received
    tab.page.wait_for_timeout(3000)
    assert tab.received - received < 200  # done: nobody looks any more


def test_tour_survives_reload_menu_and_language(visit) -> None:
    tab = visit()
    tab.open("home", tour="1", photo="rocket", weights="two-gpu")
    strip(tab).wait_for()
    link(tab, EN["tour.skip"]).click()
    tab.arrive("filters")
    tab.page.wait_for_url(re.compile("tour=2"))
    tab.page.reload()
    tab.arrive("filters")
    expect(strip(tab).locator(".told")).to_have_text(EN["tour.do_colour"])
    tab.next_run()  # a fragment has run; what stands in the address only must not be lost
    by_menu(tab, "relu")
    expect(strip(tab).locator(".told")).to_have_text(EN["tour.do_colour"])
    tab.page.wait_for_url(re.compile("tour=2"))
    assert "photo=rocket" in tab.page.url and "weights=two-gpu" in tab.page.url
    link(tab, EN["tour.there"].format(title=EN["nav.filters"])).click()
    tab.arrive("filters")
    assert "photo=rocket" in tab.page.url
    link(tab, EN["tour.skip"]).click()
    tab.arrive("convolution")
    by_menu(tab, "maps")
    link(tab, EN["tour.skip"]).click()  # to the page where the reader is
    expect(strip(tab).locator(".told")).to_have_text(EN["tour.do_deep"].format(layer=EN["maps.layer"]))
    tab.page.wait_for_url(re.compile("tour=4"))
    tab.page.go_back()
    tab.page.wait_for_url(re.compile("tour=3"))
    expect(strip(tab).locator(".told")).to_have_text(EN["tour.do_filter"].format(filter=EN["convolution.filter"]))
    tab.page.get_by_text("中文", exact=True).click()
    zh = labels("zh")
    expect(strip(tab).locator(".told")).to_have_text(zh["tour.do_filter"].format(filter=zh["convolution.filter"]))
    tab.page.get_by_role("button", name=zh["tour.end"]).click()
    expect(strip(tab)).to_have_count(0)
    tab.page.wait_for_url(re.compile("^((?!tour).)*$"))
    tab.settle()
    received = tab.received
    tab.page.wait_for_timeout(2500)
    assert tab.received - received < 200
