"""The laptop sleeps, or the wifi goes: afterwards the page goes on, with the reader's photo and the place on the page."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.browser.visit import EN, Visit, wait_until
from tests.browser.wifi import wifi
from tests.load.photos import photos
from tests.load.server import process_of

pytestmark = pytest.mark.long
AWAY = 25  # seconds; longer than the server's websocketPingInterval, 20


@contextmanager
def survives(tab: Visit) -> Iterator[None]:
    """A reader with a photo of his own on a page that is scrolled down; after the block all is as it was, and goes on."""
    tab.open("classify")
    tab.choose_photo()
    tab.send("own.jpg", photos(1)[0])
    own = tab.page.get_by_role("button", name=f"{EN['photo.choose']}: {EN['photo.yours']}")
    own.wait_for()
    tab.page.keyboard.press("Escape")
    tab.calm()
    tab.page.evaluate("document.querySelector('.stMain').scrollTo(0, 200)")
    tab.calm()
    place, answers = "document.querySelector('.stMain').scrollTop", tab.page.locator(".stMainBlockContainer").inner_text()
    before = tab.page.evaluate(place)
    assert before > 0
    tab.page.evaluate("window.stays = true")
    assert not tab.errors
    yield
    tab.settle()
    wait_until(lambda: tab.page.wait_for_timeout(100) or tab.page.locator(".stMainBlockContainer").inner_text() == answers)
    tab.errors.clear()  # the browser's, of a connection that was gone
    assert tab.page.evaluate(place) == before and own.is_visible()
    tab.turn("filters")
    assert own.is_visible()
    assert tab.page.evaluate("window.stays"), "the page was loaded anew"


def test_the_server_sleeps(visit: Callable[..., Visit], base: str) -> None:
    """As a laptop does whose lid is shut."""
    server = process_of(base)
    if not server:
        pytest.skip("only Linux tells which process the server is")
    with survives(visit()):
        os.kill(server, signal.SIGSTOP)
        try:
            time.sleep(AWAY)
        finally:
            os.kill(server, signal.SIGCONT)


@pytest.mark.parametrize("way", [("cut", "back"), ("swallow", "flow")], ids=lambda way: way[0])
def test_the_wifi_goes_for_ten_seconds(new_context, base: str, way: tuple[str, str]) -> None:
    with wifi(base) as between:
        tab = Visit(new_context, between.address, "en", "light", (1366, 768))
        with survives(tab):
            getattr(between, way[0])()
            tab.page.wait_for_timeout(10_000)
            getattr(between, way[1])()
        assert not tab.errors
