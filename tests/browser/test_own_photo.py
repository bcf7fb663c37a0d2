"""The reader's own photo: whatever its file is called it is taken, and it outlives a reload, a pause and a server."""

import base64

import pytest
from playwright.sync_api import Locator, expect

from alexnet.errors import sentences
from tests.bad_photos import BAD, GOOD
from tests.browser.server import running_app
from tests.browser.visit import DESKTOP, EN, UPLOAD, ZH, Visit
from tests.browser.wifi import wifi

GIVE = """([name, data, way]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name)); // of no type
  if (way === "paste") document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
  else document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
SHAPE = """fetch(sessionStorage.getItem("alexnet-photo")).then((kept) => kept.blob()).then(createImageBitmap)
  .then((picture) => { window.kept = picture.width / picture.height; })"""
NAMED = {"photo 1.HEIC": "photo.heic", "image:1000012345": "photo.jpg", "scan.JPE": "photo.jpg", "old.jfif": "photo.jpg"}
REFUSED = {"photo.jpg": "page.jpg", "notes": "text.jpg", "sensor.dng": "sensor.dng", "nothing.jpg": "empty.jpg"}


def own(tab: Visit) -> Locator:
    """The button with the photo in use, when it is the reader's own."""
    words = {"en": EN, "zh": ZH}[tab.language]
    return tab.page.get_by_role("button", name=f"{words['photo.choose']}: {words['photo.yours']}")


def give(tab: Visit, name: str, data: bytes, way: str) -> None:
    """A file of no type that the browser knows: chosen, dropped or pasted; the server has it at the end."""
    with tab.page.expect_response(lambda answer: UPLOAD in answer.url and answer.request.method == "PUT"):
        if way == "choose":
            file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            tab.page.locator('.st-key-upload input[type="file"]').set_input_files(file)
        else:
            tab.page.evaluate(GIVE, [name, base64.b64encode(data).decode(), way])


@pytest.mark.parametrize("way", ["choose", "drop", "paste"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_is_taken_whatever_it_is_called_and_refused_in_the_readers_words(visit, language: str, way: str) -> None:
    tab = visit(language)
    tab.open("filters")
    seen = set()
    for name, good in NAMED.items():
        give(tab, name, GOOD[good], way)
        expect(own(tab)).to_be_attached()
        picture = own(tab).locator("img")
        expect(picture).not_to_have_attribute("src", next(iter(seen), "none"))
        tab.settle()
        seen = {picture.get_attribute("src")} if good == "photo.heic" else set()
    for name, bad in REFUSED.items():
        give(tab, name, BAD[bad][0], way)
        sentence = sentences(language)[BAD[bad][1]].replace("{name}", f" “{name}”" if language == "en" else f"“{name}”")
        expect(tab.page.get_by_text(sentence.split("“")[0]).filter(has_text=name).first).to_be_attached()
        tab.settle()
        assert own(tab).count() == 1  # the photo that was there stays
    assert "not allowed" not in tab.text()


def test_neighbours_takes_the_same_files(visit) -> None:
    tab = visit("zh")
    tab.open("neighbours")
    tab.page.get_by_text(ZH["neighbours.add"]).click()
    given = [(name, GOOD[good]) for name, good in NAMED.items()] + [(name, BAD[bad][0]) for name, bad in REFUSED.items()]
    files = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in given]
    tab.page.locator('.st-key-neighbours_files input[type="file"]').set_input_files(files)
    told = tab.page.locator(".stAlert")
    expect(told).to_have_count(len(REFUSED))
    tab.settle()
    for name, words in zip(REFUSED, told.all_inner_texts(), strict=True):
        assert name in words and "“" in words
    assert "not allowed" not in tab.text()


def test_a_phone_offers_its_camera_and_a_laptop_shows_every_file(visit, browser, base) -> None:
    field = '.st-key-upload input[type="file"]'
    tab = visit()
    tab.open("filters")
    assert tab.page.locator(field).get_attribute("accept") in (None, "")
    with browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}) as phone:
        page = phone.new_page()
        page.goto(f"{base}/filters?lang=en")
        expect(page.locator(field)).to_have_attribute("accept", "image/*")


@pytest.mark.parametrize("name", ["photo.jpg", "photo.heic", "photo.tif"])
@pytest.mark.parametrize("lesson", ["classify", "maps"])
def test_a_reload_keeps_the_photo(visit, name: str, lesson: str) -> None:
    tab = visit()
    tab.open(lesson)
    give(tab, name, GOOD[name], "choose")
    expect(own(tab)).to_be_attached()
    tab.page.wait_for_function("sessionStorage.getItem('alexnet-photo')")
    tab.page.reload()
    expect(own(tab)).to_be_attached()
    tab.settle()
    assert "photo=own" in tab.page.url and not tab.page.locator(".stAlert").count()


def test_a_photo_from_the_camera_is_kept_and_not_the_one_before_it(visit) -> None:
    tab = visit()
    tab.open("classify")
    give(tab, "photo.jpg", GOOD["photo.jpg"], "choose")
    expect(own(tab)).to_be_attached()
    tab.page.wait_for_function("sessionStorage.getItem('alexnet-photo')")
    before = tab.page.evaluate("sessionStorage.getItem('alexnet-photo')")
    tab.page.get_by_text(EN["photo.camera"]).click()
    tab.page.wait_for_function("document.querySelector('video')?.currentTime > 2")
    tab.page.locator('[data-testid="stCameraInputButton"]').click()
    tab.page.wait_for_function("(before) => sessionStorage.getItem('alexnet-photo') !== before", arg=before)
    tab.page.locator("video").wait_for(state="detached")
    tab.settle()
    tab.page.reload()
    expect(own(tab)).to_be_attached()
    tab.page.evaluate(SHAPE)
    tab.page.wait_for_function("window.kept")
    assert tab.page.evaluate("window.kept") != pytest.approx(1.5)  # that of the file


@pytest.mark.long
def test_after_a_pause_in_which_the_server_forgot_the_tab_the_first_click_counts_and_the_photo_is_there(new_context) -> None:
    with running_app("forgets", STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1") as base, wifi(base) as between:
        tab = Visit(new_context, between.address, "en", "light", DESKTOP)
        tab.open("maps", layer="conv2")
        give(tab, "photo.jpg", GOOD["photo.jpg"], "choose")
        expect(own(tab)).to_be_attached()
        tab.settle()
        between.cut()
        tab.page.wait_for_timeout(6000)
        between.back()
        tab.page.get_by_role("radio", name="conv4").first.click()
        tab.page.wait_for_url("**layer=conv4*")
        expect(own(tab)).to_be_attached()
        expect(tab.page.get_by_role("radio", name="conv4")).to_be_checked()
        tab.page.wait_for_url("**photo=own*")
        tab.settle()
        assert not tab.page.locator(".stAlert").count()
        tab.page.close()
