"""A training on disk: one folder a run, written by the process that trains and read by everybody who watches."""

import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from filelock import FileLock, Timeout
from safetensors import SafetensorError

from alexnet import files
from alexnet.errors import Message, Problem
from alexnet.training.record import Record, read_record
from alexnet.weights.sources import SUFFIXES


@dataclass(frozen=True)
class Run:
    """The files of one training.

    `settings.json`: what was asked for. `steps.jsonl`: one line a step. `record.safetensors`: `record.Record`.
    `checkpoint.pt`: to resume from. `network.safetensors`: the network, as `weights.files.load` takes it. `problem.json`:
    why it ended. `stop`: somebody wants it to stop. `lock`: held by the process that trains. `answers.safetensors`:
    `answers.Answers`. `on-its-way.safetensors`: the network while it learns. `kept.json`: the name under which it was kept.
    """

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def settings(self) -> dict[str, Any]:
        """What was asked for: network, data, recipe ...; {} while the process has not begun."""
        return self._json("settings.json") or {}

    @property
    def asked(self) -> list[str]:
        """The command line's arguments for it, where the app started it."""
        return (self._json("asked.json") or {"arguments": []})["arguments"]

    @property
    def network(self) -> Path:
        """The file of the network, once it was stopped or is finished."""
        return self.folder / "network.safetensors"

    @property
    def answers(self) -> Path:
        """The file of what it says to a few photos held back, once it has begun."""
        return self.folder / "answers.safetensors"

    @property
    def on_its_way(self) -> Path:
        """The file of the network while it learns, a few seconds old."""
        return self.folder / "on-its-way.safetensors"

    @property
    def newest(self) -> Path | None:
        """The newest file of the network, whether it learns or has ended; None while there is none."""
        return next((path for path in (self.on_its_way, self.network) if path.is_file()), None)

    @property
    def kept(self) -> str | None:
        """The name under which its network can be chosen, if it was kept and is still there."""
        name = (self._json("kept.json") or {}).get("name")
        return name if name and (files.OWN_WEIGHTS / f"{name}.safetensors").is_file() else None

    @property
    def running(self) -> bool:
        """Whether a process trains it right now."""
        if not (self.folder / "lock").exists():
            return False
        try:
            with FileLock(self.folder / "lock", timeout=0):
                return False
        except Timeout:
            return True
        except OSError:  # nobody trains where nobody can write
            return False

    @property
    def problem(self) -> Problem | None:
        """Why it ended, if it could not go on."""
        told = self._json("problem.json")
        return Problem.of(cast(Message, told)) if told else None

    def steps(self, after: int = 0) -> list[dict[str, Any]]:
        """The steps behind line `after`, as {"step", "total", "loss", "accuracy", "rate", "speed", "seconds"}."""
        try:
            with (self.folder / "steps.jsonl").open("rb") as file:
                lines = file.readlines()[after:]
        except FileNotFoundError:
            return []
        steps = []
        for line in lines:
            with suppress(ValueError):  # half written, or lost in a power cut
                steps.append(json.loads(line) if line.endswith(b"\n") else None)
        return [step for step in steps if isinstance(step, dict)]

    def record(self) -> Record | None:
        """The kernels and accuracies so far; None before the first moment."""
        path = self.folder / "record.safetensors"
        return read_record(path) if path.is_file() else None

    @property
    def resumable(self) -> bool:
        """Whether it was stopped, or killed, before its end and can go on."""
        path = self.folder / "checkpoint.pt"
        return path.is_file() and not self.running and not (self.folder / "done").exists()

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked it to stop."""
        return (self.folder / "stop").exists()

    def ask_to_stop(self) -> None:
        """The process ends after the step that it is at, and saves. Raises Problem "run.no_room"."""
        with room(self.folder):
            (self.folder / "stop").touch()

    def keep(self, name: str) -> Path:
        """Puts its network among those that can be chosen, as `name`.

        Raises:
            Problem: "run.name" for a name that is not made of letters, digits, - and _, or that is taken;
                "run.no_network" where there is none yet; "export.no_room" where it cannot be written.
        """
        source, target = self.network, files.OWN_WEIGHTS / f"{name}.safetensors"
        if not source.is_file():
            raise Problem("run.no_network")
        taken = any((files.OWN_WEIGHTS / f"{name}{suffix}").exists() for suffix in SUFFIXES)
        if taken or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 40:
            raise Problem("run.name", name=name)
        try:
            files.OWN_WEIGHTS.mkdir(parents=True, exist_ok=True)
            with files.whole(target) as unfinished:
                shutil.copyfile(source, unfinished)
        except OSError as error:
            raise Problem("export.no_room", path=target) from error
        with suppress(OSError):  # it is kept all the same
            self.write("kept.json", {"name": name})
        return target

    def write(self, file: str, content: Mapping[str, object]) -> None:
        """Writes a JSON file whole or not at all."""
        with files.whole(self.folder / file) as unfinished:
            unfinished.write_text(json.dumps(content), "utf-8")

    def _json(self, file: str) -> dict[str, Any] | None:
        try:
            return json.loads((self.folder / file).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None


def runs(folder: Path | None = None) -> list[Run]:
    """Every run in `folder`, or among one's own, the newest first."""
    folder = folder or files.OWN_RUNS
    found = [path for path in folder.glob("*") if (path / "settings.json").is_file()] if folder.is_dir() else []
    return [Run(path) for path in sorted(found, key=lambda path: (path / "settings.json").stat().st_mtime, reverse=True)]


def new_name() -> str:
    """A name for a new run: when it began."""
    return time.strftime("%Y-%m-%d-%H%M%S")


def device_lock(device: str, folder: Path) -> FileLock:
    """Held by whoever trains on `device` ("cpu", "cuda:0"): one training at a time a device."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"{device.replace(':', '-')}.lock", timeout=1)


def save_checkpoint(state: Mapping[str, object], path: Path) -> None:
    """Writes `state` to `path`; if that fails, what was there stays. Raises Problem "run.no_room"."""
    try:
        with files.whole(path, durable=True) as unfinished:
            torch.save(state, unfinished)
    except (OSError, RuntimeError) as error:  # torch reports a short write as a RuntimeError
        raise Problem("run.no_room", folder=path.parent) from error


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """Tells as Problem "run.no_room" that the disk of `folder` is full or read-only; safetensors has its own word for it."""
    try:
        yield
    except (OSError, SafetensorError) as error:
        raise Problem("run.no_room", folder=folder) from error


def read_checkpoint(path: Path) -> dict[str, Any]:
    """What `save_checkpoint` wrote; nothing in it is executed. Raises Problem "run.checkpoint"."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # a broken file raises one of many
        raise Problem("run.checkpoint", name=path.parent.name) from error
