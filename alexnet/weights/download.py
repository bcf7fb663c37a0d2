"""Fetches a large file over a connection that may be weak: whole and checked, or not at all."""

import hashlib
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPException, IncompleteRead
from pathlib import Path

from alexnet.errors import Problem
from alexnet.files import whole

TIMEOUT = 15  # seconds without a byte
PATIENCE = 60  # seconds for a piece; slower, nobody would wait for the whole
PIECE = 1 << 18  # bytes


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download(url: str, path: Path, digest: str, size: int, report: Callable[[float], None]) -> None:
    """Fetches `url` to `path`, which appears only when the last byte is there and the checksum is right.

    Args:
        digest: the first hex digits of the file's SHA-256.
        size: rough size in bytes, for the progress of a server that does not tell.
        report: hears the share done, in [0, 1]; whatever it raises stops the download and is passed on.

    Raises:
        Problem: "download.no_connection", "download.damaged", or "download.no_room" where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as unfinished:
            with unfinished.open("wb") as file:
                for piece, share in _pieces(url, size):
                    file.write(piece)
                    report(share)
            if not sha256(unfinished).startswith(digest):
                raise Problem("download.damaged", url=url)
    except OSError as error:
        raise Problem("download.no_room", folder=path.parent) from error


def _pieces(url: str, size: int) -> Iterator[tuple[bytes, float]]:
    """The file's bytes as they come, each with the share of the whole that has come by then."""
    done, pace, began = 0, PIECE, time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as reply:
            told = int(reply.headers.get("Content-Length") or 0)
            while piece := reply.read1(PIECE):  # what is there: the reader who stops it need not wait for more
                done += len(piece)
                if done >= pace:
                    pace, began = done + PIECE, time.monotonic()
                elif time.monotonic() - began > PATIENCE:
                    raise TimeoutError
                yield piece, min(1.0, done / (told or size))
            if done < told:  # urllib is silent about a connection that ends too early
                raise IncompleteRead(b"", told - done)
    except (OSError, HTTPException) as problem:
        raise Problem("download.no_connection", url=url) from problem
