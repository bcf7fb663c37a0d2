"""The paper's numbers beside our own: counted on the network, or read from a recorded experiment."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import torch

from alexnet.files import ASSETS, RECORDS
from alexnet.lessons.gpus_seeds import read_seeds
from alexnet.lessons.relu_race import STARTS
from alexnet.network.anatomy import LayerFacts, anatomy
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.recorded import read

FILE = ASSETS / "history" / "claims.toml"


@dataclass(frozen=True)
class Claim:
    """One number of the paper.

    Attributes:
        key: its name in the file, and in the words that tell what it is.
        section: of the paper.
        paper, notes: as the paper prints it, and as the authors noted it; "" where they do not.
        ours: the name of one of `OURS`, or "".
    """

    key: str
    section: str
    paper: str
    notes: str
    ours: str


@dataclass(frozen=True)
class Ours:
    """Our own number: `value`, and whether it was counted ("computed") or comes from an experiment ("measured")."""

    value: str
    kind: str


@cache
def claims() -> list[Claim]:
    """Every claim, in the paper's order."""
    return [Claim(key, **told) for key, told in tomllib.loads(FILE.read_text("utf-8")).items()]


@cache
def layers() -> dict[str, LayerFacts]:
    """The paper's network at full width, for 227x227 photos."""
    with torch.device("meta"):
        return {layer.name: layer for layer in anatomy(TwoGpuAlexNet())}


def _parameters() -> Ours:
    return Ours(f"{sum(layer.parameters for layer in layers().values()):,}", "computed")


def _neurons() -> Ours:
    shapes = [layer.shape for layer in layers().values() if layer.kind in ("conv", "dense")]
    return Ours(f"{sum(torch.Size(shape).numel() for shape in shapes):,}", "computed")


def _first_layer() -> Ours:
    maps, rows, columns = layers()["conv1"].shape
    return Ours(f"{rows} x {columns} x {maps} = {maps * rows * columns:,}", "computed")


def _convs() -> Ours:
    total = sum(layer.parameters for layer in layers().values())
    shares = {layer.name: layer.parameters / total for layer in layers().values() if layer.kind == "conv"}
    return Ours(", ".join(f"{name} {share:.2%}" for name, share in shares.items()), "computed")


def _rows() -> Ours:
    down = {side: (side - 11) // 4 + 1 for side in (224, 227)}
    return Ours(", ".join(f"{side} -> {rows}" for side, rows in down.items()), "computed")


def _crops() -> Ours:
    places = 256 - 224
    return Ours(
        f"{places} x {places} x 2 = {places**2 * 2:,}; {places + 1} x {places + 1} x 2 = {(places + 1) ** 2 * 2:,}", "computed"
    )


def _relu() -> Ours:
    """tanh's steps by ReLU's, for both kinds of first weights."""
    return Ours("; ".join(f"{_steps('tanh', start) / _steps('relu', start):.1f} x" for start in STARTS), "measured")


def _steps(kind: str, start: str) -> float:
    runs = [run for run in read("relu_race")["runs"] if (run["activation"], run["start"]) == (kind, start)]
    return median(run["steps"] or run["error"][-1][0] for run in runs)


def _split() -> Ours:
    apart = [abs(run.split[0] - run.split[1]) for run in read_seeds(RECORDS / "two-gpu-seeds.json")]
    return Ours(", ".join(f"{one:.2f}" for one in apart), "measured")


def _augmentation() -> Ours:
    return Ours(_gaps("augmentation", "augmentation", ("without", "with")), "measured")


def _dropout() -> Ours:
    return Ours(_gaps("dropout", "dropout", (0.0, 0.5)), "measured")


def _slower() -> Ours:
    """Passes until half of the training photos are named right, with dropout by without."""
    without, with_ = passes_to_half(read("dropout")["runs"])
    return Ours(f"{with_ / without:.1f} x", "measured")


def passes_to_half(runs: list[dict[str, Any]]) -> tuple[float, float]:
    """Of the recorded trainings without and with dropout: passes until half of the training photos are right, as medians."""
    reached: dict[float, list[int]] = {0.0: [], 0.5: []}
    for run in runs:
        reached[run["dropout"]].append(next(n for n, error in enumerate(run["train_error"]) if error <= 0.5))
    return median(reached[0.0]), median(reached[0.5])


def _gaps(name: str, key: str, kinds: tuple[object, object]) -> str:
    """Error on held-back photos, without -> with, as medians of the seeds."""
    ends = [median(run["val_error"][-1] for run in read(name)["runs"] if run[key] == kind) for kind in kinds]
    return f"{ends[0]:.1%} -> {ends[1]:.1%}"


OURS: dict[str, Callable[[], Ours]] = {
    "parameters": _parameters, "neurons": _neurons, "first_layer": _first_layer, "convs": _convs, "rows": _rows,
    "crops": _crops, "relu": _relu, "split": _split, "augmentation": _augmentation, "dropout": _dropout,
    "slower": _slower,
}  # fmt: skip


def ours(claim: Claim) -> Ours | None:
    """Our own number for a claim; None where we have none. Raises Problem "record.damaged" for a missing experiment."""
    return OURS[claim.ours]() if claim.ours else None
