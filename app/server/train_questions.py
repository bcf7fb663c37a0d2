"""Questions of the page Train: what one would train on, how long a step takes on this computer."""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Hashable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alexnet.data.samples import Samples, samples
from alexnet.errors import Problem
from alexnet.training.recipe import RECIPES, Recipe
from alexnet.training.run import Run, runs
from app.server import records, trainings
from app.server.jobs import Question, Report

STEPS = 5  # after which a training that is timed ends
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
    """Seconds a step takes at the recipe's first size of crops: measured in a training of its own that ends at once."""

    def work(report: Report) -> float:
        polite = [nice, "-n", "5"] if (nice := shutil.which("nice")) else []  # as a training itself
        command = [*polite, sys.executable, "-m", "alexnet", "train", "shapes", "--name", "pace"]
        # It ends at once; if the server is killed before, it ends by itself after three passes.
        chosen = ["--network", network, "--recipe", recipe, "--hidden", str(width), "--set", "passes=3"]
        with TemporaryDirectory() as folder:
            process = subprocess.Popen(
                [*command, *chosen, "--folder", folder], cwd=trainings.ROOT,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                return _timed(process, Run(Path(folder) / "pace"), report)
            finally:
                process.kill()
                process.wait()

    return Question(("pace", network, recipe, width), work, slow=True)


def _timed(process: subprocess.Popen[bytes], run: Run, report: Report) -> float:
    """The median of a training's first steps but one, which warms up; given up as soon as somebody trains."""
    began, done = time.monotonic(), run.steps()
    while len(done) < STEPS and process.poll() is None and time.monotonic() - began < PATIENCE:
        if trainings.active():
            raise Problem("job.stopped")
        time.sleep(0.2)
        done = run.steps()
        report(0.95 * len(done) / STEPS)
    moments = [step["seconds"] for step in done[:STEPS]]
    if len(moments) < 2:
        raise Problem("job.failed")
    return statistics.median(after - before for before, after in pairwise(moments))


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
