"""A server that goes while somebody reads: the page comes back by itself, and says what it has lost."""

from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from alexnet.errors import sentences
from tests.bad_photos import GOOD
from tests.browser.server import running_app
from tests.browser.visit import DESKTOP, EN, Visit

pytestmark = pytest.mark.long
GONE = sentences("en")["page.photo_gone"]


def test_reader_comes_back_after_a_restart_and_is_asked_for_the_photo(new_context) -> None:
    with ExitStack() as until_killed:
        base = until_killed.enter_context(running_app("restart"))
        tab = Visit(new_context, base, "en", "light", DESKTOP)
        tab.open("classify", photo="rocket")
        tab.choose_photo()
        tab.send("photo.jpg", GOOD["photo.jpg"])
        yours, told = tab.page.get_by_text(EN["photo.yours"] + ":").first, tab.page.get_by_text(GONE)
        expect(yours).to_be_attached()
        assert told.count() == 0
    with running_app("restarted", urlsplit(base).port):
        told.wait_for()  # nobody has touched the page
        expect(yours).not_to_be_attached()
        tab.send("photo.jpg", GOOD["photo.jpg"])
        expect(yours).to_be_attached()
        expect(told).not_to_be_attached()
