"""What many tests share: a small network, photos that differ, and what a Problem must be."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from alexnet.errors import Problem
from alexnet.network import AlexNet, fresh

torch.set_num_threads(1)  # as in the app; the same sums in the same order in every thread
os.environ["OMP_NUM_THREADS"] = "1"  # nor in what tests start: threads that wait for each other crawl on shared cores
signal.signal(signal.SIGTERM, signal.default_int_handler)  # cut off, tests still end the servers that they have started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: of the processes that share the tests, each begins with its part of them."""
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    others = iter([item for item in items if not item.get_closest_marker("long")])
    each = -(-len(items) // count)
    items.clear()
    for mine in (long[number::count] for number in range(count)):
        items += [*mine, *islice(others, each - len(mine))]


@pytest.fixture(scope="session")
def network() -> AlexNet:
    """Untrained and frozen, with narrow dense layers; nobody may change it."""
    return fresh(AlexNet(20, (64, 64)))


@pytest.fixture(scope="session")
def photos() -> list[Tensor]:
    """Eight inputs of (1, 3, 224, 224), smooth like photos and all different."""
    generator = torch.Generator().manual_seed(1)
    coarse = torch.randn(8, 3, 14, 14, generator=generator)
    return list(F.interpolate(coarse, (224, 224), mode="bilinear").split(1))


@contextmanager
def problem(kind: str) -> Iterator[pytest.ExceptionInfo]:
    """The block must raise a Problem of `kind`."""
    with pytest.raises(Problem) as caught:
        yield caught
    assert caught.value.kind == kind
