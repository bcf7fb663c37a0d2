"""Data sets that torchvision downloads: once, whole, and with a sentence where it cannot be."""

import os
import pickle
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import numpy as np
import pytest
import torch
from torchvision.datasets import CIFAR10, Imagenette

from alexnet.data import sets
from alexnet.data.sets import DATASETS, load
from tests.alexnet.data.fakes import FAKES, WNIDS, in_parts
from tests.conftest import problem

DOWNLOADS = [name for name, entry in DATASETS.items() if entry.downloads]


def downloaded(name: str) -> tuple:
    return load(name, (), None, None, 0)


@pytest.fixture
def cifar(tmp_path, monkeypatch) -> Iterator[Path]:
    """The folder with CIFAR-10's files."""
    with FAKES["cifar10"](tmp_path, monkeypatch):
        yield tmp_path / CIFAR10.base_folder


def test_cifar10(cifar) -> None:
    train, val = downloaded("cifar10")
    assert (len(train), len(val), train.side, train.names[9]) == (25, 5, 32, "kind9")
    raw = pickle.loads((cifar / "data_batch_1").read_bytes())["data"][1].reshape(3, 32, 32)
    assert np.array_equal(train.pixels[1].numpy(), raw) and train.classes[:5].tolist() == [0, 1, 2, 3, 9]


@pytest.fixture
def imagenette(tmp_path, monkeypatch) -> Iterator[Path]:
    """The cache's folder, not there yet, and a server with Imagenette's archive."""
    with FAKES["imagenette"](tmp_path, monkeypatch):
        yield tmp_path / "cache"


def test_imagenette_is_fetched_once(imagenette, monkeypatch) -> None:
    train, val = downloaded("imagenette")
    assert train.names == WNIDS and len(train) == len(val) == 4
    assert [path.name for path in imagenette.iterdir()] == ["imagenette2-160"]  # neither the archive nor a folder is left over
    monkeypatch.setattr("urllib.request.urlopen", None)
    assert torch.equal(downloaded("imagenette")[0].pixels, train.pixels)


def test_a_download_that_arrived_damaged(imagenette, monkeypatch) -> None:
    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (Imagenette._ARCHIVES["160px"][0], "0" * 32))
    with problem("download.damaged"):
        downloaded("imagenette")
    assert list(imagenette.iterdir()) == []


def test_half_an_imagenette_does_not_pass_for_the_whole(imagenette, monkeypatch) -> None:
    def interrupted(url: str, root: Path, md5: str) -> None:
        in_parts(Path(root) / "imagenette2-160")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("torchvision.datasets.imagenette.download_and_extract_archive", interrupted)
        downloaded("imagenette")
    assert downloaded("imagenette")[0].names == WNIDS


def test_what_a_killed_download_left_is_taken_away_later(imagenette) -> None:
    for name, age in (("a.partial", sets.DAY + 60), ("b.partial", 60)):
        (imagenette / name / "imagenette2-160").mkdir(parents=True)
        os.utime(imagenette / name, (time.time() - age,) * 2)
    downloaded("imagenette")
    assert {path.name for path in imagenette.iterdir()} == {"imagenette2-160", "b.partial"}


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_server_that_never_answers_is_given_up(tmp_path, monkeypatch, name: str) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(sets, "SILENCE", 0.5)
    monkeypatch.setattr(sets, "CACHE", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as dumb:
        url = f"http://127.0.0.1:{dumb.getsockname()[1]}/file.tgz"
        monkeypatch.setattr(CIFAR10, "url", url)
        monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (url, "0" * 32))
        with problem("download.no_connection"):
            downloaded(name)
    assert socket.getdefaulttimeout() is None and not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("name", DOWNLOADS)
def test_without_room_for_a_download_it_says_so(tmp_path, monkeypatch, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(sets, "CACHE", tmp_path / "file" / "datasets")
    with problem("dataset.no_room"):
        downloaded(name)


@pytest.mark.parametrize("name", DOWNLOADS)
def test_without_a_connection_it_says_so(tmp_path, monkeypatch, name: str) -> None:
    def offline(*args: object, **kwargs: object) -> None:
        raise URLError("no route")

    monkeypatch.setattr(sets, "CACHE", tmp_path)
    monkeypatch.setattr("urllib.request.urlopen", offline)
    with problem("download.no_connection"):
        downloaded(name)
