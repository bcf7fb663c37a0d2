"""The drawing of the layers as people use it: picked by mouse and keys, legible on a phone, moving with the workbench."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, PHONE, wait_until

SMALLEST = 12  # px of a letter


def test_a_layer_is_picked_in_the_drawing_by_mouse_and_by_keys(visit) -> None:
    tab = visit()
    tab.open("architecture")
    drawing = tab.page.locator(".architecture")
    assert drawing.bounding_box()["y"] + drawing.bounding_box()["height"] < DESKTOP[1]
    conv3, conv4 = (drawing.get_by_role("button", name=name, exact=False) for name in ("conv3", "conv4"))
    conv3.click()
    tab.page.wait_for_url("**arch_layer=3**")
    expect(conv3).to_have_attribute("aria-pressed", "true")
    tab.page.keyboard.press("ArrowRight")
    tab.page.wait_for_url("**arch_layer=4**")
    expect(conv4).to_be_focused()
    tab.turn("filters")
    tab.turn("architecture")
    expect(conv4).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("weights", ["built-in", "two-gpu"])
def test_the_answer_and_the_maps_are_in_the_drawing(visit, weights: str) -> None:
    tab = visit()
    tab.open("architecture", photo="espresso", weights=weights)
    drawing = tab.page.locator(".architecture")
    expect(drawing.locator(".answer b")).to_have_text("espresso")
    expect(drawing.locator(".answer strong")).to_contain_text("%")
    pictures = drawing.locator("image")
    stacks, units = (8, 3) if weights == "built-in" else (2 * 8, 2 * 2 + 1)
    assert pictures.count() == 1 + stacks + units
    assert len({picture.get_attribute("href") for picture in pictures.all()}) == pictures.count()


def test_on_a_phone_all_layers_are_there_and_their_words_can_be_read(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("architecture")
    assert tab.fits()
    words = tab.page.locator(".architecture :is(b, span, strong)")
    sizes = words.evaluate_all("parts => parts.map((part) => parseFloat(getComputedStyle(part).fontSize))")
    assert min(sizes) >= SMALLEST
    for layer in tab.page.locator(".architecture [data-pick]").all():
        box = layer.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0] and box["height"] >= 40 and box["width"] >= 40


def test_the_workbench_moves_the_drawing(visit) -> None:
    tab = visit()
    tab.open("architecture", arch_part="workbench")
    drawing = tab.page.locator(".architecture")
    expect(drawing.locator(".was")).to_have_count(0)
    drawing.get_by_role("button", name="conv2", exact=False).click()
    slider = tab.page.get_by_role("slider").first
    expect(slider).to_have_value("5")
    slider.press("ArrowLeft")
    wait_until(lambda: drawing.locator(".was").count() == 1)  # the pooling behind it rounds down: all others stay
    expect(drawing.get_by_text("28×28×192")).to_be_visible()
