"""What a network can be trained on: the built-in shapes, folders and zips, and what torchvision can download."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError

import numpy as np
import torch

from alexnet.data import Entry, Reader, entries
from alexnet.errors import Problem
from alexnet.photos import Files, Squares, in_memory, whole
from alexnet.recipe import Recipe, register
from alexnet.textures import KINDS, textures

Photos = Squares | Files
Report = Callable[[float], None]
DATASETS: dict[str, Recipe] = {}
MEMORY = 3_000_000_000  # bytes of squares that are kept in memory; what has more is read from disk again and again
HELD_BACK = 0.1  # share of the photos kept for measuring where nobody says which
CACHE = Path(torch.hub.get_dir()).parent / "datasets"  # where torchvision's downloads go
PARTS = {"train": ("train",), "val": ("val", "valid", "validation")}


def load(
    name: str, sources: Sequence[Path], val: Path | None, side: int, seed: int, report: Report = lambda share: None
) -> tuple[Photos, Photos]:
    """Photos to train on and photos to measure on.

    Args:
        name: one of `DATASETS`.
        sources: folders or zips of class folders, for "folder".
        val: photos to measure on; else the data's own part for it, else a tenth is held back, drawn from `seed`.
        side: of the squares in pixels; "cifar10" has 32 and "shapes" 64 whatever is asked for.
        report: hears the share done, in [0, 1], and may raise to stop.

    Raises:
        Problem: those of `data.entries`; "dataset.empty", "dataset.one_class", "dataset.few" (a class has fewer than
            two photos), "dataset.broken" (no photo could be read), "dataset.other_classes" (`val` has classes that are
            not trained on), "dataset.no_source"; "download.no_connection".
    """
    train, held_back = DATASETS[name].run(sources, side, report)
    if val is not None:
        held_back = _numbered(_files([val]), side, lambda share: None, train.names)
    return (train, held_back) if held_back is not None else split(train, seed)


def split(photos: Photos, seed: int, share: float = HELD_BACK) -> tuple[Photos, Photos]:
    """(the rest, `share` of each class but at least one photo), drawn from `seed` alone."""
    rng, held = np.random.default_rng(seed), []
    for number in range(len(photos.names)):
        rows = np.flatnonzero(photos.classes.numpy() == number)
        held.append(rng.permutation(rows)[: max(1, round(share * len(rows)))])
    mask = torch.zeros(len(photos), dtype=torch.bool)
    mask[torch.from_numpy(np.concatenate(held))] = True
    return photos.part((~mask).nonzero()[:, 0]), photos.part(mask.nonzero()[:, 0])


@register(DATASETS, "shapes")
def shapes(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Ten kinds of textures and shapes, 4000 to train on and 1000 to measure on, drawn by `textures`."""
    drawn = [Squares(*map(torch.from_numpy, textures(count, seed)), names=KINDS) for count, seed in ((4000, 1), (1000, 2))]
    report(1.0)
    return tuple(drawn)


@register(DATASETS, "folder")
def folder(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Class folders of any names, or zips of them; ImageNet as a folder, too. `train/` and `val/` parts are kept apart."""
    if not sources or not str(sources[0]).strip(" ."):
        raise Problem("dataset.no_source")
    found = _files(sources)
    parts = {part: [entry for entry in found if _part(entry) == part] for part in PARTS}
    if all(parts.values()):
        train = _numbered(parts["train"], side, report)
        return train, _numbered(parts["val"], side, lambda share: None, train.names)
    return _numbered(found, side, report), None


@register(DATASETS, "cifar10")
def cifar10(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """CIFAR-10 (Krizhevsky 2009): 60,000 photos of 32 px in ten classes; fetched by torchvision, 170 MB."""
    from torchvision.datasets import CIFAR10

    return tuple(
        Squares(torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous(), torch.tensor(part.targets), tuple(part.classes))
        for part in (_fetched(CIFAR10, CIFAR10.url, train=train) for train in (True, False))
    )


@register(DATASETS, "imagenette")
def imagenette(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Imagenette (Howard 2019): ten easy classes of ImageNet, 13,000 photos of 160 px; fetched by torchvision, 99 MB."""
    from torchvision.datasets import Imagenette

    home = CACHE / "imagenette2-160"
    if not home.is_dir():
        _fetched(Imagenette, "https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz", split="train", size="160px")
    return folder([home], side, report)


def _fetched(kind: type, url: str, **settings: object) -> object:
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        return kind(CACHE, download=True, **settings)
    except (URLError, OSError, RuntimeError) as error:
        raise Problem("download.no_connection", url=url) from error


def _files(sources: Sequence[Path]) -> list[Entry]:
    found = [entry for source in sources for entry in entries(source) if _class_of(entry)]
    above = {(entry.source, entry.folders[:depth]) for entry in found for depth in range(len(entry.folders))}
    found = [entry for entry in found if (entry.source, entry.folders) not in above]  # photos beside class folders are strays
    if not found:
        raise Problem("dataset.empty", path=sources[0])
    return found


def _class_of(entry: Entry) -> str | None:
    """The last folder on the photo's way; a photo that lies in no folder of the source has no class."""
    depth = 2 if entry.source.is_dir() else 1
    return entry.folders[-1] if len(entry.folders) >= depth else None


def _part(entry: Entry) -> str | None:
    above = {folder.lower() for folder in entry.folders[:-1]}
    return next((part for part, names in PARTS.items() if above & set(names)), None)


def _numbered(found: list[Entry], side: int, report: Report, given: tuple[str, ...] = ()) -> Photos:
    """The photos with their classes as numbers: places in `given`, else among all there are, in alphabetical order."""
    counts = Counter(_class_of(entry) for entry in found)
    if given:
        if unknown := sorted(counts.keys() - set(given)):
            raise Problem("dataset.other_classes", name=unknown[0])
    elif len(counts) < 2:
        raise Problem("dataset.one_class", name=next(iter(counts)))
    names = given or tuple(sorted(counts))
    place = {name: number for number, name in enumerate(names)}
    classes = [place[_class_of(entry)] for entry in found]
    if len(found) * 3 * side**2 <= MEMORY:
        photos = in_memory(found, classes, names, side, report)
    else:
        photos = _from_disk(found, classes, names, side, report)
    if not len(photos):
        raise Problem("dataset.broken", name=photos.skipped[0])
    fewest, number = min((int((photos.classes == number).sum()), number) for number in range(len(names)))
    if fewest < 2 and not given:  # one to learn from and one to measure on
        raise Problem("dataset.few", name=names[number])
    return photos


def _from_disk(found: list[Entry], classes: list[int], names: tuple[str, ...], side: int, report: Report) -> Files:
    reader, good = Reader(), []
    for number, entry in enumerate(found):
        good.append(whole(entry, reader))
        if number % 1000 == 0:
            report(number / len(found))
    skipped = tuple(entry.name for entry, fine in zip(found, good, strict=True) if not fine)
    kept = tuple(entry for entry, fine in zip(found, good, strict=True) if fine)
    report(1.0)
    return replace(Files(kept, torch.tensor(classes)[torch.tensor(good)], names, side), skipped=skipped)
