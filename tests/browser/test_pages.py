"""The app as people use it, in headless Chromium: photos, filters, heat maps, languages. Screenshots are kept."""

from playwright.sync_api import expect

from alexnet.errors import sentences
from app.frame import navigation
from tests.bad_photos import BAD, GOOD
from tests.browser.visit import EN, MAIN, OUTPUT, PATIENCE, ZH


def test_menu_leads_into_every_chapter(visit) -> None:
    tab = visit()
    tab.open("home")
    for lessons in navigation.CHAPTERS.values():
        tab.turn(list(lessons)[-1])


def test_upload_is_classified_and_stays_on_every_page(visit) -> None:
    tab = visit("zh")
    tab.open("classify")
    tab.choose_photo()
    tab.page.screenshot(path=OUTPUT / "photo-zh.png")
    before = tab.page.locator("ol.bars").inner_text()
    tab.send("长" * 200 + "'\"<b>.jpg", GOOD["photo.jpg"])
    expect(tab.page.get_by_text(ZH["photo.yours"] + "：").first).to_be_attached()
    tab.calm()
    assert tab.page.locator("ol.bars").inner_text() != before
    tab.page.keyboard.press("Escape")
    for lesson in ("filters", "saliency", "classify"):
        tab.turn(lesson)
        assert tab.page.get_by_alt_text(ZH["photo.yours"]).count() >= 1


def test_bad_upload_is_explained_and_the_photo_stays(visit) -> None:
    tab = visit("zh")
    tab.open("classify", photo="rocket")
    tab.calm()
    before = tab.page.locator("ol.bars").inner_text()
    tab.choose_photo()
    name = next(name for name, (_, kind) in BAD.items() if kind == "photo.damaged")
    tab.send("photo.jpg", BAD[name][0])
    start = sentences("zh")["photo.damaged"].split("{")[0]
    tab.page.get_by_text(start).first.wait_for()
    assert tab.page.locator("ol.bars").inner_text() == before


def test_camera(visit) -> None:
    tab = visit()
    tab.open("classify")
    tab.choose_photo()
    tab.page.get_by_text(EN["photo.camera"]).click()
    playing = "document.querySelector('video')?.currentTime > 2"  # s; Streamlit begins it anew, in another size, after one
    tab.page.wait_for_function(playing)
    tab.page.locator('[data-testid="stCameraInputButton"]').click()
    tab.page.get_by_text("Your photo: only").wait_for()


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
    tab.page.locator(MAIN).get_by_role("button", name=EN["job.stop"]).first.click()  # the header has Streamlit's own
    tab.page.get_by_text(EN["job.stopped"]).first.wait_for()
    tab.page.get_by_role("button", name=EN["job.again"]).first.click()
    tab.page.get_by_alt_text(EN["method.occlusion"]).wait_for(timeout=5 * PATIENCE)  # slow work lets all others go first


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
