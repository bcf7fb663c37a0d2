"""Batch normalisation while training leaves no trace in the network that is kept."""

from copy import deepcopy

import pytest
import torch
from torch import nn

from alexnet.network import AlexNet
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.training.batch_norm import first_kernels, folded, normalised


@pytest.fixture(params=[AlexNet, TwoGpuAlexNet])
def plain(request) -> nn.Module:
    torch.manual_seed(0)
    return request.param(7, (16, 16), dropout=0.0)


def test_folding_changes_no_answer(plain) -> None:
    network, photos = normalised(deepcopy(plain)), torch.randn(8, 3, 99, 99)
    for norm in (module for module in network.modules() if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d)):
        nn.init.uniform_(norm.weight, 1, 2)
        nn.init.uniform_(norm.bias, -1, 1)
    network.train()(photos)  # the running means and variances leave 0 and 1
    with torch.no_grad():
        expected, kept = network.eval()(photos), folded(network)
        assert torch.allclose(kept(photos), expected, atol=1e-4)
        assert not torch.allclose(kept(photos), plain.eval()(photos), atol=0.1)
    assert kept.state_dict().keys() == plain.state_dict().keys()
    assert torch.equal(first_kernels(network), kept.kernels) and torch.equal(first_kernels(plain), plain.kernels)


def test_every_layer_but_the_last_is_normalised(plain) -> None:
    weighted = sum(isinstance(module, nn.Conv2d | nn.Linear) for module in plain.modules())
    norms = [module for module in normalised(plain).modules() if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d)]
    assert len(norms) == weighted - 1
    assert plain(torch.randn(2, 3, 99, 99)).shape == (2, 7)


def test_a_network_without_normalisation_is_only_copied(plain) -> None:
    kept = folded(plain)
    assert all(torch.equal(a, b) for a, b in zip(kept.parameters(), plain.parameters(), strict=True))
    assert kept is not plain and not kept.training
