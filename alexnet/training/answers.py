"""What a network says to a few photos held back while it learns: what those who watch a training look at."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import interpolate

from alexnet.data.sets import Photos
from alexnet.errors import Problem
from alexnet.files import whole

SHOWN = 10  # photos, each of another class as far as there are so many
SIDE = 64  # pixels of a photo that is shown


@dataclass(frozen=True)
class Answers:
    """The newest answers.

    Attributes:
        step: steps done when they were given.
        pixels: (n, 3, side, side) uint8 photos, `side` at most `SIDE`.
        classes: (n,) what they show: places among the classes of the training.
        answers: (n,) the likeliest class of each.
        shares: (n,) its probability, in [0, 1].
    """

    step: int
    pixels: np.ndarray
    classes: np.ndarray
    answers: np.ndarray
    shares: np.ndarray

    def save(self, path: Path) -> None:
        """Writes one .safetensors file."""
        numbers = {name: torch.from_numpy(getattr(self, name)) for name in ("pixels", "classes", "answers", "shares")}
        with whole(path) as unfinished:
            save_file(numbers, unfinished, {"step": str(self.step)})


def read_answers(path: Path) -> Answers:
    """The answers in a file that `Answers.save` wrote. Raises Problem "record.damaged"."""
    try:
        with safe_open(path, "pt") as file:
            numbers = {name: file.get_tensor(name).numpy() for name in file.keys()}  # noqa: SIM118
            return Answers(int(file.metadata()["step"]), **numbers)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise Problem("record.damaged", name=path.name) from error


def shown(data: Photos, count: int = SHOWN) -> tuple[Tensor, Tensor]:
    """Up to `count` photos, (n, 3, side, side) uint8, and their classes, (n,): the first ones of classes spread evenly.

    Example:
        >>> from alexnet.data.squares import Squares
        >>> data = Squares(torch.zeros(6, 3, 8, 8, dtype=torch.uint8), torch.tensor([0, 0, 1, 1, 2, 2]), ("a", "b", "c"))
        >>> shown(data, 2)[1].tolist(), shown(data, 5)[1].tolist()
        ([0, 2], [0, 0, 1, 1, 2])
    """
    by_class = [np.flatnonzero(data.classes.numpy() == number) for number in range(len(data.names))]
    there = [rows for rows in by_class if len(rows)]
    places = np.unique(np.linspace(0, len(there) - 1, min(count, len(there))).round().astype(int))
    each = -(-count // len(places))
    rows = sorted((nth, place, int(there[place][nth])) for place in places for nth in range(min(each, len(there[place]))))[:count]
    return data.__getitems__([row for _, _, row in sorted(rows, key=lambda row: row[1:])])


def small(pixels: Tensor) -> Tensor:
    """(n, 3, side, side) uint8 photos at `SIDE` px where they are larger."""
    if pixels.shape[-1] <= SIDE:
        return pixels
    reduced = interpolate(pixels.float(), (SIDE, SIDE), mode="bilinear", align_corners=False, antialias=True)
    return reduced.round().clamp(0, 255).to(torch.uint8)
