"""Which device is chosen, and what it is called."""

import pytest
import torch

from alexnet.device import best_device, describe


@pytest.mark.parametrize(
    ("cuda", "mps", "chosen"), [(True, True, "cuda:1"), (True, False, "cuda:1"), (False, True, "mps"), (False, False, "cpu")]
)
def test_choice(monkeypatch, cuda: bool, mps: bool, chosen: str) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 1)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert best_device() == torch.device(chosen)


def test_names(monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: f"GPU number {torch.device(device).index}")
    assert describe(torch.device("cuda", 1)) == "GPU number 1"
    assert describe(torch.device("mps")) == "Apple GPU (MPS)"
    assert describe(torch.device("cpu")) == "CPU"
