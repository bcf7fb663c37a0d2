"""The running app and a real browser for the tests that look at it as people do."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from app.frame import navigation
from app.frame.text import labels, sections

ROOT = Path(__file__).resolve().parent.parent.parent
OUTPUT = ROOT / "test-output"  # screenshots; git ignores them
DESKTOP, PHONE = (1366, 768), (390, 844)
VIEWS = [  # each language, scheme and size, and each pair of them
    ("en", "light", DESKTOP), ("en", "dark", PHONE), ("zh", "light", PHONE), ("zh", "dark", DESKTOP),
]  # fmt: skip
# Asked below a deep link first, or pictures of a page that was left before they had loaded: these 404s mean nothing.
HARMLESS = ("/_stcore/health", "/_stcore/host-config", "/media/")


@contextmanager
def running_app(**environment: str) -> Iterator[str]:
    """The app on a free port, started as README says; gives its address. What people keep goes where `environment` says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    OUTPUT.mkdir(exist_ok=True)
    with (OUTPUT / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | environment)
        try:
            wait_until(lambda: _answers(f"http://127.0.0.1:{port}/_stcore/health"), 60)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


def wait_until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


class Visit:
    """One tab of one reader: the page, what went wrong on it, and the bytes that came over its websocket."""

    def __init__(self, browser: Browser, base: str, language: str, scheme: str, size: tuple[int, int]) -> None:
        self.base, self.language, self.errors, self.received = base, language, [], 0
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale={"en": "en-GB", "zh": "zh-CN"}[language]
        )
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def open(self, lesson: str, **address: str) -> None:
        """Goes to a lesson by its address and waits until it is there."""
        path = "" if lesson == "home" else lesson
        query = "&".join(f"{key}={value}" for key, value in ({"lang": self.language} | address).items())
        self.page.goto(f"{self.base}/{path}?{query}")
        self.arrive(lesson)

    def turn(self, lesson: str) -> None:
        """Goes to a lesson by the menu of its chapter, as readers on a wide screen do."""
        words = labels(self.language)
        chapter = next(chapter for chapter, lessons in navigation.CHAPTERS.items() if lesson in lessons)
        self.page.get_by_test_id("stTopNavSection").filter(has_text=words[f"chapter.{chapter}"]).click()
        self.page.get_by_role("menuitem", name=words[f"nav.{lesson}"], exact=True).first.click()
        self.arrive(lesson)

    def arrive(self, lesson: str) -> None:
        """Waits until the lesson's question is on the screen and the script has ended."""
        self.page.get_by_role("heading", name=sections(self.language, lesson)["question"]).wait_for(timeout=30_000)
        self.settle()

    def settle(self) -> None:
        """Waits until the script has ended."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)

    def screenshot(self, name: str) -> None:
        """Keeps the whole page as a picture."""
        height = self.page.evaluate("document.querySelector('.stMain').scrollHeight")
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": before["width"], "height": max(before["height"], height)})
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=OUTPUT / f"{name}.png")
        self.page.set_viewport_size(before)

    def _console(self, message) -> None:
        if message.type == "error" and not any(part in (message.location or {}).get("url", "") for part in HARMLESS):
            self.errors.append(message.text)

    def _count(self, frame) -> None:
        self.received += len(frame)


LESSONS = list(navigation.LESSONS)
