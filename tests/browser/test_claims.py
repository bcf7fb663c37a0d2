"""The claims as people judge them: a card turns in its place, nothing else moves, and the score counts."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE

PLACES = (
    "cards => [...cards.children].map(one => { const box = one.getBoundingClientRect(); return [box.x, box.y, box.height]; })"
)


@pytest.mark.parametrize(("language", "size"), [("en", DESKTOP), ("en", PHONE), ("zh", PHONE)])
def test_cards_turn_in_their_place(visit, language, size) -> None:
    tab = visit(language, size=size)
    tab.open("claims")
    cards = tab.page.locator(".slips .cards")
    if language == "en":
        expect(cards.get_by_text("55 x 55 x 96")).to_be_hidden()
    before = cards.evaluate(PLACES)
    for number in range(6):
        cards.locator(".card").nth(number).locator(".buttons button").first.click()
        expect(cards.locator(".card.known")).to_have_count(number + 1)
        tab.settle()
        after = cards.evaluate(PLACES)
        assert [place[::2] for place in after] == [place[::2] for place in before], number
        assert [place[1] - after[0][1] for place in after] == [place[1] - before[0][1] for place in before], number
    if language == "en":
        expect(cards.get_by_text("55 x 55 x 96")).to_be_visible()
        expect(tab.page.locator(".slips .score")).to_contain_text(EN["claims.score"].format(found=2, all=6))
        tab.page.get_by_role("button", name=EN["claims.again"]).click()
        expect(cards.locator(".card.known")).to_have_count(0)
