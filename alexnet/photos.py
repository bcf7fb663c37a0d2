"""Photos for training, as squares of one size: kept in memory, or read from disk whenever they are asked for."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset

from alexnet.crops import Preprocessing, centre_crop
from alexnet.data import Entry, Reader
from alexnet.errors import Problem
from alexnet.image import decode

PART = 256  # photos read between two reports


@dataclass(frozen=True)
class Squares(Dataset):
    """Photos in memory.

    Attributes:
        pixels: (N, 3, side, side) uint8, RGB.
        classes: (N,) int64, places in `names`.
        names: of the classes: WordNet ids or folders' names.
        skipped: files that could not be read.
    """

    pixels: Tensor
    classes: Tensor
    names: tuple[str, ...]
    skipped: tuple[str, ...] = ()

    @property
    def side(self) -> int:
        return self.pixels.shape[-1]

    def __len__(self) -> int:
        return len(self.classes)

    def __getitems__(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) uint8 and (n,) int64."""
        return self.pixels[rows], self.classes[rows]

    def part(self, rows: Tensor) -> "Squares":
        """Only these photos."""
        return Squares(self.pixels[rows], self.classes[rows], self.names, self.skipped)


@dataclass(frozen=True)
class Files(Dataset):
    """Photos on disk, for data that memory cannot hold; as `Squares`, and safe in the workers of a DataLoader."""

    entries: tuple[Entry, ...]
    classes: Tensor
    names: tuple[str, ...]
    side: int
    skipped: tuple[str, ...] = ()
    _readers: dict[int, Reader] = field(default_factory=dict, repr=False)  # by process: a zip's handle is nobody else's

    def __len__(self) -> int:
        return len(self.entries)

    def __getitems__(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) uint8 and (n,) int64; for a photo that turns out broken the next good one stands in."""
        reader = self._readers.setdefault(os.getpid(), Reader())
        squares, classes = [], []
        for row in rows:
            square = None
            while square is None:
                square = square_of(self.entries[row], self.side, reader)
                row = (row + (square is None)) % len(self)
            squares.append(square)
            classes.append(self.classes[row])
        return torch.from_numpy(np.stack(squares)), torch.stack(classes)

    def __getstate__(self) -> dict:
        return self.__dict__ | {"_readers": {}}

    def part(self, rows: Tensor) -> "Files":
        """Only these photos."""
        kept = tuple(self.entries[row] for row in rows.tolist())
        return Files(kept, self.classes[rows], self.names, self.side, self.skipped)


def square_of(entry: Entry, side: int, reader: Reader) -> np.ndarray | None:
    """The (3, side, side) uint8 centre of a photo, its shorter side brought to `side` (paper, section 2); None if broken."""
    try:
        photo = decode(reader.read(entry), entry.name)
    except (Problem, OSError) as error:
        if isinstance(error, Problem) and error.kind == "data.damaged":
            raise
        return None
    return np.asarray(centre_crop(photo, Preprocessing(side, side)), np.uint8).transpose(2, 0, 1)


def in_memory(
    entries: Sequence[Entry], classes: Sequence[int], names: tuple[str, ...], side: int, report: Callable[[float], None]
) -> Squares:
    """Reads all photos. Broken ones are left out and named in `skipped`. `report` hears the share done and may raise."""
    pixels = np.empty((len(entries), 3, side, side), np.uint8)
    good = np.zeros(len(entries), bool)
    workers = os.cpu_count() or 1

    def read(rows: range) -> None:
        reader = Reader()
        for row in rows:
            if (square := square_of(entries[row], side, reader)) is not None:
                pixels[row], good[row] = square, True

    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(entries), PART * workers):
            stop = min(len(entries), start + PART * workers)
            list(pool.map(read, (range(start + first, stop, workers) for first in range(workers))))
            report(stop / len(entries))
    skipped = tuple(entry.name for entry, fine in zip(entries, good, strict=True) if not fine)
    kept = torch.from_numpy(pixels if good.all() else pixels[good])
    return Squares(kept, torch.tensor(classes, dtype=torch.int64)[torch.from_numpy(good)], names, skipped)


def whole(entry: Entry, reader: Reader) -> bool:
    """Whether the file begins like a photo; the quick look at data that are too many to be read."""
    from io import BytesIO

    try:
        with Image.open(BytesIO(reader.read(entry))) as photo:
            return min(photo.size) > 0
    except Exception:  # Pillow raises one of many
        return False
