"""A port that is in use ends the start with one sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def taken():
    """The port where a class looks for the app, in use by another program."""
    try:
        with socket.create_server(("", 8501)):
            yield "8501"
    except OSError:
        yield "8501"  # already


@pytest.mark.parametrize("asked", [(), ("--server.port", "8501")], ids=["usual", "asked-for"])
def test_one_sentence(taken: str, asked: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *asked]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    (line,) = (ended.stdout + ended.stderr).splitlines()
    assert ended.returncode == 1 and f"Port {taken} is " in line
    assert asked or "--server.port" in line
