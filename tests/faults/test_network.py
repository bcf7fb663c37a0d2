"""A network that hangs: downloads end with a sentence, one after the other, and everything else answers meanwhile."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from alexnet.errors import Problem
from alexnet.weights import download, sources
from app.frame.text import labels, plain
from app.server.job_queue import Queue
from app.server.queues import QUEUES
from tests.app.session import at_page, html, sound, start, until

pytestmark = pytest.mark.slow

TIMEOUT = 3  # seconds, in the place of the usual ones


@pytest.fixture
def hanging(tmp_path, monkeypatch) -> Iterator[str]:
    """A server that takes connections and never says a word; the networks to be fetched are there."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(download, "TIMEOUT", TIMEOUT)
    monkeypatch.setitem(QUEUES, "downloads", Queue(workers=1, abandoned=None))  # in which nothing is known yet
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for name in ("imagenet", "caffe"):
            entry = replace(sources.find(name), path=tmp_path / name, url=address + name)
            monkeypatch.setitem(sources.WEIGHTS, name, lambda entry=entry: entry)
        yield address


def test_downloads_end_one_after_the_other_and_pages_answer(hanging: str) -> None:
    readers = {name: start(page="classify", weights=name) for name in ("imagenet", "caffe")}
    began = time.monotonic()
    for app in readers.values():
        (button,) = [button for button in app.button if button.label == labels("en")["network.download"]]
        sound(button.click().run())
        assert app.get("progress") and html(app).count('class="fill"') == 5  # the built-in network answers
    other = start("zh", "filters")
    assert html(at_page(other, "classify")).count('class="fill"') == 5
    for name, app in readers.items():
        sentence = Problem("download.no_connection", url=hanging + name).sentence("en", plain)
        until(app, lambda app=app, sentence=sentence: sentence in {error.value for error in app.error})
        assert not app.get("progress")
    assert TIMEOUT < time.monotonic() - began < 60
