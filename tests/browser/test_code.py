"""The code as people use it: a line is picked by click, by keys and on a phone; the listing runs, is copied and kept."""

import pytest
from playwright.sync_api import expect

from alexnet.lessons.code import LISTINGS, listing, path
from tests.browser.visit import DESKTOP, EN, MAIN, PHONE, ZH, wait_until


def line(tab, slug: str):
    return tab.page.locator(f'.listing button[data-line="{slug}"]')


def inside(tab, slug: str) -> bool:
    """Whether a line can be seen in its box."""
    box, of = tab.page.locator(".listing .lines").bounding_box(), line(tab, slug).bounding_box()
    return box["y"] <= of["y"] and of["y"] + of["height"] <= box["y"] + box["height"] + 1


@pytest.mark.parametrize(
    ("name", "slug", "language", "scheme", "size"),
    [
        ("two_towers", "conv2", "en", "dark", DESKTOP),
        ("one_tower", "dropout7", "zh", "light", PHONE),
        ("both", "conv1", "en", "dark", PHONE),
        ("both", "conv1", "zh", "light", DESKTOP),
    ],
)
def test_view_is_for_everyone(visit, name, slug, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open("code", listing=name, line=slug)
    assert tab.faults(MAIN) == ""
    tab.screenshot(f"code-{name}-{language}-{scheme}-{size[0]}")
    assert "**" not in tab.text()
    assert tab.fits()


def test_a_line_is_picked_by_click_and_by_keys(visit) -> None:
    tab = visit()
    tab.open("code")
    expect(line(tab, "conv1")).to_have_attribute("aria-pressed", "true")
    line(tab, "conv2").click()
    tab.page.wait_for_url("**line=conv2**")
    tab.page.get_by_text("(1, 192, 27, 27)", exact=True).wait_for()
    before = tab.page.get_by_alt_text("What conv2 makes", exact=False).get_attribute("src")
    tab.page.keyboard.press("ArrowDown")
    tab.page.wait_for_url("**line=relu2**")
    picture = tab.page.get_by_alt_text("What relu2 makes", exact=False)
    picture.wait_for()
    assert picture.get_attribute("src") != before
    expect(line(tab, "relu2")).to_be_focused()
    for _ in range(9):  # faster than the server answers
        tab.page.keyboard.press("ArrowDown")
    tab.page.wait_for_url("**line=avgpool**")
    tab.settle()
    expect(line(tab, "avgpool")).to_have_attribute("aria-pressed", "true")
    assert tab.page.locator('.listing [aria-pressed="true"]').count() == 1
    assert tab.page.locator('.listing [tabindex="0"]').count() == 1
    assert inside(tab, "avgpool")
    tab.page.keyboard.press("End")
    tab.page.wait_for_url("**line=print_count**")
    assert inside(tab, "print_count")


def test_the_choice_survives_the_other_listing(visit) -> None:
    tab = visit("zh")
    tab.open("code", line="fc6")
    assert inside(tab, "fc6")
    tab.page.get_by_text(ZH["code.two_towers"], exact=True).click()
    tab.page.get_by_text("two_towers.py", exact=True).wait_for()
    tab.settle()
    expect(line(tab, "fc6")).to_have_attribute("aria-pressed", "true")
    assert inside(tab, "fc6")
    assert tab.page.get_by_text("GPU 2", exact=True).count() == 1
    assert "listing=two_towers" in tab.page.url and "line=fc6" in tab.page.url


def test_on_a_phone(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("code")
    line(tab, "pool5").scroll_into_view_if_needed()
    line(tab, "pool5").click()
    tab.page.wait_for_url("**line=pool5**")
    shape = tab.page.get_by_text("(1, 256, 6, 6)", exact=True)
    shape.wait_for()
    box = tab.page.locator(".listing").bounding_box()
    assert box["height"] < PHONE[1] * 0.6  # what a line does stands so close that both are seen at once
    assert shape.bounding_box()["y"] - box["y"] < PHONE[1]
    assert tab.fits()


def test_it_runs_is_copied_and_kept(visit) -> None:
    tab = visit()
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.open("code", listing="two_towers")
    tab.page.get_by_role("button", name=EN["code.run"]).click()
    terminal = tab.page.locator(".terminal")
    terminal.wait_for()
    assert terminal.bounding_box()["y"] < DESKTOP[1]
    expect(terminal).to_contain_text("60,965,224 parameters")
    expect(terminal).to_contain_text("(1, 3, 227, 227) -> (1, 1000)")
    assert tab.faults(MAIN) == ""
    line(tab, "conv3").click()
    tab.page.wait_for_url("**line=conv3**")
    expect(terminal).to_contain_text("60,965,224 parameters")
    wanted = path("two_towers").read_text("utf-8")
    tab.page.get_by_role("button", name=EN["code.copy"], exact=True).click()
    tab.page.get_by_role("button", name=EN["code.copied"], exact=True).wait_for()
    assert tab.page.evaluate("navigator.clipboard.readText()") == wanted
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=EN["code.keep"]).click()
    assert download.value.suggested_filename == "two_towers.py"
    assert download.value.path().read_text("utf-8") == wanted


def test_without_a_clipboard_it_is_copied_all_the_same(visit) -> None:
    tab = visit()
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not over http'))")
    tab.open("code")
    tab.page.get_by_role("button", name=EN["code.copy"], exact=True).click()
    tab.page.get_by_role("button", name=EN["code.copied"], exact=True).wait_for()
    wait_until(lambda: tab.page.evaluate("navigator.clipboard.readText()") == path("one_tower").read_text("utf-8"))


@pytest.mark.parametrize("name", LISTINGS)
def test_every_line_of_the_file_is_there(visit, name) -> None:
    tab = visit()
    tab.open("code", listing=name)
    line(tab, "conv1").wait_for()
    shown = tab.page.locator(".listing .line code").all_text_contents()
    assert shown == [each.text for each in listing(name)]


def test_on_a_phone_what_a_line_does_comes_in_sight(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("code")
    line(tab, "relu1").click()
    told = tab.page.get_by_text("relu1", exact=True).last
    wait_until(lambda: tab.page.wait_for_timeout(50) or told.bounding_box()["y"] < 0.7 * PHONE[1])
    assert tab.page.locator(".listing").bounding_box()["y"] >= 0


def test_on_a_projector_no_line_is_cut(visit) -> None:
    tab = visit(size=(1920, 1080))
    tab.open("code", projector="1")
    assert tab.page.locator(".listing .lines").evaluate("box => box.scrollWidth <= box.clientWidth")
