"""Networks in small files, for the tests of what reads and lists them."""

from dataclasses import replace
from pathlib import Path

import pytest

from alexnet.photo.crops import Preprocessing
from alexnet.weights.entry import Accuracy, Weights
from alexnet.weights.files import save

WNIDS = tuple(f"n{number:08}" for number in range(20))
TOLD = Weights(
    name="small",
    path=Path("small.safetensors"),
    wnids=WNIDS,
    accuracy=Accuracy(0.25, 0.5, 40, "nothing in particular"),
    preprocessing=Preprocessing(resize=128, crop=112, mean=(0.4, 0.5, 0.6), std=(1.0, 0.5, 0.25)),
    origin="a test",
    licence="CC0-1.0",
)


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """An empty folder in the place of the one for people's own files."""
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path / "own")
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


@pytest.fixture
def small(tmp_path, network) -> Weights:
    """The shared network in a file of ours."""
    entry = replace(TOLD, path=tmp_path / "small.safetensors")
    save(network, entry, {"seed": 0})
    return entry
