"""The app as people use it, in headless Chromium. Screenshots and timings are kept and printed."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from alexnet.errors import sentences
from app.frame.photo import samples
from app.frame.text import labels
from tests.bad_photos import BAD, GOOD
from tests.browser import chromium
from tests.browser.visit import DESKTOP, LESSONS, OUTPUT, VIEWS, Visit, running_app, wait_until

EN, ZH = labels("en"), labels("zh")
MENU = "!document.querySelector('[data-testid=stSidebarNavItems] li:not([role])')"  # Streamlit's menu has been mended
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="module")
def base():
    with running_app() as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    path = chromium.executable()
    assert path, chromium.HOW
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS + FAKE_CAMERA)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, base):
    tabs = []

    def start(language="en", scheme="light", size=DESKTOP) -> Visit:
        tabs.append(Visit(browser, base, language, scheme, size))
        return tabs[-1]

    yield start
    for tab in tabs:
        assert not tab.errors
        assert tab.page.locator('[data-testid="stException"]').count() == 0
        tab.page.context.close()


@pytest.mark.parametrize(("language", "scheme", "size"), VIEWS)
@pytest.mark.parametrize("lesson", LESSONS)
def test_page(visit, lesson, language, scheme, size, capsys) -> None:
    tab = visit(language, scheme, size)
    tab.open(lesson)
    tab.page.wait_for_timeout(500)
    tab.page.wait_for_function(MENU)
    nodes = tab.page.evaluate("document.querySelectorAll('*').length")
    faults = Axe().run(tab.page)
    tab.screenshot(f"{lesson}-{language}-{scheme}-{size[0]}")
    with capsys.disabled():
        print(f"\n{lesson} {language} {scheme} {size[0]}: {nodes} nodes, {tab.received / 1024:.0f} KiB by websocket", end="")
    assert "**" not in tab.page.locator("body").inner_text()  # Markdown that was not understood
    assert nodes < 5000
    assert faults.violations_count == 0, faults.generate_report()
    assert tab.page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-Hans"}[language]
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def choose_photo(tab: Visit, words: dict[str, str]) -> None:
    tab.page.locator('[data-testid="stPopover"] button').first.click()
    tab.page.get_by_text(words["photo.samples"]).wait_for()


def send(tab: Visit, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    tab.page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)


def test_how_fast(visit, capsys) -> None:
    tab = visit()
    tab.open("classify")
    shown, turned, answered = [], [], []
    for _ in range(5):
        begin = time.perf_counter()
        tab.page.reload()
        tab.page.locator("ol.bars li").nth(4).wait_for()
        shown.append(time.perf_counter() - begin)
    for lesson in LESSONS:
        begin = time.perf_counter()
        tab.turn(lesson)
        turned.append(time.perf_counter() - begin)
    tab.open("classify")
    choose_photo(tab, EN)
    bars = tab.page.locator("ol.bars").inner_text
    for slug in list(samples())[1:6]:
        from app.frame.photo import FOLDER

        before, data = bars(), (FOLDER / samples()[slug]["file"]).read_bytes() + slug.encode()
        begin = time.perf_counter()
        send(tab, f"{slug}.jpg", data)
        wait_until(lambda before=before: bars() != before)
        answered.append(time.perf_counter() - begin)
    with capsys.disabled():
        for name, times in (("page shown", shown), ("page change", turned), ("upload to top five", answered)):
            print(f"\n{name}: median {sorted(times)[len(times) // 2]:.2f} s, worst {max(times):.2f} s", end="")
    assert max(shown + turned + answered) < 15


def test_upload_is_classified_and_stays_on_every_page(visit) -> None:
    tab = visit("zh")
    tab.open("classify")
    choose_photo(tab, ZH)
    tab.page.screenshot(path=OUTPUT / "photo-zh.png")
    send(tab, "长" * 200 + "'\"<b>.jpg", GOOD["photo.jpg"])
    expect(tab.page.get_by_text(ZH["photo.yours"] + "：").first).to_be_attached(timeout=20_000)
    tab.page.keyboard.press("Escape")
    for lesson in ("filters", "saliency", "classify"):
        tab.turn(lesson)
        assert tab.page.get_by_alt_text(ZH["photo.yours"]).count() >= 1


def test_bad_upload_is_explained_and_the_photo_stays(visit) -> None:
    tab = visit("zh")
    tab.open("classify", photo="rocket")
    before = tab.page.locator("ol.bars").inner_text()
    choose_photo(tab, ZH)
    name = next(name for name, (_, kind) in BAD.items() if kind == "photo.damaged")
    send(tab, "photo.jpg", BAD[name][0])
    start = sentences("zh")["photo.damaged"].split("{")[0]
    tab.page.get_by_text(start).first.wait_for()
    assert tab.page.locator("ol.bars").inner_text() == before


def test_camera(visit) -> None:
    tab = visit()
    tab.open("classify")
    choose_photo(tab, EN)
    tab.page.get_by_text(EN["photo.camera"]).click()
    tab.page.wait_for_function("document.querySelector('video')?.currentTime > 0.5", timeout=20_000)
    tab.page.locator('[data-testid="stCameraInputButton"]').click()
    tab.page.get_by_text("Your photo: only").wait_for(timeout=20_000)


def test_filter_is_picked_by_click_and_by_keyboard(visit) -> None:
    tab = visit()
    tab.open("filters")
    tile = tab.page.get_by_role("button", name="Filter 5:", exact=False)
    tile.click()
    tab.page.get_by_text("Filter 5:", exact=False).first.wait_for()
    expect(tile).to_have_attribute("aria-pressed", "true")
    tab.page.wait_for_url("**filter=5**")
    tab.page.keyboard.press("ArrowRight")
    tab.page.wait_for_url("**filter=6**")
    tab.open("filters", filter="6", sort="colour")
    expect(tab.page.get_by_role("button", name="Filter 6:", exact=False)).to_have_attribute("aria-pressed", "true")


def test_slow_method_shows_progress_and_stops(visit) -> None:
    tab = visit()
    tab.open("saliency", photo="temple", left="occlusion", right="gradient", **{"left-occlusion-stride": "8"})
    lesson = tab.page.locator(".stMainBlockContainer")  # Streamlit's own header has a "Stop", too
    lesson.get_by_role("button", name=EN["job.stop"]).click(timeout=20_000)
    tab.page.get_by_text(EN["job.stopped"]).wait_for()
    tab.page.get_by_role("button", name=EN["job.again"]).click()
    tab.page.get_by_alt_text(EN["method.occlusion"]).wait_for(timeout=120_000)


def test_heat_map_is_kept_as_png(visit) -> None:
    tab = visit()
    tab.open("saliency")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=EN["saliency.keep"]).first.click()
    assert download.value.suggested_filename == "alexnet-grad-cam.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_language_is_switched_in_the_frame(visit) -> None:
    tab = visit()
    tab.open("filters", filter="9")
    tab.page.get_by_text("中文", exact=True).click()
    tab.language = "zh"
    tab.arrive("filters")
    assert "lang=zh" in tab.page.url and "filter=9" in tab.page.url
