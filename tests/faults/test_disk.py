"""A disk that is full, or that nobody can write to: one sentence each, nothing half done, and the pages work."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from streamlit.testing.v1 import AppTest

from alexnet import files
from alexnet.errors import Problem
from alexnet.training.run import Run, read_checkpoint
from alexnet.weights.download import download
from app.frame import navigation
from app.frame.text import labels, plain
from app.server import trainings
from tests.app.session import at_page, sound, start
from tests.conftest import problem
from tests.faults.conftest import Disk
from tests.faults.killed_writer import train

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
BAD = pytest.mark.parametrize("bad", ["full", "read-only"])


def spoil(disk: Disk, bad: str) -> None:
    disk.fill() if bad == "full" else disk.lock()


def left(disk: Disk) -> set[str]:
    """Unfinished files."""
    return {path.name for path in disk.folder.rglob("*.partial")}


def press(app: AppTest, key: str) -> AppTest:
    """The session after a button, by its words, was pressed."""
    (button,) = [button for button in app.button if button.label == labels("en")[key]]
    return sound(button.click().run())


def told(app: AppTest, kind: str, **values: object) -> bool:
    return Problem(kind, **values).sentence("en", plain) in {error.value for error in app.error}


@pytest.fixture
def stopped(home: Disk) -> Run:
    """A training that was stopped in the middle, on that disk."""
    run = Run(files.OWN_RUNS / "mine")
    train(run, until=4)
    run.write("asked.json", {"arguments": ["shapes", "--network", "alexnet", "--hidden", "16", "--set", "passes=1"]})
    with FileLock(run.folder / "lock"):
        pass
    assert run.resumable
    return run


@BAD
def test_pages_say_it_and_work(home: Disk, stopped: Run, bad: str) -> None:
    """Resuming, a new training, keeping a network."""
    spoil(home, bad)
    app = start(page="train")
    assert "mine" in app.selectbox(key="run").value
    assert told(press(app, "train.keep"), "export.no_room", path=files.OWN_WEIGHTS / "mine.safetensors")
    assert told(press(app, "train.resume"), "run.no_room", folder=stopped.folder)
    press(app, "train.start")
    assert any(labels("en")["train.start"] == button.label for button in app.button)
    assert len(app.error) == 1 and plain(str(files.OWN_RUNS)) in app.error[0].value
    assert trainings.active() is None and left(home) == set()
    assert not list(files.OWN_WEIGHTS.glob("*")) and stopped.resumable


@BAD
def test_every_page_opens(home: Disk, stopped: Run, bad: str) -> None:
    spoil(home, bad)
    app = start()
    for lesson in navigation.LESSONS:
        assert not at_page(app, lesson).error, lesson


@BAD
def test_a_training_is_not_spoilt(home: Disk, stopped: Run, bad: str) -> None:
    before = stopped.steps(), read_checkpoint(stopped.folder / "checkpoint.pt")["trainer"]["step"]
    spoil(home, bad)
    with problem("run.no_room"):
        train(stopped)
    assert (stopped.steps(), read_checkpoint(stopped.folder / "checkpoint.pt")["trainer"]["step"]) == before
    assert left(home) == set() and not stopped.running


def test_a_training_goes_on_when_there_is_room(home: Disk, stopped: Run, tmp_path) -> None:
    """The disk is full at one file after the other: the steps, the record, the checkpoint."""
    whole = Run(tmp_path / "whole")
    train(whole)
    checkpoint = stopped.folder / "checkpoint.pt"
    for free in (0, 20_000, 200_000, checkpoint.stat().st_size // 2):
        home.fill(free)
        with problem("run.no_room"):
            train(stopped)
        home.drain()
        assert read_checkpoint(checkpoint)["trainer"]["step"] >= 5 and stopped.record() and left(home) == set()
    train(stopped)
    assert [step["loss"] for step in stopped.steps()] == [step["loss"] for step in whole.steps()]


def test_why_it_ended_is_known_where_nothing_could_be_written(home: Disk, stopped: Run) -> None:
    home.fill()
    assert trainings.problem(stopped).kind == "run.no_room"
    home.drain()
    assert trainings.problem(stopped).kind == "run.failed"


@BAD
def test_the_command_line_says_it(home: Disk, bad: str) -> None:
    spoil(home, bad)
    command = [sys.executable, "-m", "alexnet", "train", "shapes", "--name", "new"]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | {"ALEXNET_HOME": str(home.folder)}, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == str(Problem("run.no_room", folder=files.OWN_RUNS / "new"))
    assert "Traceback" not in ended.stderr


@BAD
def test_a_download_says_it(disk, bad: str, tmp_path) -> None:
    small, source = disk("1m"), tmp_path / "file"
    source.write_bytes(bytes(2_000_000))
    (small.folder / "weights").mkdir()
    if bad == "read-only":
        small.lock()
    path, digest = small.folder / "weights" / "a.pth", hashlib.sha256(source.read_bytes()).hexdigest()
    with problem("download.no_room"):
        download(source.as_uri(), path, digest, 2_000_000, lambda share: None)
    assert not list((small.folder / "weights").iterdir())
