"""The drawing pad of the page Train: what is drawn is recognised while it grows, by mouse and by finger."""

import time

import pytest
from playwright.sync_api import Locator, expect

from alexnet.classes.labels import class_name
from tests.browser.hand import Hand, circle
from tests.browser.visit import EN, MAIN, PHONE, ZH, Visit, wait_until

TRIANGLE = [(0.5, 0.2), (0.65, 0.48), (0.8, 0.75), (0.5, 0.75), (0.2, 0.75), (0.35, 0.48), (0.49, 0.22)]
STRIPES = [[(0.02, y), (0.5, y), (0.98, y)] for y in (0.1, 0.37, 0.63, 0.9)]
DOTS = [(x, y) for x in (0.12, 0.37, 0.63, 0.88) for y in (0.12, 0.37, 0.63, 0.88)]


def opened(visit, *view: object) -> Visit:
    tab = visit(*view)
    tab.open("train", train_part="draw", **{"train-pad": "shapes"})
    return tab


def hand(tab: Visit) -> Hand:
    return Hand(tab.page.locator(".pad canvas"))


def bars(tab: Visit) -> Locator:
    return tab.page.locator(f"{MAIN} ol.bars li")


def says(tab: Visit, kind: str) -> None:
    """Waits until the network says that the drawing is a `kind`."""
    expect(bars(tab).and_(tab.page.locator(".accent"))).to_contain_text(class_name(kind, tab.language))


def test_what_is_drawn_is_recognised(visit) -> None:
    tab = opened(visit)
    clear = tab.page.get_by_role("button", name=EN["train.pad_clear"])
    expect(clear).to_be_disabled()
    hand(tab).drag(circle(0.27))
    says(tab, "disc")
    clear.click()
    expect(tab.page.get_by_text(EN["train.pad_hint"])).to_be_visible()
    hand(tab).drag(TRIANGLE)
    says(tab, "triangle")
    clear.click()
    for stripe in STRIPES:
        hand(tab).drag(stripe)
    says(tab, "horizontal-stripes")
    tab.screenshot("train-pad-en-light")


def test_colours_matter_and_a_tap_is_a_dot(visit) -> None:
    tab = opened(visit, "zh", "dark")
    tab.page.get_by_role("button", name=ZH["train.pad_colour1"]).click()
    for dot in DOTS:
        hand(tab).drag([dot])
    says(tab, "red-on-green")
    tab.page.get_by_role("button", name=ZH["train.pad_colour2"]).click()
    says(tab, "green-on-red")
    assert tab.faults(MAIN) == ""


def test_a_finger_draws_and_the_page_stays(visit) -> None:
    tab = opened(visit, "en", "light", PHONE)
    before = hand(tab).at((0, 0))
    hand(tab).touch(circle(0.27))
    says(tab, "disc")
    assert hand(tab).at((0, 0)) == before and tab.fits()  # it did not scroll under the finger
    sentence = tab.page.get_by_text(EN["train.pad_says"].split("**")[0])
    assert 0 < sentence.bounding_box()["y"] < before[1]  # in sight, and no finger hides it


def test_it_answers_while_one_draws(visit) -> None:
    tab = opened(visit)
    before = tab.runs
    hand(tab).drag(circle(0.27)[:30], pause=40, let_go=False)
    wait_until(lambda: tab.page.wait_for_timeout(20) or tab.runs > before + 2)
    assert bars(tab).first.locator(".name").inner_text() not in ("", "disc")  # so far a line that is not closed
    tab.page.mouse.up()


def test_undo_takes_the_last_line_away(visit) -> None:
    tab = opened(visit)
    hand(tab).drag(circle(0.27))
    says(tab, "disc")
    answer = bars(tab).all_inner_texts()
    hand(tab).drag(STRIPES[0])
    wait_until(lambda: tab.page.wait_for_timeout(20) or bars(tab).all_inner_texts() != answer)
    tab.page.get_by_role("button", name=EN["train.pad_undo"]).click()
    wait_until(lambda: tab.page.wait_for_timeout(20) or bars(tab).all_inner_texts() == answer)


def test_the_drawing_is_there_when_one_comes_back(visit) -> None:
    tab = opened(visit)
    hand(tab).drag(circle(0.27))
    says(tab, "disc")
    tab.calm()
    picture = "canvas => canvas.toDataURL()"
    drawn = tab.page.locator(".pad canvas").evaluate(picture)
    tab.turn("classify")
    tab.turn("train")
    says(tab, "disc")
    wait_until(lambda: tab.page.locator(".pad canvas").evaluate(picture) == drawn)


@pytest.mark.timing
def test_answers_a_second(visit, capsys) -> None:
    tab = opened(visit)
    before, begin = tab.runs, time.perf_counter()
    hand(tab).drag(circle(0.27, places=200), pause=20)
    spent = time.perf_counter() - begin
    with capsys.disabled():
        print(f"\ndrawing: {(tab.runs - before) / spent:.1f} answers a second", end="")
    assert tab.runs - before > spent  # one a second, on any machine
