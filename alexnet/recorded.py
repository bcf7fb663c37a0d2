"""What an experiment leaves: its settings, seeds, versions and every point, in assets/runs/<name>.json."""

import json
import os
import platform
from pathlib import Path

import torch

from alexnet.data.entries import labelled_photos
from alexnet.errors import Problem

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "runs"
TEN = (  # ten classes of Tiny ImageNet that people tell apart at a glance
    "n01443537", "n02056570", "n02123045", "n02206856", "n02279972",
    "n02504458", "n04146614", "n04285008", "n07747607", "n07920052",
)  # fmt: skip


def write(name: str, settings: dict[str, object], runs: list[dict[str, object]], folder: Path = FOLDER) -> Path:
    """Writes the record; gives its path. Floats are cut to five digits. What was there stays until the new one is whole."""
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    text = json.dumps({"name": name, "settings": settings, "versions": versions, "runs": _short(runs)}, separators=(",", ":"))
    path = folder / f"{name}.json"
    unfinished = path.with_suffix(".partial")
    unfinished.write_text(text.replace('{"seed"', '\n{"seed"') + "\n", "utf-8")
    os.replace(unfinished, path)
    return path


def read(name: str, folder: Path = FOLDER) -> dict[str, object]:
    """The record called `name`. Raises Problem, "record.damaged", where it is missing or no JSON."""
    try:
        return json.loads((folder / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem("record.damaged", name=name) from error


def photos_of(sources: list[Path], wnids: tuple[str, ...], most: int | None = None) -> list[tuple[int, bytes]]:
    """(class, file) of the photos below `sources` whose class is one of `wnids`, at most `most` a class, class by class."""
    kept: dict[str, list[bytes]] = {wnid: [] for wnid in wnids}
    for source in sources:
        for wnid, data in labelled_photos(source):
            if wnid in kept and (most is None or len(kept[wnid]) < most):
                kept[wnid].append(data)
    if not all(kept.values()):
        raise Problem("dataset.empty", path=sources[0])
    return [(number, data) for number, wnid in enumerate(wnids) for data in kept[wnid]]


def _short(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    return [_short(inner) for inner in value] if isinstance(value, list | tuple) else value
