"""One reader without a browser: speaks Streamlit's own messages to a running server, as a tab of a browser does."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PATIENCE = 240  # seconds for one message; longer than the server has any reason to be silent
TAGS = re.compile(r"<[^>]+>")


@dataclass
class Student:
    """A session of its own: where it is, what its page says, what went wrong on it.

    Attributes:
        base: the server's address, "http://127.0.0.1:8501".
        texts: what the last page says: Markdown, and HTML without its tags.
        alerts: sentences for problems on the last page.
        exceptions: stack traces and boxes in their place, of all pages.
        bytes: received over the websocket.
        answered: when the page has last named the likeliest classes, by time.perf_counter().
    """

    base: str
    texts: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    bytes: int = 0
    answered: float = 0.0
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)  # hash by slug
    _uploader: str = ""
    _progress: bool = False
    _at: tuple[str, dict[str, str]] = ("home", {})
    _known: dict[str, ForwardMsg] = field(default_factory=dict)  # large messages that a browser keeps, by their hash
    _watched: dict[str, float] = field(default_factory=dict)  # fragments that want to run again: seconds

    async def open(self) -> None:
        """Connects, and opens the home page."""
        reply = await asyncio.to_thread(requests.get, f"{self.base}/_stcore/health", timeout=60)
        self._cookies, self._token = reply.cookies, reply.cookies.get("_streamlit_xsrf") or ""
        self._socket = await connect(
            self.base.replace("http", "ws", 1) + "/_stcore/stream", max_size=None, open_timeout=120, ping_timeout=None,
            subprotocols=["streamlit", self._token or "PLACEHOLDER"],
            additional_headers={"Cookie": self.headers["Cookie"]},
        )  # fmt: skip
        await self.visit("home")

    async def close(self) -> None:
        """Closes the tab."""
        await self._socket.close()

    async def visit(self, slug: str, language: str = "en", **address: str) -> None:
        """Opens a lesson and waits until it is there; what takes long may show its progress yet."""
        self._at = slug, {"lang": language} | address
        await self._run(*self._at)

    @property
    def waits(self) -> bool:
        """Whether some of the page shows its progress, or its place in line."""
        return self._progress and bool(self._watched)

    async def rest(self) -> None:
        """Waits for what takes long."""
        while self.waits:
            await self.look()

    async def look(self) -> None:
        """Lets the part that shows progress run again, as a browser does by itself."""
        fragment, seconds = min(self._watched.items(), key=lambda one: one[1])
        await asyncio.sleep(seconds)
        await self._run(*self._at, fragment)

    async def place_for(self, name: str):
        """Asks where a file is to be sent: its `upload_url` and `file_id`."""
        ask = BackMsg()
        ask.file_urls_request.request_id = name
        ask.file_urls_request.file_names.append(name)
        ask.file_urls_request.session_id = self._session
        await self._socket.send(ask.SerializeToString())
        while (message := await self._received()).WhichOneof("type") != "file_urls_response":
            pass
        return message.file_urls_response.file_urls[0]

    @property
    def headers(self) -> dict[str, str]:
        """By which the server knows whose files they are."""
        return {"X-Xsrftoken": self._token, "Cookie": "; ".join(f"{one.name}={one.value}" for one in self._cookies)}

    async def upload(self, name: str, data: bytes) -> None:
        """Gives the photo's file to the uploader in the frame; the next visit shows what the network says to it."""
        urls = await self.place_for(name)
        reply = await asyncio.to_thread(
            requests.put, self.base + urls.upload_url, files={"file": (name, data, "image/jpeg")},
            headers=self.headers, timeout=120,
        )  # fmt: skip
        reply.raise_for_status()
        state = WidgetState(id=self._uploader)
        info = state.file_uploader_state_value.uploaded_file_info.add(file_id=urls.file_id, name=name, size=len(data))
        info.file_urls.CopyFrom(urls)
        self._states[self._uploader] = state

    async def _run(self, slug: str, address: dict[str, str], fragment: str = "") -> None:
        back = BackMsg()
        run = back.rerun_script
        run.query_string, run.page_script_hash, run.fragment_id = urlencode(address), self._pages.get(slug, ""), fragment
        run.is_auto_rerun = bool(fragment)
        run.cached_message_hashes.extend(self._known)
        for state in self._states.values():
            run.widget_states.widgets.add().CopyFrom(state)
        run.context_info.locale, run.context_info.timezone = "en-US", "UTC"
        await self._socket.send(back.SerializeToString())
        if not fragment:
            self._clear()
        self._progress = False
        while not self._take(await self._received()):
            pass

    def _clear(self) -> None:
        self.texts, self.alerts, self._watched, self._progress = [], [], {}, False

    async def _received(self) -> ForwardMsg:
        raw = await asyncio.wait_for(self._socket.recv(), PATIENCE)
        self.bytes += len(raw)
        message = ForwardMsg()
        message.ParseFromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            return self._known[message.ref_hash]
        if message.metadata.cacheable:
            self._known[message.hash] = message
        return message

    def _take(self, message: ForwardMsg) -> bool:
        """Keeps what a message brings; True when the run is over."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._session = message.new_session.initialize.session_id
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._clear()  # a part has asked for the whole page again, and that comes next
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._pages["home"] = next(page.page_script_hash for page in message.navigation.app_pages if page.is_default)
        elif kind == "auto_rerun":
            self._watched[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta":
            self._element(message.delta.new_element)
        return kind == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        )

    def _element(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "file_uploader" and not self._uploader:
            self._uploader = element.file_uploader.id
        elif kind == "exception":
            self.exceptions.append(element.exception.message[:300])
        elif kind == "alert":
            self.alerts.append(element.alert.body)
        elif kind == "progress":
            self._progress = True
        elif kind == "html":
            self.texts.append(unescape(TAGS.sub(" ", element.html.body)))
            if '<ol class="bars"' in element.html.body:
                self.answered = time.perf_counter()
        elif kind == "markdown":
            self.texts.append(element.markdown.body)
