"""Photos to train on: from folders, zips and torchvision, whatever lies in them."""

import hashlib
import pickle
import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError

import numpy as np
import pytest
import torch
from PIL import Image
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10, Imagenette
from torchvision.transforms.v2 import functional as tv

from alexnet.data import sets, squares
from alexnet.data.entries import Reader
from alexnet.data.sets import DATASETS, load, split
from alexnet.data.squares import Files, Squares
from app.frame.text import LANGUAGES, labels
from tests.bad_photos import raw_png
from tests.conftest import problem

SIZE = {"cat": 5, "dog": 4, "rose": 3}
WNIDS = ("n01440764", "n02102040")


def picture(seed: int, size: tuple[int, int] = (40, 30)) -> Image.Image:
    """A smooth picture, other for each seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (3, 4, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR)


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three classes of small photos, and what must be overlooked."""
    home, seed = tmp_path / "photos", 0
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
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, inside + file.relative_to(folder).as_posix())
    return path


def everything(name: str, *sources: Path, val: Path | None = None, side: int = 32) -> tuple:
    return load(name, sources, val, side, 0)


def same(one: Squares, other: Squares) -> bool:
    return torch.equal(one.pixels, other.pixels) and torch.equal(one.classes, other.classes) and one.names == other.names


def in_parts(home: Path, names: tuple[str, ...] = tuple(SIZE), suffix: str = ".png") -> Path:
    """`train` and `val` with two photos of each class."""
    for seed, part in enumerate(("train", "val")):
        for name in names:
            (home / part / name).mkdir(parents=True)
            for number in range(2):
                picture(10 * seed + number).save(home / part / name / f"{number}{suffix}")
    return home


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_data_set_has_a_name(language: str) -> None:
    assert all(labels(language)[f"train.{name}"] for name in DATASETS)


def test_built_in_shapes() -> None:
    train, val = everything("shapes")
    assert (len(train), len(val), train.side, len(train.names)) == (4000, 1000, 64, 10)
    assert not (train.pixels[:10] == val.pixels[:10]).all()


def test_folder_and_zip_are_the_same(folder) -> None:
    whole = sets.folder([folder], 32, lambda share: None)[0]
    assert whole.names == tuple(SIZE) and torch.bincount(whole.classes).tolist() == list(SIZE.values())
    assert same(whole, sets.folder([packed(folder)], 32, lambda share: None)[0])
    assert same(whole, sets.folder([packed(folder, "deep/in/here/")], 32, lambda share: None)[0])
    train, val = everything("folder", folder)
    assert len(train) + len(val) == sum(SIZE.values())


def test_several_sources_are_one(folder, tmp_path) -> None:
    other = tmp_path / "more"
    for name in SIZE:
        (other / name).mkdir(parents=True)
        picture(99).save(other / name / "x.png")
    train, val = everything("folder", folder, packed(other))
    assert len(train) + len(val) == sum(SIZE.values()) + 3


def test_squares_are_torchvisions(folder) -> None:
    whole = sets.folder([folder], 24, lambda share: None)[0]
    expected = tv.center_crop(tv.resize(tv.to_image(picture(0)), [24], antialias=True), [24])
    assert (whole.pixels[0].int() - expected.int()).abs().max() <= 2


def test_train_and_val_parts_are_kept_apart(folder, tmp_path) -> None:
    home = in_parts(tmp_path / "train")  # the folder's own name says nothing where there are nearer ones
    train, val = everything("folder", home)
    assert len(train) == len(val) == 6 and not torch.equal(train.pixels, val.pixels)
    assert same(everything("folder", home / "train", home / "val")[1], val)


def test_val_of_ones_own(folder, tmp_path) -> None:
    other = tmp_path / "val" / "rose"
    other.mkdir(parents=True)
    picture(7).save(other / "one.png")
    train, val = everything("folder", folder, val=other.parent)
    assert len(train) == 12 and val.names == train.names and val.classes.tolist() == [2]
    picture(8).save(other / "two.png")
    other.rename(other.with_name("tulip"))
    with problem("dataset.other_classes"):
        everything("folder", folder, val=other.parent)


def test_from_disk_is_as_from_memory(folder, monkeypatch) -> None:
    whole = sets.folder([folder], 32, lambda share: None)[0]
    monkeypatch.setattr(sets, "MEMORY", 0)
    for source in (folder, packed(folder)):
        files = sets.folder([source], 32, lambda share: None)[0]
        assert isinstance(files, Files) and files.names == whole.names
        for workers in (0, 2):
            rows = [[0, 5], [11, 3, 2]]
            loader = DataLoader(files, batch_sampler=rows, num_workers=workers, collate_fn=lambda batch: batch)
            for part, (pixels, classes) in zip(rows, loader, strict=True):
                assert torch.equal(pixels, whole.pixels[part]) and torch.equal(classes, whole.classes[part])


@pytest.mark.parametrize("memory", [0, sets.MEMORY])
def test_broken_photos_are_named_and_left_out(folder, monkeypatch, memory: int) -> None:
    monkeypatch.setattr(sets, "MEMORY", memory)
    before = sets.folder([folder], 32, lambda share: None)[0]
    (folder / "dog" / "1.png").write_bytes(b"this is no photo")
    after = sets.folder([folder], 32, lambda share: None)[0]
    assert [name.replace("\\", "/") for name in after.skipped] == ["dog/1.png"]
    kept = [row for row in range(len(before)) if row != 6]
    pixels, classes = after.__getitems__(list(range(len(after))))
    expected = before.__getitems__(kept)
    assert torch.equal(pixels, expected[0]) and torch.equal(classes, expected[1])


def test_a_photo_cut_in_the_middle_is_replaced_when_it_is_met(folder, monkeypatch) -> None:
    monkeypatch.setattr(sets, "MEMORY", 0)
    file = folder / "dog" / "1.png"
    file.write_bytes(file.read_bytes()[:-200])
    files = sets.folder([folder], 32, lambda share: None)[0]
    pixels, classes = files.__getitems__([6])
    expected = files.__getitems__([7])
    assert torch.equal(pixels, expected[0]) and torch.equal(classes, expected[1])


def test_photos_that_are_all_cut_in_the_middle_are_told(folder, monkeypatch) -> None:
    monkeypatch.setattr(sets, "MEMORY", 0)
    for file in folder.glob("[a-z]*/[0-9].png"):
        file.write_bytes(file.read_bytes()[:-200])
    files = sets.folder([folder], 32, lambda share: None)[0]
    with problem("dataset.broken"):
        files.__getitems__([3])


@pytest.mark.parametrize("memory", [0, sets.MEMORY])
def test_a_broken_photo_in_a_zip_is_one_photo_less(folder, monkeypatch, memory: int) -> None:
    monkeypatch.setattr(sets, "MEMORY", memory)
    file, photo = packed(folder), (folder / "dog" / "1.png").read_bytes()
    file.write_bytes(file.read_bytes().replace(photo, bytes(len(photo))))
    whole = sets.folder([file], 32, lambda share: None)[0]
    assert whole.skipped == ("dog/1.png",) and len(whole) == sum(SIZE.values()) - 1
    train, val = split(whole, 0)
    assert train.skipped + val.skipped == whole.skipped


def test_a_copy_of_files_reads_the_same(folder, monkeypatch) -> None:
    monkeypatch.setattr(sets, "MEMORY", 0)
    files = sets.folder([packed(folder)], 32, lambda share: None)[0]
    before = files.__getitems__([4, 1])  # its zip is open now, which no other process may use
    after = pickle.loads(pickle.dumps(files)).__getitems__([4, 1])
    assert all(map(torch.equal, before, after))


def test_another_process_opens_a_zip_of_its_own(folder, monkeypatch) -> None:
    monkeypatch.setattr(sets, "MEMORY", 0)
    files = sets.folder([packed(folder)], 32, lambda share: None)[0]
    theirs, opened = zipfile.ZipFile, []
    monkeypatch.setattr(zipfile, "ZipFile", lambda *args, **kwargs: opened.append(args) or theirs(*args, **kwargs))
    for process, count in ((1, 1), (1, 1), (2, 2), (1, 2)):
        monkeypatch.setattr(squares.os, "getpid", lambda process=process: process)
        files.__getitems__([0, 7])
        assert len(opened) == count


def test_the_quick_look_knows_long_headers_and_giants(folder, monkeypatch) -> None:
    picture(0).save(folder / "rose" / "long.jpg", comment=bytes(50_000))
    (folder / "rose" / "giant.png").write_bytes(raw_png(9000, 9000, 8, 2, None))
    monkeypatch.setattr(sets, "MEMORY", 0)
    files = sets.folder([folder], 32, lambda share: None)[0]
    assert files.skipped == ("rose/giant.png",) and len(files) == sum(SIZE.values()) + 1


def test_the_quick_look_reads_little_and_opens_a_zip_once_a_thread(folder, monkeypatch) -> None:
    for file in folder.glob("[a-z]*/[0-9].png"):
        rng = np.random.default_rng(int(file.stem))
        Image.fromarray(rng.integers(0, 256, (150, 150, 3), dtype=np.uint8)).save(file)
    read, opened, source = [], [], packed(folder)
    ours, theirs = Reader.read, zipfile.ZipFile

    def counted(*args: object) -> bytes:
        read.append(ours(*args))
        return read[-1]

    monkeypatch.setattr(sets, "MEMORY", 0)
    monkeypatch.setattr(squares, "PART", 1)
    monkeypatch.setattr(squares.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Reader, "read", counted)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *args, **kwargs: opened.append(args) or theirs(*args, **kwargs))
    assert len(sets.folder([source], 32, lambda share: None)[0]) == len(read) == sum(SIZE.values())
    assert sum(map(len, read)) < source.stat().st_size / 2
    assert len(opened) <= 1 + 2


def test_held_back_part(folder) -> None:
    whole = sets.folder([folder], 16, lambda share: None)[0]
    train, val = split(whole, 3)
    assert sorted(val.classes.tolist()) == [0, 1, 2] and len(train) == len(whole) - 3
    seen = {pixels.numpy().tobytes() for pixels in train.pixels} | {pixels.numpy().tobytes() for pixels in val.pixels}
    assert seen == {pixels.numpy().tobytes() for pixels in whole.pixels}
    assert same(split(whole, 3)[1], val) and not same(split(whole, 4)[1], val)


def test_report_is_heard_and_stops(folder) -> None:
    heard = []
    sets.folder([folder], 16, heard.append)
    assert heard[-1] == 1 and heard == sorted(heard)

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sets.folder([folder], 16, stop)


@pytest.mark.parametrize("given", [True, False])
def test_report_is_heard_while_the_val_part_is_read(tmp_path, given: bool) -> None:
    home, heard = in_parts(tmp_path / "home"), []
    where = ([home / "train"], home / "val") if given else ([home], None)
    load("folder", *where, 16, 0, heard.append)
    assert heard == sorted(heard) and len(heard) == 2 and heard[0] < heard[1] == 1


# What is no data set


def test_no_source() -> None:
    with problem("dataset.no_source"):
        everything("folder")
    with problem("dataset.no_source"):
        everything("folder", Path(""))


def test_missing_and_empty(tmp_path) -> None:
    for name in ("nowhere", "long" * 1000):
        with problem("data.missing"):
            everything("folder", tmp_path / name)
    with problem("dataset.empty"):
        everything("folder", tmp_path)
    picture(0).save(tmp_path / "lone.png")
    with problem("dataset.empty"):
        everything("folder", tmp_path)


def test_one_class_few_photos_and_none_that_opens(folder) -> None:
    for path in (folder / "rose").glob("[12].png"):
        path.unlink()
    with problem("dataset.few"):
        everything("folder", folder)
    for name in ("rose", "dog"):
        for path in (folder / name).iterdir():
            path.unlink()
    with problem("dataset.one_class"):
        everything("folder", folder)
    (folder / "dog" / "0.png").write_bytes(b"nothing")
    for path in (folder / "cat").glob("*.png"):
        path.write_bytes(b"nothing")
    with problem("dataset.broken"):
        everything("folder", folder)


@pytest.mark.parametrize("memory", [0, sets.MEMORY])
def test_a_zip_with_a_password_is_told(folder, monkeypatch, memory: int) -> None:
    monkeypatch.setattr(sets, "MEMORY", memory)
    file = packed(folder)
    data = bytearray(file.read_bytes())
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := data.find(header, at + 1)) >= 0:
            data[at + flags] |= 1  # the bit that says "encrypted"
    file.write_bytes(data)
    with problem("data.damaged"):
        everything("folder", file)


# What torchvision downloads


@pytest.fixture
def cifar(tmp_path, monkeypatch) -> Path:
    """CIFAR-10's files with five photos in each."""
    home = tmp_path / CIFAR10.base_folder
    home.mkdir()
    rng = np.random.default_rng(0)

    def write(name: str, content: dict) -> list[str]:
        (home / name).write_bytes(pickle.dumps(content))
        return [name, hashlib.md5((home / name).read_bytes()).hexdigest()]

    def batch() -> dict:
        return {"data": rng.integers(0, 256, (5, 3072), dtype=np.uint8), "labels": [0, 1, 2, 3, 9]}

    monkeypatch.setattr(CIFAR10, "train_list", [write(f"data_batch_{number}", batch()) for number in range(1, 6)])
    monkeypatch.setattr(CIFAR10, "test_list", [write("test_batch", batch())])
    name, digest = write("batches.meta", {"label_names": [f"kind{number}" for number in range(10)]})
    monkeypatch.setattr(CIFAR10, "meta", {"filename": name, "key": "label_names", "md5": digest})
    monkeypatch.setattr(sets, "CACHE", tmp_path)
    return home


def test_cifar10(cifar) -> None:
    train, val = everything("cifar10")
    assert (len(train), len(val), train.side, train.names[9]) == (25, 5, 32, "kind9")
    raw = pickle.loads((cifar / "data_batch_1").read_bytes())["data"][1].reshape(3, 32, 32)
    assert np.array_equal(train.pixels[1].numpy(), raw) and train.classes[:5].tolist() == [0, 1, 2, 3, 9]


@pytest.fixture
def imagenette(tmp_path, monkeypatch) -> Iterator[Path]:
    """The cache's folder, not there yet, and a server with Imagenette's archive: two photos of two classes in each part."""
    home, archive = in_parts(tmp_path / "imagenette2-160", WNIDS, ".JPEG"), tmp_path / "imagenette2-160.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(home, home.name)
    digest = hashlib.md5(archive.read_bytes()).hexdigest()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (f"http://127.0.0.1:{server.server_port}/{archive.name}", digest))
    monkeypatch.setattr(sets, "CACHE", tmp_path / "cache")
    yield tmp_path / "cache"
    server.shutdown()
    server.server_close()


def test_imagenette_is_fetched_once(imagenette, monkeypatch) -> None:
    train, val = everything("imagenette")
    assert train.names == WNIDS and len(train) == len(val) == 4
    assert [path.name for path in imagenette.iterdir()] == ["imagenette2-160"]  # neither the archive nor a folder is left over
    monkeypatch.setattr("urllib.request.urlopen", None)
    assert same(everything("imagenette")[0], train)


def test_a_download_that_arrived_damaged(imagenette, monkeypatch) -> None:
    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (Imagenette._ARCHIVES["160px"][0], "0" * 32))
    with problem("download.damaged"):
        everything("imagenette")
    assert list(imagenette.iterdir()) == []


def test_half_an_imagenette_does_not_pass_for_the_whole(imagenette, monkeypatch) -> None:
    def interrupted(url: str, root: Path, md5: str) -> None:
        in_parts(Path(root) / "imagenette2-160")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("torchvision.datasets.imagenette.download_and_extract_archive", interrupted)
        everything("imagenette")
    assert everything("imagenette")[0].names == WNIDS


@pytest.mark.parametrize("name", ["cifar10", "imagenette"])
def test_without_room_for_a_download_it_says_so(tmp_path, monkeypatch, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(sets, "CACHE", tmp_path / "file" / "datasets")
    with problem("dataset.no_room"):
        everything(name)


@pytest.mark.parametrize("name", ["cifar10", "imagenette"])
def test_without_a_connection_it_says_so(tmp_path, monkeypatch, name: str) -> None:
    def offline(*args: object, **kwargs: object) -> None:
        raise URLError("no route")

    monkeypatch.setattr(sets, "CACHE", tmp_path)
    monkeypatch.setattr("urllib.request.urlopen", offline)
    with problem("download.no_connection"):
        everything(name)
