"""The app as a server of its own for the tests in a browser: started as README says, on a free port."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.visit import OUTPUT, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")  # which of the processes that share the tests this is


@contextmanager
def running_app(name: str = "server", port: int | None = None, **environment: str) -> Iterator[str]:
    """Gives the address of a server that runs until the block ends. It writes to test-output/<name>-<worker>.log.

    Without a `port` it takes a free one. What people keep goes where `environment` says.
    """
    port = port or _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    OUTPUT.mkdir(exist_ok=True)
    with (OUTPUT / f"{name}-{WORKER}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | environment)
        try:
            wait_until(lambda: _answers(f"http://127.0.0.1:{port}/_stcore/health"), 120)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False
