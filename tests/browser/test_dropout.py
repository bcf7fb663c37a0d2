"""Dropout as people use it: the mask first, a draw that stays and is in the address, the means only when asked for."""

from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE, Visit, wait_until


def bars(tab: Visit, place: int) -> str:
    return tab.page.locator("ol.bars").nth(place).inner_text()


def part(tab: Visit, key: str) -> None:
    tab.page.get_by_role("radio", name=EN[key]).click()
    tab.settle()


def test_a_draw_changes_the_mask_and_the_answer_and_is_in_the_address(visit) -> None:
    tab = visit()
    tab.open("dropout", photo="honey-bee")
    mask = tab.page.get_by_alt_text(EN["dropout.mask_alt"])
    box = mask.bounding_box()
    assert box["y"] + box["height"] < DESKTOP[1]
    before, picture, full = bars(tab, 0), mask.get_attribute("src"), bars(tab, 1)
    tab.page.locator(".st-key-dropout_again button").click()
    tab.page.wait_for_url("**dropout_draw=2*")
    wait_until(lambda: mask.get_attribute("src") != picture and bars(tab, 0) != before)
    assert bars(tab, 1) == full
    drawn = bars(tab, 0)
    tab.turn("maps")
    tab.turn("dropout")
    wait_until(lambda: bars(tab, 0) == drawn)
    other = visit()
    other.open("dropout", photo="honey-bee", dropout_draw="2")
    assert bars(other, 0) == drawn


def test_means_are_shown_when_asked_for(visit) -> None:
    tab = visit()
    tab.open("dropout", photo="honey-bee", dropout_part="roulette")
    assert tab.page.locator(".roulette .means").count() == 0
    tab.page.get_by_text(EN["dropout.means"], exact=True).click()
    expect(tab.page.locator(".roulette .means").first).to_be_visible()
    tab.page.wait_for_url("**dropout_means=true*")


def test_on_a_phone_mask_and_button_are_in_one_view(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("dropout", photo="honey-bee")
    mask, again = (
        one.bounding_box()
        for one in (tab.page.get_by_alt_text(EN["dropout.mask_alt"]), tab.page.locator(".st-key-dropout_again button"))
    )
    assert again["y"] + again["height"] - mask["y"] < PHONE[1] - 60


def test_with_and_without_says_at_once_that_the_error_is_the_same(visit) -> None:
    tab = visit()
    tab.open("dropout", dropout_part="recorded")
    told = tab.page.get_by_text("61.2% wrong without dropout, 61.7% with it")
    assert told.bounding_box()["y"] < DESKTOP[1] / 2
    part(tab, "dropout.error")
    expect(tab.page.get_by_text("the paper's gain does not show")).to_be_visible()


def test_too_easy_a_photo_is_exchanged_in_the_frame_too(visit) -> None:
    tab = visit()
    tab.open("dropout", photo="red-panda")
    tab.page.locator(".st-key-too_easy button").click()
    expect(tab.page.locator(".st-key-too_easy")).to_have_count(0)
    tab.settle()
    assert "red-panda" not in tab.page.url
