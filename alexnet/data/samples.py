"""A few photos of each class of a data set, without reading the rest: what one would train on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from alexnet.data import sets
from alexnet.data.entries import Entry, Reader
from alexnet.data.folders import sort_out
from alexnet.data.shapes import KINDS, textures
from alexnet.data.squares import square_of
from alexnet.errors import Problem
from alexnet.registry import pick

EACH = 4  # photos of a class
CLASSES = 10  # that are shown, spread over all there are
SIDE = 64  # pixels of a photo


@dataclass(frozen=True, eq=False)
class Samples:
    """Some photos of a data set.

    Attributes:
        names: of the classes shown.
        pictures: `EACH` photos or fewer of each of them, SIDE x SIDE.
        classes: how many there are in all.
        photos: roughly how many one would train on.
        left_out: files that one would not, by `data.folders.REASONS`.
    """

    names: tuple[str, ...]
    pictures: tuple[tuple[Image.Image, ...], ...]
    classes: int
    photos: int
    left_out: Mapping[str, int] = field(default_factory=dict)


def samples(name: str, sources: Sequence[Path] = ()) -> Samples | None:
    """A few photos of the data set called `name`; None where nothing can be seen before it is downloaded.

    Raises:
        ValueError: for a name that there is not.
        Problem: those of `data.sets.load` that need no more than a look.

    Example:
        >>> found = samples("shapes")
        >>> found.names[:2], [len(pictures) for pictures in found.pictures[:2]], found.photos
        (('horizontal-stripes', 'vertical-stripes'), [4, 4], 4000)
    """
    pick(sets.DATASETS, name)
    return FOUND[name](sources) if name in FOUND else None


def _shapes(_: Sequence[Path]) -> Samples:
    pixels, classes = textures(EACH * len(KINDS), 1)  # the first of those that are trained on
    return _grouped(pixels, classes, KINDS, 4000)


def _cifar10(_: Sequence[Path]) -> Samples | None:
    from torchvision.datasets import CIFAR10

    try:
        part = CIFAR10(sets.CACHE, train=False)
    except (RuntimeError, OSError):  # it is not there, or not whole
        return None
    return _grouped(part.data.transpose(0, 3, 1, 2), np.array(part.targets), tuple(part.classes), 50_000)


def _imagenette(_: Sequence[Path]) -> Samples | None:
    home = sets.CACHE / "imagenette2-160"
    return _folder([home]) if home.is_dir() else None


def _folder(sources: Sequence[Path]) -> Samples:
    if not sources or not str(sources[0]).strip(" ."):
        raise Problem("dataset.no_source")
    found = sort_out(sources)
    by_class: dict[str, list[Entry]] = {}
    for entry, name in found.train:
        by_class.setdefault(name, []).append(entry)
    names = sorted(by_class)
    reader = Reader()
    chosen = tuple(names[place] for place in _spread(len(names), CLASSES))
    pictures = tuple(tuple(_read(by_class[name], reader)) for name in chosen)
    photos = len(found.train) if found.val else round((1 - sets.HELD_BACK) * len(found.train))
    return Samples(chosen, pictures, len(names), photos, found.left_out)


FOUND: dict[str, Callable[[Sequence[Path]], Samples | None]] = {
    "shapes": _shapes, "folder": _folder, "cifar10": _cifar10, "imagenette": _imagenette,
}  # fmt: skip


def _grouped(pixels: np.ndarray, classes: np.ndarray, names: tuple[str, ...], photos: int) -> Samples:
    """The first photos of each class of (N, 3, side, side) uint8 squares."""
    first = [np.flatnonzero(classes == number)[:EACH] for number in range(len(names))]
    pictures = tuple(tuple(_picture(pixels[row]) for row in rows) for rows in first)
    return Samples(names, pictures, len(names), photos)


def _read(entries: list[Entry], reader: Reader) -> list[Image.Image]:
    """The first good ones among a few photos spread over `entries`."""
    squares = (square_of(entries[place], SIDE, reader) for place in _spread(len(entries), 3 * EACH))
    return [_picture(square) for square in islice((one for one in squares if one is not None), EACH)]


def _picture(square: np.ndarray) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(square.transpose(1, 2, 0)))
    return picture if picture.width == SIDE else picture.resize((SIDE, SIDE), Image.Resampling.NEAREST)


def _spread(count: int, most: int) -> list[int]:
    """Up to `most` places below `count`, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()
