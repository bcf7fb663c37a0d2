"""Downloads from a server on this machine that behaves well, and from ones that do not."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from alexnet.files import FORGOTTEN
from alexnet.weights import download as module
from alexnet.weights.download import download, sha256
from alexnet.weights.entry import Weights
from alexnet.weights.sources import fetch
from tests.conftest import problem

DATA = bytes(range(256)) * 4096  # 1 MB, four pieces
DIGEST = hashlib.sha256(DATA).hexdigest()


class Server(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    hold = threading.Event()  # set when the tests are over

    def do_GET(self) -> None:
        if self.path == "/missing":
            self.send_error(404)
            return
        if self.path == "/dumb":
            self.hold.wait(8)
            return
        self.send_response(200)
        if self.path != "/no-length":
            self.send_header("Content-Length", str(len(DATA)))
        self.end_headers()
        half = len(DATA) // 2
        self.wfile.write(DATA[:half])
        if self.path == "/reset":  # the connection breaks off with an error, not with an end
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
        elif self.path == "/silent":
            self.wfile.flush()
            self.hold.wait(8)
        elif self.path == "/trickling":
            with suppress(OSError):  # given up
                while not self.hold.wait(0.05):
                    self.wfile.write(b"x")
        elif self.path != "/cut":
            self.wfile.write(DATA[half:])

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""

    def finish(self) -> None:
        if self.path != "/reset":
            super().finish()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    Server.hold.clear()  # a server before this one has set it
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as http:
        threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        Server.hold.set()
        http.shutdown()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(module, "TIMEOUT", 0.5)
    monkeypatch.setattr(module, "PATIENCE", 1)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "checkpoints" / "network.pth"  # in a folder that is not there yet


def files(path: Path) -> list[Path]:
    return list(path.parent.iterdir())


@pytest.mark.parametrize("digest", [DIGEST, DIGEST[:8]])
@pytest.mark.parametrize("page", ["/good", "/no-length"])
def test_good(server: str, path: Path, page: str, digest: str) -> None:
    shares: list[float] = []
    download(server + page, path, digest, len(DATA), shares.append)
    assert path.read_bytes() == DATA and files(path) == [path]
    assert sha256(path) == DIGEST
    assert len(shares) >= 4 and shares == sorted(shares) and 0 < shares[0] < 0.5 and shares[-1] == 1


def test_progress_stays_below_the_whole_when_the_size_was_a_guess(server: str, path: Path) -> None:
    shares: list[float] = []
    download(server + "/no-length", path, DIGEST, len(DATA) // 2, shares.append)
    assert max(shares) == 1


def test_fetch_is_the_download_of_an_entry_and_happens_once(server: str, path: Path) -> None:
    entry = Weights("network", path, url=server + "/good", size=len(DATA), digest=DIGEST[:8])
    shares: list[float] = []
    fetch(entry, shares.append)
    assert entry.ready and shares[-1] == 1
    fetch(entry, shares.append)
    assert shares.count(1) == 1


def test_wrong_checksum(server: str, path: Path) -> None:
    with problem("download.damaged") as caught:
        download(server + "/good", path, "0" * 8, len(DATA), lambda share: None)
    assert server in str(caught.value)
    assert files(path) == []


@pytest.mark.parametrize("page", ["/missing", "/cut", "/reset", "/dumb", "/silent", "/trickling"])
def test_bad_connection(server: str, path: Path, page: str) -> None:
    begin = time.monotonic()
    with problem("download.no_connection") as caught:
        download(server + page, path, DIGEST, len(DATA), lambda share: None)
    assert time.monotonic() - begin < 4  # a silent server is given up, not waited for
    assert server in str(caught.value)
    assert files(path) == []


def test_nobody_listens(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with problem("download.no_connection"):
        download(f"http://127.0.0.1:{port}/good", path, DIGEST, len(DATA), lambda share: None)
    assert files(path) == []


def test_cut_file_is_noticed_without_a_checksum(server: str, path: Path) -> None:
    with problem("download.no_connection"):
        download(server + "/cut", path, "", len(DATA), lambda share: None)
    assert files(path) == []


def test_reader_who_leaves_stops_it(server: str, path: Path) -> None:
    shares: list[float] = []

    def report(share: float) -> None:
        shares.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(server + "/good", path, DIGEST, len(DATA), report)
    assert len(shares) == 1
    assert files(path) == []


def test_reader_who_leaves_a_slow_server_stops_it(server: str, path: Path) -> None:
    def report(share: float) -> None:
        if share > 0.5:  # of the trickle
            raise KeyboardInterrupt

    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        download(server + "/trickling", path, DIGEST, len(DATA), report)
    assert time.monotonic() - begin < 4 and files(path) == []


@pytest.mark.slow
def test_killed_in_the_middle_it_is_not_there_and_what_is_left_goes_with_a_later_one(server: str, path: Path) -> None:
    entry = Weights("network", path, url=server + "/silent", size=len(DATA), digest=DIGEST[:8])
    code = "import sys, pathlib, alexnet.weights.download as d; d.download(sys.argv[1], pathlib.Path(sys.argv[2]), '', 1, print)"
    with subprocess.Popen([sys.executable, "-uc", code, entry.url, str(path)], stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.kill()
    (left,) = files(path)
    assert left.stat().st_size > 0 and not entry.ready
    download(server + "/good", path, DIGEST, len(DATA), lambda share: None)
    assert entry.ready and left in files(path)  # it might be another process's that is at it
    os.utime(left, (time.time() - FORGOTTEN - 1,) * 2)
    with problem("download.no_connection"):
        download(server + "/cut", path, DIGEST, len(DATA), lambda share: None)
    assert files(path) == [path] and path.read_bytes() == DATA


def test_older_file_stays_until_the_new_one_is_whole(server: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"old")
    with problem("download.no_connection"):
        download(server + "/cut", path, DIGEST, len(DATA), lambda share: None)
    assert path.read_bytes() == b"old" and files(path) == [path]
    download(server + "/good", path, DIGEST, len(DATA), lambda share: None)
    assert path.read_bytes() == DATA
