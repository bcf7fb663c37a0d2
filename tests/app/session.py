"""One reader's session of the app without a browser: opened at a page, with what it says and shows."""

import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from alexnet.errors import sentences
from app.frame import navigation
from app.frame.text import LANGUAGES

MAIN = str(navigation.PAGES.parent / "app" / "main.py")


def start(lang: str = "en", page: str = "home", **address: str) -> AppTest:
    """A session at the lesson `page`, opened by a link with `address`."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.query_params["lang"] = lang
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return at_page(app, page)


def at_page(app: AppTest, page: str) -> AppTest:
    """The session, gone on to another lesson."""
    if page != "home":
        app.switch_page(f"../pages/{page}.py").run()
    return sound(app)


def until(app: AppTest, there: Callable[[], bool]) -> None:
    """Runs again, as the page does by itself, until the work in the queue is done."""
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end, "the work did not end"
        app.run(timeout=60)


def sound(app: AppTest) -> AppTest:
    """The session, on whose page nothing went wrong that nobody had foreseen."""
    assert not app.exception, app.exception
    unforeseen = {sentences(language)["page.failed"] for language in LANGUAGES}
    assert not unforeseen & {error.value for error in app.error}, "see the log"
    return app


def words(app: AppTest) -> str:
    """Every text, header and caption of the page."""
    return " ".join([element.value for kind in ("markdown", "header", "caption") for element in getattr(app, kind)])


def html(app: AppTest) -> str:
    """All that the page draws in HTML of its own."""
    return " ".join(element.proto.body for element in app.get("html"))


def captions(app: AppTest) -> str:
    """What stands below the pictures."""
    return " ".join(caption for image in app.image for caption in image.captions)


def upload(app: AppTest, name: str, data: bytes) -> AppTest:
    """The session, after a file has been chosen as the reader's photo."""
    return sound(app.file_uploader(key="upload").set_value((f"{name}.jpg", data, "image/jpeg")).run())
