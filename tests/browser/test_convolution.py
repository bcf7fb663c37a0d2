"""A convolution step by step as people use it: what the browser reckons is what PyTorch reckons, wherever the window goes."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from alexnet.network.trace import trace
from alexnet.photo.crops import centre_crop, to_tensor
from alexnet.photo.image import decode
from app.frame.photo import FOLDER, samples
from app.server.networks import loaded
from tests.browser.visit import DESKTOP, EN, PHONE, Visit, wait_until


def test_first_number_needs_no_scroll(visit) -> None:
    tab = visit()
    tab.open("convolution")
    expect(tab.page.locator(".convolution .total")).to_be_visible()
    box = tab.page.locator(".convolution .total").bounding_box()
    assert box["y"] + box["height"] <= DESKTOP[1]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def place(tab: Visit) -> tuple[int, int]:
    root = tab.page.locator(".convolution[data-row]")  # drawn
    return int(root.get_attribute("data-row")), int(root.get_attribute("data-column"))


@pytest.mark.parametrize("name", ["built-in", "two-gpu"])
def test_shown_numbers_are_torchs(visit, name) -> None:
    network = loaded(name)
    crop = centre_crop(decode((FOLDER / samples()["cat"]["file"]).read_bytes(), "cat"), network.weights.preprocessing)
    found = trace(network.network, to_tensor(crop, network.weights.preprocessing), "relu1")
    answers, relu = found["conv1"][0], found["relu1"][0]
    best = int(answers.flatten(1).std(1).argmax())
    tab = visit()
    tab.open("convolution", weights=name, photo="cat")
    page = tab.page
    total, pad, which = (
        page.locator(".convolution .total"),
        page.locator(".convolution .pad"),
        page.get_by_role("spinbutton", name=EN["convolution.filter"]),
    )
    expect(which).to_have_value(str(best + 1))
    last, ways = answers.shape[-1] - 1, set()

    def agrees(kernel: int) -> None:
        row, column = place(tab)
        ways.add((kernel, row, column))
        assert abs(number(total.inner_text()) - answers[kernel, row, column].item()) <= 0.00051
        parts = [number(part) for part in page.locator(".convolution .row output, .convolution .bias").all_inner_texts()]
        assert abs(sum(parts) - number(total.inner_text())) <= 0.0031
        top, left = min(row // 2, (last - 2) // 2), min(column // 2, (last - 2) // 2)
        window = relu[kernel, 2 * top : 2 * top + 3, 2 * left : 2 * left + 3]
        shown = [number(text) for text in page.locator(".convolution .relu .nine span").all_inner_texts()]
        assert all(abs(one - other) <= 0.0051 for one, other in zip(shown, window.flatten().tolist(), strict=True))
        assert abs(number(page.locator(".convolution .pooled").inner_text()) - window.max().item()) <= 0.0051

    agrees(best)
    edge = round(0.1 * (last + 1))
    inner = answers[best, edge:-edge, edge:-edge]
    assert place(tab) == tuple(edge + at for at in divmod(int(inner.argmax()), len(inner)))
    for key, expected in (
        ("Home", (0, 0)),
        ("ArrowRight", (0, 1)),
        ("Shift+ArrowDown", (5, 1)),
        ("End", (last, last)),
        ("ArrowLeft", (last, last - 1)),
    ):
        pad.press(key)
        assert place(tab) == expected
        agrees(best)
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"])
    wait_until(lambda: place(tab) == (int(0.3 * (last + 1)), int(0.4 * (last + 1))))
    agrees(best)
    before = tab.received
    which.fill("7")
    which.press("Enter")
    page.wait_for_url("**kernel=7**")
    agrees(6)
    tab.settle()
    assert tab.received - before < 10_000  # the photo is not sent again
    page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + 0.8 * box["height"])
    agrees(6)
    held = place(tab)
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    assert place(tab) == held
    assert len(ways) == 9


def test_it_plays_pauses_and_steps(visit) -> None:
    tab = visit()
    tab.open("convolution")
    best = place(tab)
    tab.page.get_by_role("button", name=EN["convolution.play"]).click()
    wait_until(lambda: (0, 2) < place(tab) < best)
    tab.page.get_by_role("button", name=EN["convolution.pause"]).click()
    row, column = place(tab)
    tab.page.wait_for_timeout(600)
    assert place(tab) == (row, column)
    tab.page.get_by_role("button", name=EN["convolution.step"]).click()
    assert place(tab) == (row + (column + 1) // 55, (column + 1) % 55)


def test_it_plays_row_by_row_to_the_end(visit) -> None:
    tab = visit()
    tab.open("convolution")
    tab.page.get_by_role("combobox", name=EN["convolution.speed"]).select_option("rows")
    tab.page.get_by_role("button", name=EN["convolution.play"]).click()
    wait_until(lambda: place(tab) == (54, 54), 30)
    expect(tab.page.get_by_role("button", name=EN["convolution.play"])).to_be_visible()


def test_a_filter_is_picked_by_its_picture_and_its_place_is_not_forgotten(visit) -> None:
    tab = visit()
    tab.open("convolution")
    strip = tab.page.get_by_role("group", name=EN["convolution.filters"])
    pick = strip.get_by_role("button", name=f"{EN['convolution.filter']} 5", exact=True)
    pick.click()
    tab.page.wait_for_url("**kernel=5**")
    expect(pick).to_have_attribute("aria-pressed", "true")
    tab.page.keyboard.press("ArrowDown")
    tab.page.wait_for_url("**kernel=6**")
    pad = tab.page.locator(".convolution .pad")
    box = pad.bounding_box()
    pad.click(position={"x": 0.3 * box["width"], "y": 0.6 * box["height"]})
    held = place(tab)
    tab.page.wait_for_url(f"**at={held[0] + 1}-{held[1] + 1}**")
    tab.turn("filters")
    tab.turn("convolution")
    expect(tab.page.locator(".convolution[data-filter='6']")).to_be_visible()
    assert place(tab) == held
    address = tab.page.url
    other = visit()
    other.page.goto(address)
    other.arrive("convolution")
    expect(other.page.locator(".convolution[data-filter='6']")).to_be_visible()
    assert place(other) == held


@pytest.mark.parametrize("width", [720, 800, 960, 1040, 1200])
def test_words_over_the_sum_do_not_touch(visit, width: int) -> None:
    tab = visit(size=(width, 540))
    tab.open("convolution")
    parts = tab.page.locator(".convolution .head :is(canvas, span, .op)")
    boxes = [box for box in (parts.nth(n).bounding_box() for n in range(parts.count())) if box]
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across <= 0.5 or down <= 0.5


def test_calm_readers_get_a_slow_window(visit) -> None:
    tab = visit()
    tab.page.emulate_media(reduced_motion="reduce")
    tab.open("convolution")
    tab.page.locator(".convolution").evaluate("""root => {
        window.stops = [];
        new MutationObserver(() => window.stops.push(performance.now()))
            .observe(root, { attributeFilter: ["data-row", "data-column"] });
    }""")
    tab.page.get_by_role("button", name=EN["convolution.play"]).click()
    tab.page.wait_for_function("window.stops.length > 3")
    stops = tab.page.evaluate("window.stops")  # ms: the first is the jump to the corner
    assert all(after - before > 500 for before, after in pairwise(stops))


def test_touch_drags_the_window(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("convolution")
    pad = tab.page.locator(".convolution .pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for kind, share in (("pointerdown", 0.2), ("pointermove", 0.7)):
        at = {"clientX": box["x"] + share * box["width"], "clientY": box["y"] + share * box["height"]}
        pad.evaluate("part => (part.setPointerCapture = () => {})")  # no such finger
        pad.dispatch_event(kind, at | {"pointerType": "touch", "pointerId": 5, "buttons": 1, "isPrimary": True})
        assert place(tab) == (int(share * 55), int(share * 55))
