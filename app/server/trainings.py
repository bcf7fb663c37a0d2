"""Trainings that a class can watch: each is a process of its own that outlives pages, browsers and this server."""

import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import streamlit as st

from alexnet import files
from alexnet.data.sets import DATASETS, side_of
from alexnet.device import best_device, describe
from alexnet.errors import Problem
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from alexnet.training.run import Run, new_name, runs
from app.frame import address
from app.frame.text import t
from app.server import shared

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTH = 1024  # of fc6 and fc7: a laptop trains it in minutes, and the file stays below 30 MB


def asked() -> list[str]:
    """Draws what can be chosen; gives the command line's arguments for it."""
    kinds = {name: t(f"train.{name}") for name in NETWORKS}
    network = address.choose(st.segmented_control, t("train.network"), kinds, "train-network", "two-gpu", required=True)
    sets = {name: t(f"train.{name}") for name in DATASETS}
    data = address.choose(st.selectbox, t("train.data"), sets, "train-data", "shapes")
    source = [st.text_input(t("train.path"), key="train-path")] if DATASETS[data].wants_path else []
    names = {name: t(f"train.{name}") for name in RECIPES}
    recipe = address.choose(st.segmented_control, t("train.recipe"), names, "train-recipe", "classroom", required=True)
    passes = st.slider(t("train.passes"), 1, 90, RECIPES[recipe].passes, key=f"passes-{recipe}")
    with st.expander(t("train.fields")):
        rows = "".join(
            f"| {f.name} | {str(getattr(RECIPES[recipe], f.name)).replace('|', ' ')} | {t(f'recipe.{f.name}')} |\n"
            for f in fields(RECIPES[recipe])
        )
        st.markdown(f"| {t('train.field')} | {t('train.value')} | {t('train.meaning')} |\n|---|---|---|\n{rows}")
    st.caption(t("train.device", device=describe(best_device())))
    settings = ["--set", f"passes={passes}", "--side", str(side_of(data)), "--hidden", str(WIDTH)]
    return [data, *source, "--network", network, "--recipe", recipe, *settings]


def start(arguments: list[str], name: str | None = None) -> Run:
    """Begins or resumes a training in a process of its own."""
    run = Run(files.OWN_RUNS / (name or new_name()))
    run.folder.mkdir(parents=True, exist_ok=True)
    run.write("asked.json", {"arguments": arguments})
    for file in ("problem.json", "stop"):
        (run.folder / file).unlink(missing_ok=True)
    polite = [nice, "-n", "5"] if (nice := shutil.which("nice")) else []  # the readers of the pages come first
    with (run.folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*polite, sys.executable, "-m", "alexnet", "train", *arguments, "--name", run.name],
            cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    shared.processes()[run.name] = process
    return run


def resume(run: Run) -> None:
    """Goes on with a run from its checkpoint, as it was asked for."""
    start(run.asked, run.name)


def state(run: Run) -> str:
    """ "preparing", "running", "done", "failed" or "stopped"."""
    process = shared.processes().get(run.name)
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
    return run.problem or Problem("run.failed", name=run.name, log=run.folder / "log.txt")


def active() -> Run | None:
    """The training that runs or is being prepared; None if there is none."""
    waiting = [Run(files.OWN_RUNS / name) for name, process in shared.processes().items() if process.poll() is None]
    return next((run for run in runs() if run.running), waiting[0] if waiting else None)
