"""A wifi between a browser and the server that can fail: a TCP proxy on this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PIECE = 1 << 16  # bytes


class Wifi:
    """Forwards to the server at `base`.

    Attributes:
        address: what the browser opens in the place of `base`.
    """

    def __init__(self, base: str) -> None:
        self._server = ("127.0.0.1", urlsplit(base).port)
        self._flows = threading.Event()
        self._flows.set()
        self._open: set[socket.socket] = set()
        self._listen(0)
        self.address = f"http://127.0.0.1:{self._port}"

    def cut(self) -> None:
        """Breaks every connection, and refuses new ones."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # it wakes who waits in accept
        self._listener.close()
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def back(self) -> None:
        """Takes connections again."""
        self._listen(self._port)

    def swallow(self) -> None:
        """Holds every byte back; nobody is told."""
        self._flows.clear()

    def flow(self) -> None:
        """Lets all that was held back, and what comes, through."""
        self._flows.set()

    def _listen(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                browser, _ = listener.accept()
                server = socket.create_connection(self._server)
                self._open |= {browser, server}
                for one, other in ((browser, server), (server, browser)):
                    threading.Thread(target=self._forward, args=(one, other), daemon=True).start()

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                self._flows.wait()
                other.sendall(piece)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)
        self._open.discard(one)


@contextmanager
def wifi(base: str) -> Iterator[Wifi]:
    """A wifi to the server at `base`; it is gone when the block ends."""
    between = Wifi(base)
    try:
        yield between
    finally:
        between.flow()
        between.cut()
