"""One reader's tab of a real browser, and what readers do in many lessons."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.frame import navigation
from app.frame.text import labels, sections

OUTPUT = Path(__file__).resolve().parent.parent.parent / "test-output"  # screenshots, logs, traces; git ignores them
DESKTOP, PHONE = (1366, 768), (390, 844)
EN, ZH = labels("en"), labels("zh")
LESSONS = list(navigation.LESSONS)
MAIN = ".stMainBlockContainer"  # the frame and the lesson, without the menu
PATIENCE = 60_000  # ms; generous, for others may keep the machine busy
# Asked below a deep link first, or pictures of a page that was left before they had loaded: these 404s mean nothing.
HARMLESS = ("/_stcore/health", "/_stcore/host-config", "/media/")
UPLOAD = "/_stcore/upload_file/"  # which the browser itself breaks off, with a net::ERR_, when the reader leaves the page
WATCH = """(() => {
  const change = () => { window.changed = performance.now(); };
  change();
  new MutationObserver(change).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})()"""
CALM = """() => {
  const ends = (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity;
  const moves = (root) => root.getAnimations().some(ends)
    || [...root.querySelectorAll("*")].some((part) => part.shadowRoot && moves(part.shadowRoot));
  return performance.now() - window.changed > 250 && document.fonts.status === "loaded" && !moves(document);
}"""


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE / 1000) -> None:
    """Looks at `condition` again and again until it holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


class Visit:
    """One tab of one reader: the page, what went wrong on it, and the bytes that came over its websocket."""

    def __init__(self, new_context: Callable, base: str, language: str, scheme: str, size: tuple[int, int]) -> None:
        self.base, self.language, self.errors, self.received = base, language, [], 0
        self.runs = 0  # of scripts and fragments, that have ended
        self._waits = False  # for the server, to end what it was asked to run
        context = new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale={"en": "en-GB", "zh": "zh-CN"}[language]
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(WATCH)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._listen)
        self.page.on("request", self._asked)

    def open(self, lesson: str, **address: str) -> None:
        """Goes to a lesson by its address and waits until it is there."""
        path = "" if lesson == "home" else lesson
        query = "&".join(f"{key}={value}" for key, value in ({"lang": self.language} | address).items())
        self.page.goto(f"{self.base}/{path}?{query}")
        self.arrive(lesson)
        self.calm()  # or places would be measured before the styles are there

    def turn(self, lesson: str) -> None:
        """Goes to a lesson by the menu of its chapter, as readers on a wide screen do."""
        words = labels(self.language)
        chapter = next(chapter for chapter, lessons in navigation.CHAPTERS.items() if lesson in lessons)
        self.page.get_by_test_id("stTopNavSection").filter(has_text=words[f"chapter.{chapter}"]).click()
        self.page.get_by_role("menuitem", name=words[f"nav.{lesson}"], exact=True).first.click()
        self.arrive(lesson)

    def arrive(self, lesson: str) -> None:
        """Waits until the lesson's question is on the screen and the script has ended."""
        self.page.get_by_role("heading", name=sections(self.language, lesson)["question"]).wait_for()
        self.page.locator("html[data-ready]").wait_for(state="attached")
        self.settle()

    def settle(self) -> None:
        """Waits until the server has run all that this tab has asked for, and the page shows that it has."""
        end = time.monotonic() + PATIENCE / 1000
        while self._waits:
            assert time.monotonic() < end, "the server did not answer"
            self.page.wait_for_timeout(10)  # in which messages come in
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()

    def next_run(self) -> None:
        """Waits for one more run that the page asks for by itself, every second or so."""
        before = self.runs
        wait_until(lambda: self.page.wait_for_timeout(20) or self.runs > before)
        self.settle()

    def calm(self) -> None:
        """Waits until, besides, nothing on the page has changed for a moment and nothing fades or slides."""
        self.settle()
        self.page.wait_for_function(CALM)
        self.settle()

    def faults(self, context: str | None = None) -> str:
        """What axe finds fault with in `context`, the whole page if None, once it is calm; "" if nothing."""
        self.calm()
        result = Axe().run(self.page, context)
        return result.generate_report() if result.violations_count else ""

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways to be read."""
        return self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    def nodes(self) -> int:
        """How many elements the page has."""
        return self.page.evaluate("document.querySelectorAll('*').length")

    def text(self) -> str:
        """All that can be read on the page."""
        return self.page.locator("body").inner_text()

    def screenshot(self, name: str) -> None:
        """Keeps the whole page as a picture, where `make look` asks for it."""
        if "LOOK" not in os.environ:
            return
        height = self.page.evaluate("document.querySelector('.stMain').scrollHeight")
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": before["width"], "height": max(before["height"], height)})
        self.calm()
        self.page.screenshot(path=OUTPUT / f"{name}.png")
        self.page.set_viewport_size(before)

    def choose_photo(self) -> None:
        """Opens the frame's choice of a photo; on the pages where it stands, goes there."""
        self.page.get_by_role("button", name=f"{labels(self.language)['photo.choose']}: ").click()
        self.page.locator(".gallery :is(.all, .grid):visible").first.wait_for()

    def pick_photo(self, slug: str) -> None:
        """Picks a sample from all of them, by the frame's button or by the page's."""
        self.choose_photo()
        if (every := self.page.locator(".gallery .all")).is_visible():
            every.click()
        self.page.locator(f'.gallery [data-slug="{slug}"]').click()

    def send(self, name: str, data: bytes) -> None:
        """Uploads a file as the photo."""
        file = {"name": name, "mimeType": "image/jpeg", "buffer": data}
        self.page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)

    def _console(self, message) -> None:
        url = (message.location or {}).get("url", "")
        harmless = any(part in url + message.text for part in HARMLESS) or (UPLOAD in url and "net::ERR_" in message.text)
        if message.type == "error" and not harmless:
            self.errors.append(message.text)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.errors.append(f"asked the world outside for {request.url}")

    def _listen(self, socket) -> None:
        self._waits = True
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._came)

    def _sent(self, frame: bytes) -> None:
        if BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self._waits = True

    def _came(self, frame: bytes) -> None:
        self.received += len(frame)
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._waits = False
            self.runs += 1
