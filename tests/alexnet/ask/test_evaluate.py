"""Accuracy of a network whose answer is known beforehand: always class 0, then 1, 2, 3, 4."""

from pathlib import Path

import pytest
import torch

from alexnet.ask import evaluate as module
from alexnet.ask.evaluate import evaluate
from alexnet.network import AlexNet, fresh
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
    photos = source(tmp_path / "val", WNIDS[0], WNIDS[0], WNIDS[3], WNIDS[4], WNIDS[5], WNIDS[6], STRANGE, STRANGE)
    assert evaluate(stubborn(7), WNIDS, weights, photos) == Accuracy(2 / 8, 4 / 8, 8, "val")


def test_order_of_the_classes_is_the_networks(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[6], WNIDS[6], WNIDS[0])
    assert evaluate(stubborn(7), WNIDS[::-1], weights, photos).top1 == 2 / 3


def test_fewer_than_five_classes(tmp_path, weights) -> None:
    photos = source(tmp_path / "val", WNIDS[0], WNIDS[2], STRANGE)
    assert evaluate(stubborn(3), WNIDS[:3], weights, photos) == Accuracy(1 / 3, 2 / 3, 3, "val")


def test_problems_are_passed_on(tmp_path, weights) -> None:
    with problem("data.missing"):
        evaluate(stubborn(3), WNIDS[:3], weights, tmp_path / "nowhere")
    photos = source(tmp_path / "val", WNIDS[0])
    (photos / WNIDS[0] / "bad.jpg").write_bytes(b"")
    with problem("photo.empty"):
        evaluate(stubborn(3), WNIDS[:3], weights, photos)
