"""What has been recorded: experiments, trainings, mix-ups; read once for all readers, again when the file has changed."""

from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from alexnet.classes.confusion import Confusion
from alexnet.classes.confusion import recorded as recorded_confusion
from alexnet.classes.tree import Tree, imagenet
from alexnet.recorded import read
from alexnet.training.answers import Answers, read_answers
from alexnet.training.record import Record, read_record
from alexnet.training.run import Run
from app.charts.encoded import data_uri
from app.charts.gpus_film import contrast, sprite

MOMENTS = 40  # of a record that travel to the browser, about 40 kB each


@lru_cache(16)  # at most 1 MB each
def recorded(name: str) -> dict[str, Any]:
    """The record of an experiment, assets/runs/<name>.json. Raises Problem "record.damaged"."""
    return read(name)


@lru_cache(8)  # 1 MB each
def confusion(name: str) -> tuple[Confusion, Tree] | None:
    """What the network called `name` took for what, and the tree above its classes; None where nothing is recorded."""
    found = recorded_confusion(name)
    return (found, imagenet().of(found.classes)) if found else None


def training(path: Path) -> Record:
    """The record of a training in a file. Raises Problem "record.damaged"."""
    return _training(_version(path), path)


@st.cache_resource(max_entries=4, show_spinner=False)  # 4 MB each
def _training(version: Hashable, _path: Path) -> Record:
    return read_record(_path)


def frames(path: Path) -> tuple[np.ndarray, str, list[list[float]], np.ndarray]:
    """Of the record in a file: which moments are shown, their kernels as a sprite, how strongly to draw each, their split."""
    return _frames(_version(path), path)


@st.cache_resource(max_entries=2, show_spinner=False)  # 2 MB each
def _frames(version: Hashable, _path: Path) -> tuple[np.ndarray, str, list[list[float]], np.ndarray]:
    record = training(_path)
    kernels = record.kernels.float().numpy()
    shown = np.unique(np.linspace(0, len(kernels) - 1, min(len(kernels), MOMENTS)).round().astype(int))
    return shown, data_uri(sprite(kernels[shown])), contrast(kernels[shown]).round(2).tolist(), record.split()[shown]


def run_steps(run: Run) -> list[dict[str, Any]]:
    """The steps of a training; read again when there are more."""
    file = run.folder / "steps.jsonl"
    return _steps(_version(file), run) if file.is_file() else []


@st.cache_resource(max_entries=4, show_spinner=False)  # 1 kB a step
def _steps(version: Hashable, _run: Run) -> list[dict[str, Any]]:
    return _run.steps()


def run_record(run: Run) -> Record | None:
    """The kernels and accuracies of a training; read again when there are more."""
    file = run.folder / "record.safetensors"
    return training(file) if file.is_file() else None


def run_answers(run: Run) -> Answers | None:
    """What a training says to a few photos held back; read again when it says something new."""
    return _answers(_version(run.answers), run.answers) if run.answers.is_file() else None


@st.cache_resource(max_entries=4, show_spinner=False)  # 130 kB each
def _answers(version: Hashable, _path: Path) -> Answers:
    return read_answers(_path)


def _version(path: Path) -> Hashable:
    """Changes with what is in the file."""
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), stat.st_size, stat.st_mtime_ns
