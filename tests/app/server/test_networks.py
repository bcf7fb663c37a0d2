"""A network is cached by what is in its file: a file that is replaced under the same name is another network."""

import os

import pytest
import torch

from alexnet.network import AlexNet, fresh
from alexnet.weights.entry import Weights
from alexnet.weights.files import save
from app.server.networks import loaded


def test_a_replaced_file_is_used_at_the_next_click(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    file = tmp_path / "mine.safetensors"
    for classes in (3, 7):
        save(fresh(AlexNet(classes, (32, 32))), Weights("mine", file), {})
        os.utime(file, (classes, classes))
        first = loaded("mine")
        assert len(first.wnids) == classes and loaded("mine") is first
        assert first.network.classes == classes


def test_networks_are_frozen() -> None:
    network = loaded("built-in").network
    assert not network.training and not any(parameter.requires_grad for parameter in network.parameters())
    with pytest.raises(RuntimeError):
        network(torch.zeros(1, 3, 224, 224)).sum().backward()
