"""The sheet of filters as people use it: what is picked is in sight, and each tower has its own sheet."""

from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE, wait_until


def test_on_a_phone_the_filter_that_is_tapped_stays_in_sight(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("filters")
    last = tab.page.get_by_role("button", name="Filter 64:", exact=False)
    last.scroll_into_view_if_needed()
    last.click()
    card = tab.page.locator(".filter")
    expect(card).to_contain_text("Filter 64")
    tab.calm()
    box, tile = card.bounding_box(), last.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] < tile["y"] < PHONE[1]
    assert tile["width"] >= 40


def test_each_tower_has_its_own_sheet(visit) -> None:
    tab = visit()
    tab.open("filters", weights="two-gpu", sort="colour")
    sheets = tab.page.locator(".tiles")
    wait_until(lambda: [len(sheets.nth(n).locator("button").all()) for n in range(sheets.count())] == [48, 48])
    assert {int(number) for number in sheets.first.get_attribute("data-order").split(",")} == set(range(48))
    first, second = (tab.page.get_by_text(f"GPU {n}", exact=True) for n in (1, 2))
    assert first.bounding_box()["x"] < second.bounding_box()["x"]
    sheets.nth(1).locator("button").last.click()
    expect(tab.page.locator('.tiles [aria-pressed="true"]')).to_have_count(1)
    number = int(sheets.nth(1).locator("button").last.get_attribute("data-index")) + 1
    assert number > 48
    tab.page.wait_for_url(f"**filter={number}**")
    expect(tab.page.locator(".filter")).to_contain_text(f"Filter {number}")


def test_all_of_the_answer_is_on_the_first_screen(visit) -> None:
    tab = visit()
    tab.open("filters")
    caption = tab.page.get_by_text(EN["filters.response"])
    box = caption.bounding_box()
    assert box["y"] + box["height"] <= DESKTOP[1]
