"""Questions of the page Train: what one would train on, how long a step takes on this computer."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Hashable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from alexnet.data.samples import Samples, samples
from alexnet.errors import Problem
from alexnet.training.pace import STEPS
from alexnet.training.recipe import RECIPES, Recipe
from alexnet.training.run import runs
from app.server import records, trainings
from app.server.jobs import Question, Report

RECENT = 200  # steps of an earlier training from which its pace is taken
LOOKED = 10  # trainings, the newest ones, among which an equal one is looked for
PATIENCE = 120  # seconds after which measuring is given up


def sampled(name: str, sources: Sequence[str]) -> Question[Samples | None]:
    """A few photos of each class of a data set, as `alexnet.data.samples.samples` gives them."""
    version: Hashable = tuple(_changed(Path(source)) for source in sources)
    return Question(("samples", name, version), lambda report: samples(name, [Path(one) for one in sources]), slow=True)


def _changed(source: Path) -> Hashable:
    try:
        return str(source), source.stat().st_mtime_ns
    except (OSError, ValueError):
        return str(source), 0


def pace(network: str, recipe: str, width: int) -> Question[float]:
    """Seconds a step takes at the recipe's first size of crops: measured in a process of its own, which trains a few steps."""

    def work(report: Report) -> float:
        polite = [nice, "-n", "5"] if (nice := shutil.which("nice")) else []  # as a training itself
        command = [*polite, sys.executable, "-m", "alexnet.training.pace", network, recipe, str(width)]
        quiet, alike = subprocess.DEVNULL, os.environ | trainings.THREADS
        with subprocess.Popen(
            command, cwd=trainings.ROOT, env=alike, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, text=True
        ) as process:
            try:
                return _timed(process, report)
            finally:
                process.kill()

    return Question(("pace", network, recipe, width), work, slow=True)


def _timed(process: subprocess.Popen[str], report: Report) -> float:
    """The median of the steps but the first, which warms up; given up as soon as somebody trains."""
    assert process.stdout is not None
    told: SimpleQueue[str] = SimpleQueue()
    Thread(target=_pass_on, args=(process.stdout, told), daemon=True).start()
    began, steps = time.monotonic(), list[float]()
    while len(steps) < STEPS and time.monotonic() - began < PATIENCE:
        if trainings.active():
            raise Problem("job.stopped")
        with suppress(Empty):
            steps.append(float(told.get(timeout=0.2)))
        if process.poll() is not None and told.empty():
            break
        report(0.95 * len(steps) / STEPS)
    if len(steps) < 2:
        raise Problem("job.failed")
    return statistics.median(steps[1:])


def _pass_on(lines: Iterable[str], told: SimpleQueue[str]) -> None:
    for line in lines:
        told.put(line)


def earlier_pace(network: str, recipe: str, width: int) -> float | None:
    """Seconds that a step took in the newest training of the same network by the same recipe; None if there is none."""
    for run in runs()[:LOOKED]:
        told = run.settings
        if (told.get("network"), told.get("hidden")) == (network, [width, width]) and _alike(told.get("recipe"), RECIPES[recipe]):
            steps = records.run_steps(run)[-RECENT:]
            if len(steps) > STEPS:
                last, first = steps[-1], steps[0]
                share = _cost(RECIPES[recipe], last["step"] / last["total"])
                return (last["seconds"] - first["seconds"]) / (last["step"] - first["step"]) / share
    return None


def seconds(recipe: str, pace: float, steps: int) -> float:
    """How long `steps` steps take if one takes `pace` seconds at the recipe's first size of crops."""
    found = RECIPES[recipe]
    return pace * sum(_cost(found, step / steps) for step in range(steps))


def _cost(recipe: Recipe, share: float) -> float:
    """What a step costs when `share` of the training is done, by one of the first: crops grow, and the work with their area."""
    return (recipe.size_at(share) / recipe.sizes[0]) ** 2


def _alike(told: Any, recipe: Recipe) -> bool:
    """Whether a training's settings are the recipe's in what decides how long a step takes."""
    return bool(told) and (told["batch"], tuple(told["sizes"])) == (recipe.batch, recipe.sizes)
