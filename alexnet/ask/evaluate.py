"""How often a network is right on labelled photos."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unicodedata import normalize

import torch
from PIL import Image

from alexnet.ask.classify import CROPS, square_scores
from alexnet.classes.labels import class_name
from alexnet.data.entries import Entry, Reader, entries
from alexnet.errors import Problem
from alexnet.files import shown
from alexnet.language import languages
from alexnet.network import Network
from alexnet.network.trace import answer
from alexnet.photo.crops import centre_crop, ten_crop
from alexnet.photo.image import decode
from alexnet.weights.entry import Accuracy, Weights

BATCH = 64  # squares that go through the network together
PARTS = {
    "train",
    "training",
    "val",
    "valid",
    "validation",
    "test",
    "testing",
}  # a folder of this name is a class only below another


@dataclass(frozen=True)
class Evaluation:
    """What came of the photos.

    Attributes:
        accuracy: on those that count.
        skipped: those that could not be read.
        unknown: how many lay in each folder that is no class of the network; they do not count.
    """

    accuracy: Accuracy
    skipped: tuple[str, ...]
    unknown: dict[str, int]


def evaluate(network: Network, wnids: Sequence[str], weights: Weights, source: Path, crops: int = 1) -> Evaluation:
    """Top-1 and top-5 on `source`, photo by photo: as much memory for many as for few.

    Args:
        wnids: the network's classes. A photo's is the first folder on its way that bears the id or a name of one.
        source: a folder or a zip, as in `data.entries`, whose Problems are passed on.
        crops: one of `classify.CROPS`: the centre, or the paper's ten, whose shares are averaged.

    Raises:
        Problem: "evaluate.no_known" where no folder is a class of the network; "dataset.broken" where no photo can be read.
    """
    if crops not in CROPS:
        raise ValueError(f"crops must be one of {CROPS}, not {crops}")
    places = _known(wnids)
    found = [(class_of(entry, places), entry) for entry in entries(source)]
    unknown = Counter(_folder(entry) for number, entry in found if number is None)
    known = [(number, entry) for number, entry in found if number is not None]
    if not known:
        some = ", ".join(shown(class_name(wnid)) for wnid in wnids[:3])
        raise Problem("evaluate.no_known", path=shown(str(source)), name=weights.name, classes=some)
    first = five = 0
    skipped: list[str] = []
    for numbers, photos in _batches(known, max(1, BATCH // crops), skipped):
        cut = ten_crop if crops == 10 else lambda photo, prepared: [centre_crop(photo, prepared)]
        squares = [square for photo in photos for square in cut(photo, weights.preprocessing)]
        scores = square_scores(network, squares, weights.preprocessing).unflatten(0, (len(photos), crops))
        best = torch.stack([answer(one) for one in scores]).topk(min(5, network.classes)).indices
        hits = best == torch.tensor(numbers)[:, None]
        first += int(hits[:, 0].sum())
        five += int(hits.any(1).sum())
    count = len(known) - len(skipped)
    if not count:
        raise Problem("dataset.broken", name=skipped[0])
    return Evaluation(Accuracy(first / count, five / count, count, shown(source.name)), tuple(skipped), dict(unknown))


def class_of(entry: Entry, known: dict[str, int]) -> int | None:
    """The class of a photo by the folders on its way, the source's own name last; None for one of no class in `known`."""
    own, below = (entry.folders[:1], entry.folders[1:]) if entry.source.is_dir() else ((), entry.folders)
    classes = [(folder, number) for folder in below if (number := _place(folder, known)) is not None]
    no_parts = [number for folder, number in classes if folder.lower() not in PARTS]
    last = [_place(folder, known) for folder in own]
    return next(iter([*no_parts, *(number for _, number in classes), *last]), None)


def _place(folder: str, known: dict[str, int]) -> int | None:
    return known.get(normalize("NFC", folder), known.get(_plain(folder)))


def _known(wnids: Sequence[str]) -> dict[str, int]:
    """The place of each class by its id and by its name in every language; a name that two have stands for neither."""
    ids = {write(wnid): number for write in (_plain, partial(normalize, "NFC")) for number, wnid in enumerate(wnids)}
    named = {(_plain(class_name(wnid, code)), number) for number, wnid in enumerate(wnids) for code in languages()}
    bearers = Counter(name for name, _ in named)
    return {name: number for name, number in named if bearers[name] == 1} | ids


def _plain(name: str) -> str:
    """A class's name however a folder may write it.

    >>> _plain("Golden_Retriever")
    'golden retriever'
    """
    return normalize("NFC", name).casefold().replace("_", " ").strip()


def _folder(entry: Entry) -> str:
    return shown(entry.name.replace("\\", "/").rpartition("/")[0] or entry.source.name)


def _batches(known: list[tuple[int, Entry]], size: int, skipped: list[str]) -> Iterator[tuple[list[int], list[Image.Image]]]:
    """Classes and photos, `size` at a time; the names of those that cannot be read are added to `skipped`."""
    reader = Reader()
    numbers: list[int] = []
    photos: list[Image.Image] = []
    for number, entry in known:
        try:
            photos.append(decode(reader.read(entry), entry.name))
            numbers.append(number)
        except (Problem, OSError):
            skipped.append(shown(entry.name))
        if len(photos) == size:
            yield numbers, photos
            numbers, photos = [], []
    if photos:
        yield numbers, photos
