"""Accuracy of a network whose answer is known beforehand: always class 0, then 1, 2, 3, 4."""

import weakref
from pathlib import Path
from zipfile import ZipFile

import pytest
import torch
from PIL import Image

from alexnet.ask import evaluate as module
from alexnet.ask.classify import crop_scores
from alexnet.ask.evaluate import Evaluation, evaluate
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import top
from alexnet.photo.crops import Preprocessing
from alexnet.weights.entry import Accuracy, Weights
from tests.bad_photos import GOOD
from tests.conftest import problem

WNIDS = tuple(f"n0000000{number}" for number in range(7))
STRANGE = "n99999999"


def stubborn(classes: int) -> AlexNet:
    """Says class 0, then 1, then 2 ... to every photo."""
    network = fresh(AlexNet(classes, (8, 8)))
    network.layer("fc8").weight.zero_()
    network.layer("fc8").bias.copy_(-torch.arange(float(classes)))
    return network


def source(path: Path, *wnids: str) -> Path:
    """A folder with one photo for each of `wnids`."""
    for number, wnid in enumerate(wnids):
        (path / wnid).mkdir(parents=True, exist_ok=True)
        (path / wnid / f"{number}.jpg").write_bytes(GOOD["photo.jpg"])
    return path


@pytest.fixture
def weights(tmp_path) -> Weights:
    return Weights("stubborn", tmp_path / "none.pth", preprocessing=Preprocessing(resize=70, crop=64))


@pytest.mark.parametrize("batch", [64, 2, 1])
def test_fractions(tmp_path, monkeypatch, weights, batch: int) -> None:
    monkeypatch.setattr(module, "BATCH", batch)
    photos = source(tmp_path / "val", WNIDS[0], WNIDS[0], WNIDS[3], WNIDS[4], WNIDS[5], WNIDS[6])
    found = evaluate(stubborn(7), WNIDS, weights, photos)
    assert found == Evaluation(Accuracy(2 / 6, 4 / 6, 6, "val"), (), {})


def test_order_of_the_classes_is_the_networks(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[6], WNIDS[6], WNIDS[0])
    assert evaluate(stubborn(7), WNIDS[::-1], weights, photos).accuracy.top1 == 2 / 3


def test_fewer_than_five_classes(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[0], WNIDS[2])
    assert evaluate(stubborn(3), WNIDS[:3], weights, photos).accuracy == Accuracy(1 / 2, 2 / 2, 2, "val")


def test_folders_that_the_network_does_not_know_are_told_and_do_not_count(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[0], STRANGE, STRANGE, f"train/{STRANGE}")
    found = evaluate(stubborn(7), WNIDS, weights, photos)
    assert found == Evaluation(Accuracy(1.0, 1.0, 1, "val"), (), {STRANGE: 2, f"train/{STRANGE}": 1})
    with problem("evaluate.no_known") as caught:
        evaluate(stubborn(7), WNIDS, weights, source(tmp_path / "other", STRANGE))
    assert WNIDS[0] in str(caught.value)


OWN = ("cat", "B\u00e4r", "golden retriever", "n01443537", "train")


@pytest.mark.parametrize(
    ("folder", "number"),
    [
        ("cat", 0), ("Cat", 0), ("val/cat", 0), ("val/cat/holiday/2024", 0), ("cat/dog", 0), ("Ba\u0308r", 1),
        ("Golden_Retriever", 2), ("goldfish", 3), ("\u91d1\u9c7c", 3), ("n01443537", 3), ("train/cat", 0), ("train/train", 4),
        ("train", 4), ("cats", None), ("", None),
    ],
)  # fmt: skip
def test_the_class_is_the_first_folder_that_bears_a_name_of_it(tmp_path, weights, folder: str, number: int | None) -> None:
    (tmp_path / "set" / folder).mkdir(parents=True)
    (tmp_path / "set" / folder / "a.jpg").write_bytes(GOOD["photo.jpg"])
    (tmp_path / "set" / "cat").mkdir(exist_ok=True)
    (tmp_path / "set" / "cat" / "b.jpg").write_bytes(GOOD["photo.jpg"])
    found = evaluate(stubborn(5), OWN, weights, tmp_path / "set")
    assert found.accuracy.photos == (1 if number is None else 2)
    assert found.accuracy.top1 == (1.0 if number in (0, None) else 0.5)  # the network says cat
    with ZipFile(tmp_path / "set.zip", "w") as archive:
        for path in (tmp_path / "set").rglob("*.jpg"):
            archive.write(path, path.relative_to(tmp_path / "set"))
    zipped = evaluate(stubborn(5), OWN, weights, tmp_path / "set.zip")
    assert (zipped.accuracy.top1, zipped.accuracy.photos) == (found.accuracy.top1, found.accuracy.photos)


def test_broken_photos_are_named_and_do_not_count(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[0], WNIDS[1])
    bad = {"0-empty.jpg": b"", "1-text.png": b"text", "2-half.jpg": GOOD["photo.jpg"][:300]}
    for name, data in bad.items():
        (photos / WNIDS[0] / name).write_bytes(data)
    found = evaluate(stubborn(3), WNIDS[:3], weights, photos)
    assert found == Evaluation(Accuracy(1 / 2, 1.0, 2, "val"), tuple(f"{WNIDS[0]}/{name}" for name in sorted(bad)), {})
    for path in photos.rglob("*.jpg"):
        path.write_bytes(b"")
    with problem("dataset.broken"):
        evaluate(stubborn(3), WNIDS[:3], weights, photos)


def test_photos_are_read_as_they_are_needed(tmp_path, monkeypatch, weights) -> None:
    """However many there are, only a batch of them is in memory."""
    kept: list[weakref.ref] = []
    most = 0

    def watched(data: bytes, name: str) -> Image.Image:
        nonlocal most
        photo = Image.new("RGB", (64, 64))
        kept.append(weakref.ref(photo))
        most = max(most, sum(one() is not None for one in kept))
        return photo

    monkeypatch.setattr(module, "decode", watched)
    monkeypatch.setattr(module, "BATCH", 4)
    evaluate(stubborn(3), WNIDS[:3], weights, source(tmp_path / "val", *[WNIDS[0]] * 40))
    assert len(kept) == 40 and most <= 9


def test_ten_crops_are_averaged(tmp_path, weights) -> None:
    photo = Image.effect_noise((90, 80), 90).convert("RGB")
    (tmp_path / "val" / WNIDS[0]).mkdir(parents=True)
    photo.save(tmp_path / "val" / WNIDS[0] / "a.png")
    network = fresh(AlexNet(2, (8, 8)))
    best = top(crop_scores(network, photo, weights.preprocessing, 10), 1)[0].index
    for number in (0, 1):
        classes = (WNIDS[0], WNIDS[1]) if number == 0 else (WNIDS[1], WNIDS[0])
        found = evaluate(network, classes, weights, tmp_path / "val", crops=10)
        assert found.accuracy.top1 == (best == number)
    with pytest.raises(ValueError, match="crops"):
        evaluate(network, WNIDS[:2], weights, tmp_path / "val", crops=5)


def test_problems_are_passed_on(tmp_path, weights) -> None:
    with problem("data.missing"):
        evaluate(stubborn(3), WNIDS[:3], weights, tmp_path / "nowhere")
