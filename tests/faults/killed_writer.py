"""Trains, again and again, in processes that kill themselves in the middle of writing; says what each has left.

`python -m tests.faults.killed_writer FOLDER MOMENTS` prints a line of JSON for each of MOMENTS moments of each writer.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric

from alexnet.data.squares import Squares
from alexnet.training import diary
from alexnet.training.plan import Plan
from alexnet.training.recipe import CLASSROOM
from alexnet.training.record import Record
from alexnet.training.run import Run, read_checkpoint
from alexnet.weights.files import described, load

WRITERS = {"checkpoint": (diary, "save_checkpoint"), "record": (Record, "save"), "steps": (diary._Diary, "forget"),
           "network": (diary, "save")}  # fmt: skip
PLAN = Plan("alexnet", (16, 16), replace(CLASSROOM, passes=3, batch=8, precision="32-true"), "shapes")


def train(run: Run, until: int | None = None) -> None:
    """Nine steps with a checkpoint after every second."""
    pixels = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (24, 3, 64, 64), dtype=np.uint8))
    data = Squares(pixels, torch.arange(24) % 3, ("cat", "dog", "rose"))
    for step in diary.train_run(run, PLAN, data, data, Fabric(accelerator="cpu", devices=1), save_every=2):
        if step.number == until:
            run.ask_to_stop()


def apart(work: Callable[[], None]) -> int:
    """Does `work` in a process of its own; gives the number of the signal that killed it, 0 for none."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def watched(writer: str, moment: int, told: Path) -> None:
    """At the call number `moment` of any function inside the first writing of `writer` this process is killed.

    `told`: a file for how many there were, if there were fewer.
    """
    owner, name = WRITERS[writer]
    write, calls = getattr(owner, name), count(1)

    def kill(*_: object) -> None:
        if next(calls) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watching(*arguments: object) -> None:
        setattr(owner, name, write)
        sys.setprofile(kill)
        write(*arguments)
        sys.setprofile(None)
        told.write_text(str(next(calls) - 1))

    setattr(owner, name, watching)


def main(folder: Path, moments: int) -> None:
    torch.set_num_threads(1)
    whole, begun, told = Run(folder / "whole"), Run(folder / "begun"), folder / "calls"
    apart(lambda: train(whole))
    apart(lambda: train(begun, until=4))
    for writer in WRITERS:
        run = Run(folder / f"{writer}-counted")
        shutil.copytree(begun.folder, run.folder)
        apart(lambda: (watched(writer, 0, told), train(run)))  # noqa: B023
        calls = int(told.read_text())
        for moment in (calls + 1 - np.geomspace(1, calls, moments).astype(int)).tolist():  # most of them near the end
            run = Run(folder / f"{writer}-{moment}")
            shutil.copytree(begun.folder, run.folder)
            killed = apart(lambda: (watched(writer, moment, told), train(run)))  # noqa: B023
            found = {"writer": writer, "moment": moment, "killed": killed}
            found["checkpoint"] = read_checkpoint(run.folder / "checkpoint.pt")["trainer"]["step"]
            found["seen"] = len(run.steps()), len(run.record().steps)  # by those who watch
            found["resumed"] = apart(lambda: train(run))  # noqa: B023
            found["same"] = [step["loss"] for step in run.steps()] == [step["loss"] for step in whole.steps()]
            found["done"] = (run.folder / "done").is_file() and load(described("kept", run.network))[1] == ("cat", "dog", "rose")
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
