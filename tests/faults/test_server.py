"""The server is killed while a photo is on its way to it: nothing of it is left, and a new server answers."""

import asyncio
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.server import running_app
from tests.load.photos import expected, photos
from tests.load.server import process_of
from tests.load.student import Student

pytestmark = pytest.mark.long

LARGE = 8_000_000  # bytes


def written_to(folder: Path, server: int) -> list[str]:
    """Files below `folder` that a process has open, those without a name as well."""
    return [str(one.readlink()) for one in Path(f"/proc/{server}/fd").iterdir() if str(one.readlink()).startswith(str(folder))]


async def send_half(base: str, temporary: Path, server: int) -> list[str]:
    """Sends half of a large upload, then kills the server; gives the files that it had open for it."""
    student = Student(base)
    await student.open()
    url = (await student.place_for("own.jpg")).upload_url
    part = b'--part\r\nContent-Disposition: form-data; name="file"; filename="own.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    head = {"Host": urlsplit(base).netloc, "Content-Type": "multipart/form-data; boundary=part", "Content-Length": str(LARGE)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in (head | student.headers).items())
    with socket.create_connection((urlsplit(base).hostname, urlsplit(base).port)) as connection:
        connection.sendall(f"PUT {url} HTTP/1.1\r\n{lines}\r\n".encode() + part + bytes(LARGE // 2))
        await asyncio.sleep(1)
        found = written_to(temporary, server)
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):  # the server waits for the rest
            connection.recv(1)
        os.kill(server, signal.SIGKILL)
    return found


async def ask(base: str, photo: bytes) -> str:
    """What a reader's page says to his photo."""
    student = Student(base)
    await student.open()
    await student.upload("own.jpg", photo)
    await student.visit("classify")
    await student.close()
    assert not student.exceptions and not student.alerts
    return " ".join(student.texts)


def test_killed_in_the_middle_of_an_upload(tmp_path) -> None:
    places = {"ALEXNET_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)}
    (photo,) = photos(1)
    with ThreadPoolExecutor(1) as elsewhere:  # where no browser test has left its own loop
        with running_app("killed", **places) as base:
            if not (server := process_of(base)):
                pytest.skip("only Linux tells which process the server is")
            assert elsewhere.submit(asyncio.run, send_half(base, tmp_path, server)).result() == [], "an upload on the disk"
        assert list(tmp_path.iterdir()) == []
        with running_app("killed-again", **places) as base:
            said = elsewhere.submit(asyncio.run, ask(base, photo)).result()
    assert all(answer.rsplit(" ", 1)[0] in said for answer in expected([photo])[0])
