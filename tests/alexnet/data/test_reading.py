"""Photos as squares: from memory and from disk alike, broken ones left out, reports on the way."""

import pickle
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image
from torch.utils.data import DataLoader
from torchvision.transforms.v2 import functional as tv

from alexnet.data import sets, squares
from alexnet.data.entries import Reader
from alexnet.data.sets import load, split
from alexnet.data.squares import Files
from tests.alexnet.data.fakes import SIZE, in_parts, packed, picture
from tests.bad_photos import raw_png
from tests.conftest import problem


def test_squares_are_torchvisions(folder) -> None:
    whole = sets.folder([folder], 24, lambda share: None)[0]
    expected = tv.center_crop(tv.resize(tv.to_image(picture(0)), [24], antialias=True), [24])
    assert (whole.pixels[0].int() - expected.int()).abs().max() <= 2


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
