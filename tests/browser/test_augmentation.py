"""Augmentation as people use it: the photo stands beside its samples, switches move nothing, the crop's frame is dragged."""

from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, EN, PHONE, Visit


def answered(tab: Visit) -> None:
    """Waits until every sample has its answer."""
    expect(tab.page.locator(".samples figcaption").last).to_contain_text("%")


def test_the_photo_stands_first_and_switches_push_nothing(visit) -> None:
    tab = visit()
    tab.open("augmentation", photo="honey-bee")
    answered(tab)
    first = tab.page.locator(".samples figure").first
    assert EN["augmentation.original"] in first.inner_text() and "bee" in first.inner_text()
    before = tab.page.locator(".samples").bounding_box()
    assert before["y"] < DESKTOP[1] / 2
    tab.page.locator(".st-key-aug_colour label").click()
    tab.page.locator(".st-key-aug-spread").wait_for()
    answered(tab)
    assert tab.page.locator(".samples").bounding_box() == before
    tab.page.locator(".st-key-aug_again button").click()
    tab.page.wait_for_url("**aug_draw=2*")


def test_frame_is_dragged_and_moved_by_keys(visit) -> None:
    tab = visit()
    tab.open("augmentation", photo="honey-bee", aug_part="places")
    tab.calm()
    box = tab.page.locator(".whole").bounding_box()
    scale = box["width"] / 256
    mouse = tab.page.mouse
    mouse.move(box["x"] + 100, box["y"] + 100)
    mouse.down()
    mouse.move(box["x"] + 100 + 10 * scale, box["y"] + 100 - 100 * scale, steps=8)
    tab.page.wait_for_url("**aug_y=0*")  # asked while it is dragged
    mouse.up()
    left = 16 + 10  # it lay in the middle
    tab.page.wait_for_url(f"**aug_x={left}*")
    tab.settle()
    frame = tab.page.locator(".whole button")
    frame.focus()
    tab.page.keyboard.press("ArrowLeft")
    tab.page.wait_for_url(f"**aug_x={left - 1}*")
    assert abs(frame.evaluate("frame => parseFloat(frame.style.left)") - 100 * (left - 1) / 256) < 0.01
    tab.turn("maps")
    tab.turn("augmentation")
    tab.page.wait_for_url(f"**aug_x={left - 1}*")


def test_ten_crops_have_names_and_their_average_is_in_view(visit) -> None:
    tab = visit()
    tab.open("augmentation", photo="honey-bee", aug_part="ten")
    names = tab.page.locator(".samples b").all_inner_texts()
    assert len(names) == len(set(names)) == 10 and names[4] == EN["augmentation.centre"]
    bars = tab.page.locator("ol.bars").first.bounding_box()
    assert bars["y"] + bars["height"] < DESKTOP[1]


def test_on_a_phone_switch_and_samples_are_in_one_view(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("augmentation", photo="honey-bee")
    switch, sheet = (tab.page.locator(part).first.bounding_box() for part in (".st-key-aug_crop", ".samples figure >> nth=4"))
    assert sheet["y"] + sheet["height"] - switch["y"] < PHONE[1] - 60
