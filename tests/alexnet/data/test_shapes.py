"""The built-in photos: always the same, not to be told apart without looking."""

import numpy as np
import pytest

from alexnet.data.shapes import KINDS, SIDE, textures


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray]:
    return textures(1500, 5)


def test_drawn_from_the_seed_alone(drawn) -> None:
    again, classes = textures(30, 5)
    assert np.array_equal(again, drawn[0][:30]) and np.array_equal(classes, drawn[1][:30])
    assert not np.array_equal(textures(30, 6)[0], again)


def test_all_kinds_alike_often(drawn) -> None:
    squares, classes = drawn
    assert squares.shape == (1500, 3, SIDE, SIDE) and squares.dtype == np.uint8
    assert np.bincount(classes).tolist() == [150] * len(KINDS)
    assert all(30 < squares[classes == kind].std() < 110 for kind in range(len(KINDS)))


def linear_accuracy(x: np.ndarray, y: np.ndarray) -> float:
    """Held-back accuracy of ridge regression to one-hot classes."""
    x = np.concatenate([x.reshape(len(x), -1) / 255 - 0.5, np.ones((len(x), 1))], 1)
    half = len(x) * 2 // 3
    target = np.eye(y.max() + 1)[y[:half]]
    weights = np.linalg.solve(x[:half].T @ x[:half] + 10 * np.eye(x.shape[1]), x[:half].T @ target)
    return float(((x[half:] @ weights).argmax(1) == y[half:]).mean())


def test_pixels_alone_do_not_tell(drawn) -> None:
    squares, classes = drawn
    coarse = squares.reshape(-1, 3, 16, 4, 16, 4).mean((3, 5))
    assert linear_accuracy(coarse, classes) < 0.6


def test_two_kinds_differ_only_in_which_colour_lies_on_which(drawn) -> None:
    squares, classes = drawn
    red, green = KINDS.index("red-on-green"), KINDS.index("green-on-red")
    pair = (classes == red) | (classes == green)
    x, y = squares[pair].astype(float), (classes[pair] == red).astype(int)
    assert linear_accuracy(x.mean((2, 3)), y) > 0.8  # the ground is larger than the dots
    grey = x.mean(1).reshape(len(x), -1)
    assert linear_accuracy(np.sort(grey, 1)[:, ::64], y) < 0.8
