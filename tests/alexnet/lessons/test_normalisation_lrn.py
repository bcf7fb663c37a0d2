"""LRN and max pooling in plain arithmetic against PyTorch's, and what can be said of tiny arrays by eye."""

import numpy as np
import pytest
import torch
from torch import nn

from alexnet.lessons.normalisation_lrn import Lrn, contested, normalised, shares
from alexnet.lessons.normalisation_pooling import looks, pooled
from alexnet.network.two_towers import LocalResponseNorm

PAPER = Lrn()


@pytest.fixture
def maps() -> np.ndarray:
    return np.random.default_rng(4).normal(0, 30, (12, 7, 9)).clip(0).astype(np.float32)


@pytest.mark.parametrize("lrn", [PAPER, Lrn(1, 3, 0.1, 0.5), Lrn(0.5, 9, 1.0, 1.5), Lrn(2, 1, 0.01, 0.75)])
def test_as_torch(maps, lrn) -> None:
    expected = nn.LocalResponseNorm(lrn.n, lrn.alpha, lrn.beta, lrn.k)(torch.from_numpy(maps)[None])[0].numpy()
    np.testing.assert_allclose(normalised(maps, lrn), expected, rtol=1e-5)


def test_as_the_networks_own_in_each_tower(maps) -> None:
    own = LocalResponseNorm()
    expected = torch.cat([own(half) for half in torch.from_numpy(maps)[None].chunk(2, 1)], 1)[0].numpy()
    np.testing.assert_allclose(normalised(maps, PAPER, towers=2), expected, rtol=1e-5)
    assert not np.allclose(normalised(maps, PAPER)[5], expected[5], rtol=1e-5)


def test_printed_alpha_is_n_times_as_strong(maps) -> None:
    printed, code = Lrn(divided=False), Lrn(alpha=5e-4)
    np.testing.assert_allclose(normalised(maps, printed), normalised(maps, code), rtol=1e-6)


def test_shares_are_the_denominator() -> None:
    answers = np.array([0.0, 1, 2, 3, 0, 5])
    of_k, of_maps = shares(answers, 2, Lrn(k=1, n=3, alpha=3.0))
    assert of_maps == pytest.approx({1: 1 / 15, 2: 4 / 15, 3: 9 / 15}) and of_k == pytest.approx(1 / 15)
    of_k, of_maps = shares(answers, 0, PAPER)
    assert list(of_maps) == [0, 1, 2] and of_k + sum(of_maps.values()) == pytest.approx(1)


@pytest.mark.parametrize(("size", "stride"), [(3, 2), (2, 2)])
@pytest.mark.parametrize("shape", [(55, 55), (39, 39), (8, 13)])
def test_pooling_as_torch(size, stride, shape) -> None:
    values = np.random.default_rng(5).normal(size=shape).astype(np.float32).clip(0)
    expected, places = nn.MaxPool2d(size, stride, return_indices=True)(torch.from_numpy(values)[None])
    found, taken = pooled(values, size, stride)
    assert np.array_equal(found, expected[0].numpy())
    assert np.array_equal(taken.ravel(), np.bincount(places.ravel().numpy(), minlength=values.size))


def test_looks_by_eye() -> None:
    assert looks((5, 5), 3, 2)[0].tolist() == [1, 1, 2, 1, 1]
    assert looks((5, 5), 3, 2)[2, 2] == 4
    assert looks((5, 5), 2, 2)[:, 0].tolist() == [1, 1, 1, 1, 0]
    assert looks((55, 55), 3, 2).sum() == 27 * 27 * 9


def test_contest_needs_the_answer_and_a_neighbour() -> None:
    maps = np.zeros((6, 1, 3))
    maps[1, 0, 0] = 9  # alone
    maps[[0, 3], 0, 1] = 5  # too far apart for n = 3
    maps[[3, 4], 0, 2] = 3, 4
    found = contested(maps, Lrn(n=3))
    assert np.argwhere(found).tolist() == [[3, 0, 2], [4, 0, 2]] and found[3, 0, 2] == 12
    assert not contested(maps[:, :, 2:], Lrn(n=3), towers=3)[:2].any()
    assert contested(maps, Lrn(n=3), towers=2)[3, 0, 2] == 12
