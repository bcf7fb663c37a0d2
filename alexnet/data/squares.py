"""Photos for training, as squares of one size: kept in memory, or read from disk whenever they are asked for."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from alexnet.data.entries import Entry, Reader
from alexnet.errors import Problem
from alexnet.photo.crops import Preprocessing, centre_crop
from alexnet.photo.image import MAX_BYTES, MAX_MEMORY, decode
from alexnet.photo.opening import need, opened

PART = 256  # photos that each thread reads between two reports
HEAD = 16_384  # bytes in which a photo's header ends as a rule

Report = Callable[[float], None]


@dataclass(frozen=True)
class Squares(Dataset[tuple[Tensor, Tensor]]):
    """Photos in memory.

    Example:
        >>> photos = Squares(torch.zeros(3, 3, 8, 8, dtype=torch.uint8), torch.tensor([0, 1, 1]), ("cat", "dog"))
        >>> len(photos), photos.side, photos.__getitems__([2, 0])[1].tolist()
        (3, 8, [1, 0])

    Attributes:
        pixels: (N, 3, side, side) uint8, RGB.
        classes: (N,) int64, places in `names`.
        names: of the classes: WordNet ids or folders' names.
        skipped: files that could not be read.
        left_out: how many others were not taken, by `data.folders.REASONS`.
    """

    pixels: Tensor
    classes: Tensor
    names: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def side(self) -> int:
        return self.pixels.shape[-1]

    def __len__(self) -> int:
        return len(self.classes)

    def __getitems__(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) uint8 and (n,) int64."""
        places = torch.tensor(rows, dtype=torch.int64)
        return self.pixels.index_select(0, places), self.classes[places]  # copies whole photos; indexing goes byte by byte

    def part(self, rows: Tensor) -> "Squares":
        """Only these photos."""
        return Squares(self.pixels[rows], self.classes[rows], self.names, self.skipped, self.left_out)


@dataclass(frozen=True)
class Files(Dataset[tuple[Tensor, Tensor]]):
    """Photos on disk, for data that memory cannot hold; as `Squares`, and safe in the workers of a DataLoader."""

    entries: tuple[Entry, ...]
    classes: Tensor
    names: tuple[str, ...]
    side: int
    skipped: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    _readers: dict[int, Reader] = field(default_factory=dict, repr=False)  # by process: a zip's handle is nobody else's

    def __len__(self) -> int:
        return len(self.entries)

    def __getitems__(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) uint8 and (n,) int64; for a photo that turns out broken the next good one stands in.

        Raises Problem, "dataset.broken", where there is no good one.
        """
        reader = self._readers.setdefault(os.getpid(), Reader())
        squares, good = zip(*(self._square(row, reader) for row in rows), strict=True)
        return torch.from_numpy(np.stack(squares)), self.classes[list(good)]

    def _square(self, row: int, reader: Reader) -> tuple[np.ndarray, int]:
        """The square of a photo, or of the next good one, and which one it is."""
        for step in range(len(self)):
            number = (row + step) % len(self)
            if (square := square_of(self.entries[number], self.side, reader)) is not None:
                return square, number
        raise Problem("dataset.broken", name=self.entries[row].name)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_readers": {}}

    def part(self, rows: Tensor) -> "Files":
        """Only these photos."""
        kept = tuple(self.entries[row] for row in rows.tolist())
        return Files(kept, self.classes[rows], self.names, self.side, self.skipped, self.left_out)


def square_of(entry: Entry, side: int, reader: Reader) -> np.ndarray | None:
    """The (3, side, side) uint8 centre of a photo, its shorter side brought to `side` (paper, section 2); None if broken."""
    try:
        photo = decode(reader.read(entry), entry.name)
    except (Problem, OSError):
        return None
    return np.asarray(centre_crop(photo, Preprocessing(side, side)), np.uint8).transpose(2, 0, 1)


def in_memory(entries: Sequence[Entry], classes: Sequence[int], names: tuple[str, ...], side: int, report: Report) -> Squares:
    """Reads all photos. Broken ones are left out and named in `skipped`. `report` hears the share done and may raise."""
    pixels = np.empty((len(entries), 3, side, side), np.uint8)

    def read(row: int, reader: Reader) -> bool:
        if (square := square_of(entries[row], side, reader)) is None:
            return False
        pixels[row] = square
        return True

    good = _each(len(entries), read, report)
    kept = torch.from_numpy(pixels if good.all() else pixels[good])
    return Squares(kept, torch.tensor(classes, dtype=torch.int64)[torch.from_numpy(good)], names, _bad(entries, good))


def on_disk(entries: Sequence[Entry], classes: Sequence[int], names: tuple[str, ...], side: int, report: Report) -> Files:
    """As `in_memory`, but the photos stay where they are and only their headers are looked at."""
    good = _each(len(entries), lambda row, reader: begins_well(entries[row], reader), report)
    kept = tuple(entry for entry, fine in zip(entries, good, strict=True) if fine)
    numbers = torch.tensor(classes, dtype=torch.int64)[torch.from_numpy(good)]
    return Files(kept, numbers, names, side, _bad(entries, good))


def begins_well(entry: Entry, reader: Reader) -> bool:
    """Whether the file's header is a photo's, and of one that is not too large; quick, for data too many to be read."""
    for most in (HEAD, MAX_BYTES + 1):  # a few photos have long headers, or have them at the end
        try:
            return need(opened(reader.read(entry, most))) <= MAX_MEMORY
        except Exception:  # Pillow raises one of many
            continue
    return False


def _each(count: int, job: Callable[[int, Reader], bool], report: Report) -> np.ndarray:
    """What `job` says of each of `count` rows, (count,) bool; done by a thread a core, each with a reader of its own."""
    workers = os.cpu_count() or 1
    readers, good = [Reader() for _ in range(workers)], np.zeros(count, bool)

    def part(rows: range, reader: Reader) -> None:
        for row in rows:
            good[row] = job(row, reader)

    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, count, PART * workers):
            stop = min(count, start + PART * workers)
            list(pool.map(part, (range(start + first, stop, workers) for first in range(workers)), readers))
            report(stop / count)
    return good


def _bad(entries: Sequence[Entry], good: np.ndarray) -> tuple[str, ...]:
    return tuple(entry.name for entry, fine in zip(entries, good, strict=True) if not fine)
