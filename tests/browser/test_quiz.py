"""The quiz as people play it: a guess, marks and the answer in sight, a score after six, then other questions."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE, Visit

IN_SIGHT = "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"


def guess(tab: Visit) -> None:
    tab.page.locator(".quiz .options button").first.click()
    tab.page.locator(".quiz .next").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_round_from_the_first_guess_to_other_questions(visit, size) -> None:
    tab = visit(size=size)
    tab.open("quiz", quiz_seed="11")
    for number in range(1, 7):
        expect(tab.page.locator(".quiz .count")).to_contain_text(EN["quiz.count"].format(number=number, all=6))
        expect(tab.page.locator(".quiz .options button:enabled").first).to_be_visible()
        guess(tab)
        expect(tab.page.locator(".quiz .options .right")).to_have_count(1)
        expect(tab.page.locator(".quiz .options button").first).to_contain_text(EN["quiz.mark_yours"])
        tab.calm()
        for part in (".options .right", ".next"):
            assert tab.page.locator(f".quiz {part}").evaluate(IN_SIGHT), (number, part)
        tab.page.locator(".quiz .next").click()
    expect(tab.page.locator(".round li")).to_have_count(6)
    right = tab.page.locator(".round .right").count()
    expect(tab.page.get_by_text(EN["quiz.end"].format(right=right, all=6))).to_be_visible()
    tab.page.get_by_role("button", name=EN["quiz.new"]).click()
    expect(tab.page.locator(".quiz .count")).to_have_text(EN["quiz.count"].format(number=1, all=6))
    tab.settle()
    assert "quiz_seed=" in tab.page.url and "quiz_seed=11" not in tab.page.url


def test_the_keyboard_guesses_and_goes_on(visit) -> None:
    tab = visit()
    tab.open("quiz", quiz_seed="11")
    tab.page.locator(".quiz .options button").nth(1).focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(".quiz .next")).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(".quiz .count")).to_contain_text(EN["quiz.count"].format(number=2, all=6))
    expect(tab.page.locator(".quiz .options button").first).to_be_focused()


def test_the_round_is_kept_when_the_reader_comes_back(visit) -> None:
    tab = visit()
    tab.open("quiz", quiz_seed="11")
    guess(tab)
    tab.turn("claims")
    tab.turn("quiz")
    expect(tab.page.locator(".quiz .options .right")).to_have_count(1)
    assert "quiz_seed=11" in tab.page.url
