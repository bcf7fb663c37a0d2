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
    tab.open("convolution", weights=name)
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
    assert place(tab) == divmod(int(answers[best].argmax()), last + 1)
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
