"""A few photos of each class, without reading the rest."""

import numpy as np
import pytest

from alexnet.data import sets
from alexnet.data.samples import CLASSES, EACH, SIDE, samples
from alexnet.data.sets import DATASETS
from alexnet.data.shapes import KINDS
from tests.bad_photos import noise
from tests.conftest import problem


def test_shapes_are_those_that_are_trained_on() -> None:
    found = samples("shapes")
    train, _ = DATASETS["shapes"].run((), 64, lambda share: None)
    assert found.names == KINDS and found.photos == len(train) and found.classes == len(KINDS)
    for number, pictures in enumerate(found.pictures):
        assert len(pictures) == EACH
        (row, *_) = np.flatnonzero(train.classes.numpy() == number)
        assert (np.asarray(pictures[0]).transpose(2, 0, 1) == train.pixels[row].numpy()).all()


def test_folder_shows_some_of_each_class(folder) -> None:
    found = samples("folder", [folder])
    train, _ = sets.load("folder", [folder], None, 64, 0)
    assert set(found.names) == set(train.names) and found.classes == len(train.names)
    assert abs(found.photos - len(train)) <= len(train.names)
    assert all(0 < len(pictures) <= EACH for pictures in found.pictures)
    assert {picture.size for pictures in found.pictures for picture in pictures} == {(SIDE, SIDE)}


def test_of_many_classes_some_are_shown_and_broken_photos_are_passed_over(tmp_path) -> None:
    for number in range(30):
        (tmp_path / "photos" / f"class{number:02}").mkdir(parents=True)
        noise(20, 20, number).save(tmp_path / "photos" / f"class{number:02}" / "a.png")
        (tmp_path / "photos" / f"class{number:02}" / "b.png").write_bytes(b"no photo")
    found = samples("folder", [tmp_path / "photos"])
    assert found.classes == 30 and len(found.names) == CLASSES
    assert (found.names[0], found.names[-1]) == ("class00", "class29")  # spread over all
    assert [len(pictures) for pictures in found.pictures] == [1] * CLASSES


def test_nothing_is_downloaded(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sets, "CACHE", tmp_path)
    assert [samples(name) for name in DATASETS if DATASETS[name].downloads] == [None, None]
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_is_told(tmp_path) -> None:
    with problem("dataset.no_source"):
        samples("folder", [])
    with problem("data.missing"):
        samples("folder", [tmp_path / "nowhere"])
    with pytest.raises(ValueError, match="there is no nothing"):
        samples("nothing")
