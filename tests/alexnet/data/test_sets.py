"""Data sets: each that is registered, folders and zips of one's own, and what is none."""

from pathlib import Path

import pytest
import torch

from alexnet.data import sets
from alexnet.data.sets import DATASETS, load, side_of, split
from alexnet.data.squares import Squares
from tests.alexnet.data.fakes import FAKES, SIZE, in_parts, packed, picture
from tests.conftest import problem


def everything(name: str, *sources: Path, val: Path | None = None, side: int | None = None) -> tuple:
    return load(name, sources, val, side, 0)


def same(one: Squares, other: Squares) -> bool:
    return torch.equal(one.pixels, other.pixels) and torch.equal(one.classes, other.classes) and one.names == other.names


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_reads_its_files(tmp_path, monkeypatch, name: str) -> None:
    assert name in FAKES, f"tests/alexnet/data/fakes.py has no files for {name}"
    heard: list[float] = []
    (parameter,) = DATASETS[name].parameters
    with FAKES[name](tmp_path, monkeypatch) as sources:
        train, val = load(name, sources, None, None, 0, heard.append)
    assert train.names == val.names and len(set(train.names)) == len(train.names) > 1
    for part in (train, val):
        assert part.side == parameter.default and len(part) >= 2
        pixels, classes = part.__getitems__([0, len(part) - 1])
        assert pixels.shape == (2, 3, part.side, part.side) and pixels.dtype == torch.uint8
        assert classes.dtype == torch.int64 and classes.min() >= 0 and classes.max() < len(train.names)
    assert heard == sorted(heard) and heard[-1] == 1


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_keeps_within_its_bounds(tmp_path, monkeypatch, name: str) -> None:
    (parameter,) = DATASETS[name].parameters
    assert parameter.name == "side" and side_of(name) == parameter.default
    with FAKES[name](tmp_path, monkeypatch) as sources:
        assert load(name, sources, None, parameter.low, 0)[0].side == parameter.low
        for side in (parameter.low - 1, parameter.high + 1):
            with pytest.raises(ValueError, match=f"side must .*{parameter.high}, not {side}"):
                load(name, sources, None, side, 0)


@pytest.mark.parametrize("name", DATASETS)
def test_what_wants_a_path_says_so_without_one(tmp_path, monkeypatch, name: str) -> None:
    with FAKES[name](tmp_path, monkeypatch):
        if DATASETS[name].wants_path:
            with problem("dataset.no_source"):
                load(name, (), None, None, 0)
        else:
            assert load(name, (), None, None, 0)


def test_an_unknown_data_set_is_told_what_there_is() -> None:
    with pytest.raises(ValueError, match="there is no mnist; choose one of shapes, folder"):
        load("mnist", (), None, None, 0)


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


def test_held_back_part(folder) -> None:
    whole = sets.folder([folder], 16, lambda share: None)[0]
    train, val = split(whole, 3)
    assert sorted(val.classes.tolist()) == [0, 1, 2] and len(train) == len(whole) - 3
    seen = {pixels.numpy().tobytes() for pixels in train.pixels} | {pixels.numpy().tobytes() for pixels in val.pixels}
    assert seen == {pixels.numpy().tobytes() for pixels in whole.pixels}
    assert same(split(whole, 3)[1], val) and not same(split(whole, 4)[1], val)


# What is no data set


def test_no_source() -> None:
    with problem("dataset.no_source"):
        everything("folder")
    with problem("dataset.no_source"):
        everything("folder", Path())


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
    with problem("data.locked"):
        everything("folder", file)
