"""Every page in every language, from the frame, with samples and uploads: no exception, and the lesson's result is there."""

import io
import threading

import pytest
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from alexnet.ask.classify import square_scores
from alexnet.errors import Problem, sentences
from alexnet.network import AlexNet, fresh
from app.frame import navigation
from app.frame.photo import samples
from app.frame.text import LANGUAGES, labels, sections
from app.server.job_queue import Queue
from app.server.queues import QUEUES
from tests.app.server.conftest import wait_until
from tests.app.session import MAIN, at_page, html, sound, start, until, upload, words
from tests.bad_photos import BAD, GOOD

pytestmark = pytest.mark.slow

PAGES = list(navigation.LESSONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", PAGES)
def test_page_in_language(lesson: str, language: str) -> None:
    app = start(language, lesson)
    assert sections(language, lesson)["question"] in words(app)
    assert sections(language, lesson)["try"] in words(app)
    other = next(code for code in LANGUAGES if code != language)
    assert sections(other, lesson)["question"] not in words(app)


@pytest.mark.parametrize("slug", samples())
def test_sample_is_classified(slug: str) -> None:
    app = start(page="classify", photo=slug)
    assert html(app).count('class="fill"') == 5
    assert f"{samples()[slug]['en']}: only the framed part goes in" in words(app)


def test_one_upload_is_there_on_every_page() -> None:
    app = start()
    red = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(red, "PNG")
    upload(app, "red.png", red.getvalue())
    kept = app.session_state.own_photo
    for page in PAGES[1:]:
        at_page(app, page)
        assert app.session_state.own_photo == kept
        assert ("Your photo: only" in words(app)) == (page == "classify")


@pytest.mark.parametrize("name", list(GOOD)[::5])  # all of them are opened in tests/alexnet/photo
def test_unusual_photo_is_classified(name: str) -> None:
    app = upload(start(page="classify"), name, GOOD[name])
    assert not app.error
    assert html(app).count('class="fill"') == 5


@pytest.mark.parametrize("name", {kind: name for name, (_, kind) in BAD.items()}.values())
def test_bad_file_is_explained_and_nothing_is_lost(name: str) -> None:
    data, kind = BAD[name]
    app = start("zh", "classify", photo="rocket")
    before = html(app)
    upload(app, name, data)
    (error,) = app.error
    assert error.value.startswith(sentences("zh")[kind].split("{")[0])
    assert html(app) == before
    app.file_uploader(key="upload").set_value(("good.png", GOOD["1x1.png"], "image/png")).run()
    assert not app.error
    assert app.session_state.own_photo


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_photo_that_went_with_its_server_is_asked_for_again(language: str) -> None:
    before = upload(start(language), "photo", GOOD["photo.jpg"])
    after = AppTest.from_file(MAIN, default_timeout=60)
    after.query_params["lang"] = language
    sound(after._run(before._tree.get_widget_states()))  # as a tab sends them to a server that it has not spoken to
    assert [warning.value for warning in after.warning] == [sentences(language)["page.photo_gone"]]
    assert not after.error and not before.warning
    upload(after, "photo", GOOD["photo.jpg"])
    assert not after.warning
    assert after.session_state.own_photo == before.session_state.own_photo


@pytest.mark.parametrize("lesson", PAGES)
def test_opacity_and_language_run_no_network(lesson: str, monkeypatch) -> None:
    app = start(page=lesson, photo="temple", left="grad-cam", right="gradient")
    until(app, lambda: all(job.key[0] == "pace" for queue in QUEUES.values() for job in list(queue._open)))

    def forbidden(*_, **__):
        raise AssertionError("a network ran again")

    for function in (
        "app.server.questions.crop_scores",
        "app.server.questions.explain",
        "app.server.questions.trace",
        "alexnet.network.one_tower.AlexNet.forward",
    ):
        monkeypatch.setattr(function, forbidden)
    app.segmented_control(key="lang").set_value("zh").run()
    assert sections("zh", lesson)["question"] in words(app)
    if lesson == "saliency":
        before = [one.url for image in app.image for one in image.proto.imgs]
        app.slider(key="opacity").set_value(20).run()
        assert [one.url for image in app.image for one in image.proto.imgs] != before  # the picture did change
    assert not app.exception and not app.error


def test_two_readers_of_one_photo_compute_it_once(monkeypatch) -> None:
    start(page="classify")  # the sample's answer is known from here on
    calls = []
    monkeypatch.setattr("app.server.questions.square_scores", lambda *args: calls.append(1) or square_scores(*args))
    red = io.BytesIO()
    Image.new("RGB", (301, 200), "red").save(red, "PNG")
    for _ in range(2):
        upload(start(page="classify"), "red", red.getvalue())
    assert len(calls) == 1


def test_wrong_values_in_the_address_fall_back() -> None:
    app = start(page="filters", photo="../x", weights="nothing", filter="999", sort="'", state="9")
    assert app.session_state.photo == next(iter(samples()))
    assert app.session_state.weights == "built-in"
    assert app.number_input(key="filter").value == 21
    assert app.query_params["photo"] == "honey-bee"


def test_view_is_in_the_address() -> None:
    app = start("zh", "saliency", photo="rocket")
    app.selectbox(key="left").set_value("occlusion").run()
    address = app.query_params.to_dict() if hasattr(app.query_params, "to_dict") else dict(app.query_params)
    assert address == {"lang": "zh", "photo": "rocket", "left": "occlusion"}
    assert start(page="saliency", **address).selectbox(key="left").value == "occlusion"


def test_chosen_network_that_is_not_here_leaves_the_built_in_one_in_use(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("torch.hub.get_dir", lambda: str(tmp_path))
    app = start(page="classify")
    app.radio(key="weights").set_value("imagenet").run()
    assert not app.exception
    assert html(app).count('class="fill"') == 5
    assert any(labels("en")["network.not_here"].split("{")[0] in info.value for info in app.info)


@pytest.mark.parametrize("language", LANGUAGES)
def test_untold_browser_decides_the_language(language: str) -> None:
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.context = {"locale": f"{language}-XX"}
    app.run()
    assert sections(language, "home")["question"] in words(app)


def test_download_without_a_connection_is_told_and_the_built_in_network_answers(tmp_path, monkeypatch) -> None:
    def broken(entry, report):
        report(0.5)
        raise Problem("download.no_connection", url="x.org")

    monkeypatch.setattr("torch.hub.get_dir", lambda: str(tmp_path))
    monkeypatch.setattr("alexnet.weights.sources.fetch", broken)
    app = start("zh", "classify", weights="imagenet")
    (button,) = [button for button in app.button if button.label == labels("zh")["network.download"]]
    button.click().run()
    assert any(error.value == Problem("download.no_connection", url="x.org").sentence("zh") for error in app.error)
    assert not app.exception and html(app).count('class="fill"') == 5


def test_ones_own_network_answers(tmp_path, monkeypatch) -> None:
    own = fresh(AlexNet(3, (16, 16)))
    torch.save(own.state_dict(), tmp_path / "mine.pth")
    torch.save({"oops": torch.zeros(2)}, tmp_path / "other.pth")
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    app = start(page="classify", weights="mine")
    assert html(app).count('class="fill"') == 3 and "class 0" in html(app)
    app = start("zh", page="classify", weights="other")
    assert any("other" in error.value for error in app.error) and not app.exception
    assert html(app).count('class="fill"') == 5


def test_slow_work_that_fails_is_told_and_not_begun_again_by_itself(monkeypatch) -> None:
    calls, drawn = [], threading.Event()

    def broken(*_, **__):
        calls.append(1)
        drawn.wait(60)
        raise Problem("job.failed")

    queue = Queue()  # in which nothing is known yet
    monkeypatch.setitem(QUEUES, "network", queue)
    monkeypatch.setattr("app.server.questions.explain", broken)
    app = start(page="saliency", photo="rocket", left="gradient", right="occlusion")
    drawn.set()  # the page has shown that it waits
    wait_until(lambda: len(calls) == 2 and not queue._open)
    app.run()
    assert [error.value for error in app.error] == [Problem("job.failed").sentence("en")] * 2
    assert len(calls) == 2 and not app.exception
