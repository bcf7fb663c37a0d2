"""How fast the app answers in a real browser: printed for people, on a machine that does nothing else. `make timing`."""

import time

import pytest
from playwright.sync_api import Locator

from app.frame.photo import FOLDER, samples
from tests.browser.test_lessons import parts
from tests.browser.visit import LESSONS, MAIN, Visit, wait_until

pytestmark = pytest.mark.timing
SLOWEST = 15.0  # seconds for anything, on any machine
KEYS = ("ArrowRight", "ArrowLeft", "ArrowRight")  # each moves a slider or turns a switch; the first may have to compute
BEGIN = """() => {
  const begin = () => { window.begun = window.changed = performance.now(); };
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, begin, true);
}"""
QUIET = "performance.now() - window.changed > 400"  # ms in which nothing on the page changes: the answer is all there


def tell(capsys, name: str, times: list[float]) -> None:
    """Prints the median and the worst of times in seconds."""
    with capsys.disabled():
        print(f"\n{name}: median {sorted(times)[len(times) // 2]:.2f} s, worst {max(times):.2f} s", end="")
    assert max(times) < SLOWEST


def lasts(act) -> float:
    """Seconds that `act` takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def uploads(tab: Visit, look) -> list[float]:
    """Seconds from each of five uploads until what `look` gives has changed."""
    times = []
    tab.choose_photo()
    for slug in list(samples())[1:6]:
        before, data = look(), (FOLDER / samples()[slug]["file"]).read_bytes() + slug.encode()
        begin = time.perf_counter()
        tab.send(f"{slug}.jpg", data)
        wait_until(lambda before=before: look() != before)
        times.append(time.perf_counter() - begin)
    return times


def test_pages_and_uploads(visit, capsys) -> None:
    tab = visit()
    tab.open("classify")
    bars = tab.page.locator("ol.bars")

    def again() -> None:
        tab.page.reload()
        bars.locator("li").nth(4).wait_for()

    tell(capsys, "page shown", [lasts(again) for _ in range(5)])
    tell(capsys, "page change", [lasts(lambda lesson=lesson: tab.turn(lesson)) for lesson in LESSONS])
    tab.open("classify")
    tell(capsys, "upload to top five", uploads(tab, bars.inner_text))


def test_feature_maps(visit, capsys) -> None:
    tab = visit()
    tab.open("maps")
    sheet = tab.page.locator(".tiles").first

    def layer(name: str) -> None:
        before = sheet.get_attribute("aria-label")
        tab.page.get_by_role("radio", name=name).click()
        wait_until(lambda: sheet.get_attribute("aria-label") != before)

    layers = ("conv2", "conv3", "conv4", "conv5", "conv1", "conv3", "conv1")
    tell(capsys, "layer changed", [lasts(lambda name=name: layer(name)) for name in layers])
    tile = sheet.locator("canvas").first
    tell(capsys, "new photo to sheet", uploads(tab, lambda: tile.evaluate("canvas => canvas.toDataURL()")))


def seconds(tab: Visit, act) -> float:
    """From the key or click to the last change on the page that follows from it."""
    act()
    tab.page.wait_for_function(QUIET)
    tab.settle()
    tab.page.wait_for_function(QUIET)
    return tab.page.evaluate("window.changed - window.begun") / 1000


def pressed(tab: Visit, widget: Locator, kind: str, key: str) -> float | None:
    """Seconds that the answer to a key took; None where the slider stood at its end."""
    if kind == "checkbox":
        return seconds(tab, widget.locator("label").click)
    thumb = widget.locator("input").first
    before = thumb.input_value()
    found = seconds(tab, lambda: thumb.press(key))
    return found if thumb.input_value() != before else None


@pytest.mark.parametrize("lesson", LESSONS)
def test_sliders_and_switches(visit, lesson, capsys) -> None:
    tab = visit()
    tab.open(lesson)
    tab.page.evaluate(BEGIN)
    for part in range(max(1, parts(tab).count())):
        if part:
            parts(tab).nth(part).click()
        tab.calm()
        for kind, test_id in (("range", "stSlider"), ("checkbox", "stCheckbox")):
            widgets = tab.page.locator(MAIN).get_by_test_id(test_id)
            for widget in (widgets.nth(number) for number in range(widgets.count())):
                times = [time for key in KEYS if (time := pressed(tab, widget, kind, key)) is not None]
                name = widget.inner_text().split("\n")[0][:30]
                if times:
                    tell(capsys, f"{lesson}, part {part}, {name}: first {times[0]:.2f} s", times)
