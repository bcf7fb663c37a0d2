"""The same training from several seeds: how differently coloured the two towers ended each time."""

import json
from dataclasses import dataclass
from pathlib import Path

from alexnet.errors import Problem
from alexnet.training.record import Record


@dataclass(frozen=True)
class SeedRun:
    """One training: its seed (None if nobody wrote it down), the steps done, the split index of GPU 1 and of GPU 2 then."""

    seed: int | None
    steps: int
    split: tuple[float, float]


def of_record(record: Record) -> SeedRun:
    """The end of a recorded training."""
    return SeedRun(record.how.get("seed"), int(record.steps[-1]), tuple(record.split()[-1].tolist()))


def read_seeds(path: Path) -> list[SeedRun]:
    """The trainings in a JSON list of {"seed", "steps", "split": [GPU 1, GPU 2]}; none if there is no such file.

    Raises:
        Problem: "record.damaged".
    """
    try:
        told = json.loads(path.read_text("utf-8"))
        return [SeedRun(int(run["seed"]), int(run["steps"]), _pair(run["split"])) for run in told]
    except FileNotFoundError:
        return []
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Problem("record.damaged", name=path.name) from error


def _pair(split: list[float]) -> tuple[float, float]:
    first, second = (float(share) for share in split)
    if not (0 <= first <= 1 and 0 <= second <= 1):
        raise ValueError(f"a share is in [0, 1], not {split}")
    return first, second
