"""For the tests in a browser: one server and one Chromium a process, and a tab for each reader."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from alexnet.errors import sentences
from app.frame.text import LANGUAGES
from tests.browser import chromium
from tests.browser.server import running_app
from tests.browser.visit import DESKTOP, PATIENCE, Visit

HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE)
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium.installed()  # where there is none, Playwright takes its own or says how to get it
    return browser_type_launch_args | {"args": chromium.FLAGS + FAKE_CAMERA} | ({"executable_path": path} if path else {})


@pytest.fixture(scope="session")
def base():
    """The address of the app."""
    with running_app() as address:
        yield address


@pytest.fixture
def visit(new_context, base):
    """Opens a tab for another reader. At the end none may have seen an error."""
    tabs: list[Visit] = []

    def start(language="en", scheme="light", size=DESKTOP) -> Visit:
        tabs.append(Visit(new_context, base, language, scheme, size))
        return tabs[-1]

    yield start
    for tab in tabs:
        assert not tab.errors
        assert tab.page.locator('[data-testid="stException"]').count() == 0
        unforeseen = {sentences(language)["page.failed"] for language in LANGUAGES}
        assert not unforeseen & set(tab.page.locator('[data-testid="stAlert"]').all_inner_texts()), "see the server's log"
