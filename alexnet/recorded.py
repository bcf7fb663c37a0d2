"""What an experiment leaves: its settings, seeds, versions and every point, in assets/runs/<name>.json."""

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from alexnet.errors import Problem
from alexnet.files import RECORDS, whole


def write(name: str, settings: Mapping[str, object], runs: Sequence[Mapping[str, object]], folder: Path = RECORDS) -> Path:
    """Writes the record; gives its path. Floats are cut to five digits. What was there stays until the new one is whole."""
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    text = json.dumps({"name": name, "settings": settings, "versions": versions, "runs": _short(runs)}, separators=(",", ":"))
    path = folder / f"{name}.json"
    with whole(path) as unfinished:
        unfinished.write_text(text.replace('{"seed"', '\n{"seed"') + "\n", "utf-8")
    return path


def read(name: str, folder: Path = RECORDS) -> dict[str, Any]:
    """The record called `name`. Raises Problem, "record.damaged", where it is missing or no JSON."""
    try:
        return json.loads((folder / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem("record.damaged", name=name) from error


def _short(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    return [_short(inner) for inner in value] if isinstance(value, list | tuple) else value
