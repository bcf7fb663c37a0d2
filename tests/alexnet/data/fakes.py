"""Files like those that each registered data set reads, small and made here: one entry in `FAKES` for each."""

import hashlib
import pickle
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from PIL import Image
from torchvision.datasets import CIFAR10, Imagenette

from alexnet.data import sets
from alexnet.data.shapes import textures

SIZE = {"cat": 5, "dog": 4, "rose": 3}  # photos of each class in `folder_of_photos`
WNIDS = ("n01440764", "n02102040")

Fake = Callable[[Path, pytest.MonkeyPatch], AbstractContextManager[list[Path]]]
FAKES: dict[str, Fake] = {}


def fake(name: str) -> Callable:
    """Decorator: enters a generator, which gets a folder, makes the files of a data set and yields its sources."""

    def enter(function: Callable[[Path, pytest.MonkeyPatch], Iterator[list[Path]]]) -> Fake:
        FAKES[name] = contextmanager(function)
        return FAKES[name]

    return enter


def picture(seed: int, size: tuple[int, int] = (40, 30)) -> Image.Image:
    """A smooth picture, other for each seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (3, 4, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR)


def folder_of_photos(home: Path) -> Path:
    """Three classes of small photos, and what must be overlooked."""
    seed = 0
    for name, count in SIZE.items():
        (home / name).mkdir(parents=True)
        for number in range(count):
            picture(seed).save(home / name / f"{number}.png")
            seed += 1
    for path in ("cat/.hidden.png", "__MACOSX/cat/0.png", "cat/Thumbs.db", "readme.txt", "lone.png"):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes((home / "cat" / "0.png").read_bytes())
    return home


def packed(folder: Path, inside: str = "") -> Path:
    """The folder as a zip beside it, below the folder `inside`."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, inside + file.relative_to(folder).as_posix())
    return path


def in_parts(home: Path, names: tuple[str, ...] = tuple(SIZE), suffix: str = ".png") -> Path:
    """`train` and `val` with two photos of each class."""
    for seed, part in enumerate(("train", "val")):
        for name in names:
            (home / part / name).mkdir(parents=True)
            for number in range(2):
                picture(10 * seed + number).save(home / part / name / f"{number}{suffix}")
    return home


@fake("shapes")
def shapes(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """One drawing for each hundred."""
    monkeypatch.setattr(sets, "textures", lambda count, seed: textures(count // 100, seed))
    yield []


@fake("folder")
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """`folder_of_photos`."""
    yield [folder_of_photos(home / "photos")]


@fake("cifar10")
def cifar10(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """CIFAR-10's files in the cache's folder, with five photos in each."""
    folder, rng = home / CIFAR10.base_folder, np.random.default_rng(0)
    folder.mkdir()

    def write(name: str, content: dict) -> list[str]:
        (folder / name).write_bytes(pickle.dumps(content))
        return [name, hashlib.md5((folder / name).read_bytes()).hexdigest()]

    def batch() -> dict:
        return {"data": rng.integers(0, 256, (5, 3072), dtype=np.uint8), "labels": [0, 1, 2, 3, 9]}

    monkeypatch.setattr(CIFAR10, "train_list", [write(f"data_batch_{number}", batch()) for number in range(1, 6)])
    monkeypatch.setattr(CIFAR10, "test_list", [write("test_batch", batch())])
    name, digest = write("batches.meta", {"label_names": [f"kind{number}" for number in range(10)]})
    monkeypatch.setattr(CIFAR10, "meta", {"filename": name, "key": "label_names", "md5": digest})
    monkeypatch.setattr(sets, "CACHE", home)
    yield []


@fake("imagenette")
def imagenette(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """A server with Imagenette's archive, two photos of two classes in each part; the cache's folder is not there yet."""
    photos, archive = in_parts(home / "imagenette2-160", WNIDS, ".JPEG"), home / "imagenette2-160.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(photos, photos.name)
    digest = hashlib.md5(archive.read_bytes()).hexdigest()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=home))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (f"http://127.0.0.1:{server.server_port}/{archive.name}", digest))
    monkeypatch.setattr(sets, "CACHE", home / "cache")
    yield []
    server.shutdown()
    server.server_close()
