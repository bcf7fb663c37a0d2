"""For the tests in a browser: one server and one Chromium a process, and a tab for each reader."""

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from alexnet.errors import sentences
from app.frame.text import LANGUAGES
from tests.browser import chromium
from tests.browser.server import running_app
from tests.browser.visit import DESKTOP, OUTPUT, PATIENCE, Visit

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
def home(tmp_path_factory) -> Path:
    """Where the app keeps the trainings and networks of its readers."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def base(home: Path):
    """The address of the app."""
    with running_app(ALEXNET_HOME=str(home)) as address:
        yield address


@pytest.fixture(scope="session")
def contexts() -> dict:
    """Browser contexts by look, kept from one test to the next: what the app's scripts were compiled to stays in them."""
    return {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture
def visit(request, browser, contexts, base):
    """Opens a tab for another reader. At the end none may have seen an error."""
    tabs: list[Visit] = []
    readers: Counter[str] = Counter()

    def context(**look):
        """One of this look that no other reader of this test has."""
        readers[repr(look)] += 1
        which = repr(look), readers[repr(look)]
        if which not in contexts:
            contexts[which] = browser.new_context(**look)
        return contexts[which]

    def start(language="en", scheme="light", size=DESKTOP) -> Visit:
        tabs.append(Visit(context, base, language, scheme, size))
        return tabs[-1]

    yield start
    try:
        for number, tab in enumerate(tabs):
            if getattr(request.node, "failed", True):
                tab.page.screenshot(path=OUTPUT / "failed" / f"{request.node.name}-{number}.png")
            assert not tab.errors
            assert tab.page.locator('[data-testid="stException"]').count() == 0
            unforeseen = {sentences(language)["page.failed"] for language in LANGUAGES}
            told = tab.page.locator('[data-testid="stAlert"]').all_inner_texts()
            assert not unforeseen & set(told), "see the server's log"
    finally:
        for tab in tabs:
            tab.page.close()
