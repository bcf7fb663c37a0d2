"""The vote before the race as a class uses it: it is counted on every screen while it is open, and told when it is revealed."""

import re

from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE, Visit, wait_until


def voted(tab: Visit) -> int:
    """How many votes the screen counts."""
    return int(re.search(r"(\d+) votes? so far", tab.page.locator(".st-key-relu-race").inner_text())[1])


def press(tab: Visit, key: str) -> None:
    tab.page.locator(f".st-key-{key} button").click()
    tab.settle()


def vote(tab: Visit, guess: str) -> None:
    tab.page.locator(".st-key-relu_vote").get_by_text(EN[f"relu.{guess}"], exact=True).click()
    tab.settle()


def test_a_vote_is_counted_on_the_teachers_screen_and_told_when_it_is_revealed(visit) -> None:
    teacher, student = visit(), visit(size=PHONE)
    for tab in (teacher, student):
        tab.open("relu")
    before = voted(teacher)
    assert teacher.page.locator("ol.bars").count() == 0
    vote(student, "same")
    wait_until(lambda: teacher.page.wait_for_timeout(50) or voted(teacher) == before + 1, 10)
    assert teacher.page.locator("ol.bars").count() == 0
    press(teacher, "relu_reveal")
    teacher.calm()
    tally = teacher.page.locator("ol.bars li")
    assert tally.count() == 4 and "✓" in tally.first.inner_text()
    told = teacher.page.get_by_text(EN["relu.were_right"].split("**")[1])
    box = teacher.page.locator("figure.curves .plot").bounding_box()
    assert box["y"] + box["height"] < DESKTOP[1] and told.is_visible()
    assert teacher.page.get_by_text("Why not six times?").bounding_box()["y"] < DESKTOP[1]
    press(teacher, "relu_again")
    press(teacher, "relu_forget")
    wait_until(lambda: teacher.page.wait_for_timeout(50) or voted(teacher) == 0, 10)
    wait_until(lambda: student.page.wait_for_timeout(50) or voted(student) == 0, 10)
    expect(student.page.locator(".st-key-relu_vote input:checked")).to_have_count(0)


def test_on_a_phone_the_race_is_in_sight_after_the_vote(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("relu")
    vote(tab, "six")
    press(tab, "relu_reveal")
    tab.calm()
    box = tab.page.locator("figure.curves .plot").bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] < PHONE[1]
    assert tab.page.get_by_text("You guessed").count() == 1


def test_what_was_revealed_stays_when_one_comes_back(visit) -> None:
    tab = visit()
    tab.open("relu")
    vote(tab, "twice")
    press(tab, "relu_reveal")
    tab.turn("maps")
    tab.turn("relu")
    assert tab.page.locator("figure.curves.run").count() == 1
    press(tab, "relu_again")
    expect(tab.page.locator(".st-key-relu_vote input:checked")).to_have_count(1)
