"""Cover by hand answers while the square is dragged, and nothing jumps while the other tests are computed."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand, circle
from tests.browser.visit import EN, MAIN, PHONE, Visit, wait_until


def hand(tab: Visit) -> Hand:
    return Hand(tab.page.locator(".cover"))


def covered(tab: Visit) -> str:
    """The answer under the square."""
    return tab.page.locator(f"{MAIN} ol.bars").nth(1).inner_text()


def test_it_answers_while_the_square_is_dragged(visit) -> None:
    tab = visit()
    tab.open("saliency", saliency_part="cover")
    seen, address = {covered(tab)}, tab.page.url
    hand(tab).drag([(0.5, 0.5), (0.3, 0.3)], let_go=False)
    for place in [*circle(0.3, places=8)[1:-1], (0.8, 0.52)]:
        tab.page.mouse.move(*hand(tab).at(place))
        wait_until(lambda: tab.page.wait_for_timeout(20) or covered(tab) not in seen)
        seen.add(covered(tab))
        assert tab.page.url == address  # a place in the history for each would bury the way back
    tab.page.mouse.up()
    expect(tab.page).to_have_url(re.compile("square=8[01]-5[23]"))
    tab.calm()
    answer, where = covered(tab), tab.page.locator(".cover button").bounding_box()
    tab.turn("classify")
    tab.turn("saliency")
    assert covered(tab) == answer and tab.page.locator(".cover button").bounding_box() == where
    tab.page.reload()  # the address alone brings it back
    tab.arrive("saliency")
    wait_until(lambda: tab.page.wait_for_timeout(20) or covered(tab) == answer)


def test_a_finger_and_the_arrow_keys_move_it(visit) -> None:
    tab = visit("en", "dark", PHONE)
    tab.open("saliency", saliency_part="cover")
    before = covered(tab)
    hand(tab).touch([(0.5, 0.5), (0.4, 0.4), (0.25, 0.7)])
    expect(tab.page).to_have_url(re.compile("square=2[56]-7[01]"))
    wait_until(lambda: tab.page.wait_for_timeout(20) or covered(tab) != before)
    tab.page.locator(".cover button").press("ArrowRight")
    expect(tab.page).to_have_url(re.compile("square=(29|30)-7[01]"))
    tab.calm()
    bars = tab.page.locator(f"{MAIN} ol.bars").nth(1).bounding_box()
    square = tab.page.locator(".cover").bounding_box()
    assert bars["y"] + bars["height"] - square["y"] < PHONE[1]  # both fit on the screen


def test_nothing_jumps_when_the_curves_come(visit) -> None:
    tab = visit()
    tab.page.set_viewport_size({"width": 1366, "height": 1600})
    tab.open("saliency", photo="bee", saliency_part="delete", methods="integrated-gradients.guided-backprop")
    places = []
    for seen in (tab.page.locator(f"{MAIN} figure.curves"), tab.page.locator(f'{MAIN} [data-testid="stImage"]').last):
        seen.wait_for()
        places.append((seen, seen.bounding_box()))
    tab.page.locator(f"{MAIN} table").wait_for()
    for seen, place in places:
        now = seen.bounding_box()
        assert (now["x"], now["y"], now["width"]) == (place["x"], place["y"], place["width"])


def test_methods_to_compare_stay_and_are_in_the_address(visit) -> None:
    tab = visit()
    tab.open("saliency", saliency_part="delete")
    tab.page.get_by_role("button", name=EN["method.gradient"], exact=True).click()
    expect(tab.page).to_have_url(re.compile("methods=grad-cam($|&)"))
    tab.turn("classify")
    tab.turn("saliency")
    expect(tab.page).to_have_url(re.compile("methods=grad-cam($|&)"))


def test_heat_has_a_colour_bar(visit) -> None:
    tab = visit()
    tab.open("saliency", right="gradient")
    expect(tab.page.locator(".heat")).to_have_count(2)
    expect(tab.page.locator(".heat").first).to_contain_text(EN["saliency.hot"])


@pytest.mark.timing
def test_answers_a_second(visit, capsys) -> None:
    tab = visit()
    tab.open("saliency", saliency_part="cover")
    before, begin = tab.runs, time.perf_counter()
    hand(tab).drag(circle(0.3, places=300), pause=15)
    spent = time.perf_counter() - begin
    with capsys.disabled():
        print(f"\nsquare dragged: {(tab.runs - before) / spent:.1f} answers a second", end="")
    assert tab.runs - before > spent  # one a second, on any machine
