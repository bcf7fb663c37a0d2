"""Trainings that a class can watch: each is a process of its own that outlives pages, browsers and this server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from alexnet import files
from alexnet.errors import Problem
from alexnet.training.run import Run, new_name, room, runs

ROOT = Path(__file__).resolve().parent.parent.parent
ROOM = 1 << 16  # bytes free, below which a process could not even write down why it ended
CORES = os.cpu_count() or 1
# One core stays for the readers: torch's threads wait for each other, and where one is held up, all crawl.
THREADS = {"OMP_NUM_THREADS": str(max(1, CORES - 1))}
_processes: dict[str, subprocess.Popen[bytes]] = {}  # that this server has started, by the name of the run


def start(arguments: list[str], name: str | None = None) -> Run:
    """Begins or resumes a training in a process of its own. Raises Problem "run.no_room"."""
    run = Run(files.OWN_RUNS / (name or new_name()))
    with room(run.folder):
        run.folder.mkdir(parents=True, exist_ok=True)
        run.write("asked.json", {"arguments": arguments})
        for file in ("problem.json", "stop"):
            (run.folder / file).unlink(missing_ok=True)
        log = (run.folder / "log.txt").open("wb")
    polite = [nice, "-n", "5"] if (nice := shutil.which("nice")) else []  # the readers of the pages come first
    with log:
        process = subprocess.Popen(
            [*polite, sys.executable, "-m", "alexnet", "train", *arguments, "--name", run.name],
            cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, env=os.environ | THREADS,
        )  # fmt: skip
    _processes[run.name] = process
    return run


def resume(run: Run) -> None:
    """Goes on with a run from its checkpoint, as it was asked for."""
    start(run.asked, run.name)


def state(run: Run) -> str:
    """ "preparing", "running", "done", "failed" or "stopped"."""
    process = _processes.get(run.name)
    if run.running:
        return "running"
    if process is not None and process.poll() is None:
        return "preparing"
    if (run.folder / "done").exists():
        return "done"
    crashed = process is not None and process.returncode != 0
    return "failed" if run.problem or crashed else "stopped"


def lost(name: str | None) -> Run | None:
    """The run of this name if it could not go on."""
    run = Run(files.OWN_RUNS / name) if name else None
    return run if run and run.folder.is_dir() and state(run) == "failed" else None


def problem(run: Run) -> Problem:
    """Why it could not go on."""
    if run.problem:
        return run.problem
    if shutil.disk_usage(run.folder).free < ROOM:
        return Problem("run.no_room", folder=run.folder)
    return Problem("run.failed", name=run.name, log=run.folder / "log.txt")


def active() -> Run | None:
    """The training that runs or is being prepared; None if there is none."""
    waiting = [Run(files.OWN_RUNS / name) for name, process in _processes.items() if process.poll() is None]
    return next((run for run in runs() if run.running), waiting[0] if waiting else None)
