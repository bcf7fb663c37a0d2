"""What a network can be trained on: the built-in shapes, folders and zips, and what torchvision can download."""

import errno
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from alexnet.data.folders import Labelled, sort_out, to_measure
from alexnet.data.shapes import KINDS, textures
from alexnet.data.squares import Files, Report, Squares, in_memory, on_disk
from alexnet.errors import Problem
from alexnet.registry import Parameter, Registered, pick, register

Photos = Squares | Files
DATASETS: dict[str, Registered] = {}  # each called as run(sources, side, report), each with a parameter "side"
MEMORY = 3_000_000_000  # bytes of squares that are kept in memory; what has more is read from disk again and again
HELD_BACK = 0.1  # share of the photos kept for measuring where nobody says which
CACHE = Path(torch.hub.get_dir()).parent / "datasets"  # where torchvision's downloads go: ~/.cache/torch/datasets as a rule
IMAGENETTE = "https://s3.amazonaws.com/fast-ai-imageclas/imagenette2-160.tgz"
SILENCE = 15  # seconds without a byte after which a download is given up
DAY = 24 * 3600  # seconds; a killed download's folder is taken away by then
NO_ROOM = {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST}


def load(
    name: str, sources: Sequence[Path], val: Path | None, side: int | None, seed: int, report: Report = lambda share: None
) -> tuple[Photos, Photos]:
    """Photos to train on and photos to measure on.

    Args:
        name: one of `DATASETS`.
        sources: folders or zips of class folders, for "folder".
        val: photos to measure on; else the data's own part for it, else a tenth is held back, drawn from `seed`.
        side: of the squares in pixels, within the bounds of the data set's parameter; None for its default.
        report: hears the share done, in [0, 1], and may raise to stop.

    Raises:
        ValueError: for a name that there is not, or a side out of bounds.
        Problem: those of `data.entries`; "dataset.empty", "dataset.one_class", "dataset.few" (a class has fewer than
            two photos), "dataset.broken" (no photo could be read), "dataset.other_classes" (`val` has classes that are
            not trained on), "dataset.no_source", "dataset.no_room"; "download.no_connection", "download.damaged".
    """
    side = side_of(name, side)
    train, held_back = DATASETS[name].run(sources, side, report if val is None else _between(0, 0.9, report))
    if val is not None:
        held_back = _numbered(to_measure(val, train.names), side, _between(0.9, 1, report), train.names)
    return (train, held_back) if held_back is not None else split(train, seed)


def side_of(name: str, side: int | None = None) -> int:
    """The side in pixels at which the data set called `name` keeps its photos: `side` if it can, its default for None.

    Raises ValueError for a name that there is not, or a side out of bounds.

    Example:
        >>> side_of("shapes"), side_of("folder", 200)
        (64, 200)
        >>> side_of("shapes", 200)
        Traceback (most recent call last):
        ValueError: side must be 64, not 200
    """
    return int(pick(DATASETS, name).settings({} if side is None else {"side": side})["side"])


def split(photos: Photos, seed: int, share: float = HELD_BACK) -> tuple[Photos, Photos]:
    """(the rest, `share` of each class but at least one photo), drawn from `seed` alone; what was left out stays with the rest.

    Example:
        >>> photos = Squares(torch.zeros(30, 3, 8, 8, dtype=torch.uint8), torch.arange(30) % 3, ("cat", "dog", "rose"))
        >>> rest, held_back = split(photos, seed=0)
        >>> len(rest), sorted(held_back.classes.tolist())
        (27, [0, 1, 2])
    """
    rng, held = np.random.default_rng(seed), []
    for number in range(len(photos.names)):
        rows = np.flatnonzero(photos.classes.numpy() == number)
        held.append(rng.permutation(rows)[: max(1, round(share * len(rows)))])
    mask = torch.zeros(len(photos), dtype=torch.bool)
    mask[torch.from_numpy(np.concatenate(held))] = True
    return photos.part((~mask).nonzero()[:, 0]), replace(photos.part(mask.nonzero()[:, 0]), skipped=(), left_out={})


def left_out(train: Photos, val: Photos) -> dict[str, int]:
    """How many files of a data set were not taken, by `data.folders.REASONS`, those included that could not be read."""
    broken = len(train.skipped) + len(val.skipped)
    return {**train.left_out, **({"broken": broken} if broken else {})}


@register(DATASETS, "shapes", Parameter("side", 64, 64, 64, 1))
def shapes(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Ten kinds of textures and shapes, 4000 to train on and 1000 to measure on, drawn by `textures`."""
    drawn = textures(4000, 1), textures(1000, 2)
    train, val = (Squares(torch.from_numpy(pixels), torch.from_numpy(classes), KINDS) for pixels, classes in drawn)
    report(1.0)
    return train, val


@register(DATASETS, "folder", Parameter("side", 128, 16, 1024, 1), wants_path=True)
def folder(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Class folders of any names, or zips of them; ImageNet as a folder, too. `train/`, `val/`, `test/` parts are kept apart."""
    if not sources or not str(sources[0]).strip(" ."):
        raise Problem("dataset.no_source")
    found = sort_out(sources)
    if not found.val:
        return replace(_numbered(found.train, side, report), left_out=found.left_out), None
    share = len(found.train) / (len(found.train) + len(found.val))
    train = replace(_numbered(found.train, side, _between(0, share, report)), left_out=found.left_out)
    return train, _numbered(found.val, side, _between(share, 1, report), train.names)


@register(DATASETS, "cifar10", Parameter("side", 32, 32, 32, 1), downloads=True)
def cifar10(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """CIFAR-10 (Krizhevsky 2009): 60,000 photos of 32 px in ten classes; fetched by torchvision, 170 MB."""
    from torchvision.datasets import CIFAR10

    with _downloading(CIFAR10.url):
        parts = [CIFAR10(CACHE, train, download=True) for train in (True, False)]
    report(1.0)
    train, val = (
        Squares(torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous(), torch.tensor(part.targets), tuple(part.classes))
        for part in parts
    )
    return train, val


@register(DATASETS, "imagenette", Parameter("side", 128, 16, 160, 1), downloads=True)
def imagenette(sources: Sequence[Path], side: int, report: Report) -> tuple[Photos, Photos | None]:
    """Imagenette (Howard 2019): ten easy classes of ImageNet, 13,000 photos of 160 px; fetched by torchvision, 99 MB."""
    from torchvision.datasets import Imagenette

    home = CACHE / "imagenette2-160"
    if not home.is_dir():
        # Half of it must not pass for the whole.
        with _downloading(IMAGENETTE), TemporaryDirectory(suffix=".partial", dir=CACHE) as unfinished:
            Imagenette(unfinished, "train", "160px", download=True)
            with suppress(OSError):  # another process was quicker
                (Path(unfinished) / home.name).rename(home)
    return folder([home], side, report)


@contextmanager
def _downloading(url: str) -> Iterator[None]:
    """Makes the cache's folder, and tells what may go wrong in torchvision, which itself would wait for ever, as a Problem."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE)
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        for left in CACHE.glob("*.partial"):
            if time.time() - left.stat().st_mtime > DAY:
                shutil.rmtree(left, ignore_errors=True)
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Problem("dataset.no_room", folder=CACHE) from error
        raise Problem("download.no_connection", url=url) from error
    except RuntimeError as error:  # the checksum
        raise Problem("download.damaged", url=url) from error
    finally:
        socket.setdefaulttimeout(before)


def _between(start: float, stop: float, report: Report) -> Report:
    """Reports a part of the work as its share of the whole."""
    return lambda share: report(start + (stop - start) * share)


def _numbered(found: Labelled, side: int, report: Report, given: tuple[str, ...] = ()) -> Photos:
    """The photos with their classes as numbers: places in `given`, else among all there are, in alphabetical order."""
    counts = Counter(name for _, name in found)
    if given:
        if unknown := sorted(counts.keys() - set(given)):
            raise Problem("dataset.other_classes", name=unknown[0])
    elif len(counts) < 2:
        raise Problem("dataset.one_class", name=next(iter(counts)))
    names = given or tuple(sorted(counts))
    place = {name: number for number, name in enumerate(names)}
    classes = [place[name] for _, name in found]
    read = in_memory if len(found) * 3 * side**2 <= MEMORY else on_disk
    photos = read([entry for entry, _ in found], classes, names, side, report)
    if not len(photos):
        raise Problem("dataset.broken", name=photos.skipped[0])
    fewest, number = min((int((photos.classes == number).sum()), number) for number in range(len(names)))
    if fewest < 2 and not given:  # one to learn from and one to measure on
        raise Problem("dataset.few", name=names[number])
    return photos
