"""What an answer weighs: near to what it takes, whatever holds it."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from PIL import Image

from app.server.sizes import size


@dataclass
class Held:
    array: np.ndarray
    name: str


@pytest.mark.parametrize(
    ("thing", "bytes_"),
    [
        (np.zeros((100, 100), np.float32), 40_000),
        (np.zeros((100, 100), np.float32)[::2], 20_000),
        (torch.zeros(1000), 4_000),
        (Image.new("RGB", (100, 50)), 15_000),
        ("x" * 5000, 5_000),
        ([np.zeros(1000, np.uint8)] * 3, 3_000),
        ({"a": np.zeros(1000, np.uint8), "b": (torch.zeros(250),)}, 2_000),
        (Held(np.zeros(1000, np.uint8), "n"), 1_000),
        (None, 0),
    ],
)
def test_size(thing, bytes_) -> None:
    assert bytes_ <= size(thing) < bytes_ + 2_000
