"""What a network that learns says to photos held back, and the copy of it that others may ask meanwhile."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from lightning_fabric import Fabric

from alexnet import files
from alexnet.data.squares import Squares
from alexnet.training import diary
from alexnet.training.answers import SIDE, read_answers, shown, small
from alexnet.training.batches import centre_crops
from alexnet.training.diary import train_run
from alexnet.training.plan import Plan
from alexnet.training.recipe import CLASSROOM
from alexnet.training.run import Run
from alexnet.weights.files import described, load
from tests.conftest import problem

PLAN = Plan("alexnet", (16, 16), replace(CLASSROOM, passes=2, batch=8, precision="32-true"), "noise")


@pytest.fixture(scope="module")
def data() -> Squares:
    pixels = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (24, 3, 96, 96), dtype=np.uint8))
    return Squares(pixels, torch.arange(24) % 3, ("cat", "dog", "rose"))


@pytest.fixture
def run(tmp_path) -> Run:
    return Run(tmp_path / "run")


def steps(run: Run, data: Squares):
    return train_run(run, PLAN, data, data, Fabric(accelerator="cpu", devices=1, precision="32-true"))


def test_answers_are_the_networks_own(run, data) -> None:
    for _ in steps(run, data):
        pass
    found = read_answers(run.answers)
    pixels, classes = shown(data)
    assert found.step == 6 and (found.classes == classes.numpy()).all()
    assert (found.pixels == small(pixels).numpy()).all() and found.pixels.shape[-1] == SIDE
    entry = described("run", run.network)
    network, _ = load(entry)
    given = entry.preprocessing
    with torch.no_grad():
        shares = network(centre_crops(pixels, given.resize, given.crop)).softmax(1)
    assert (found.answers == shares.argmax(1).numpy()).all()
    assert np.allclose(found.shares, shares.max(1).values, atol=0.01)  # the file is in fp16, without normalisation layers


def test_a_copy_can_be_asked_while_it_learns(run, data, monkeypatch) -> None:
    monkeypatch.setattr(diary, "FRESH", 0)
    assert run.newest is None
    for step in steps(run, data):
        if step.number == 3:
            assert run.newest == run.on_its_way
            network, names = load(described("run", run.newest))
            assert names == data.names and network.classes == 3
            assert described("run", run.newest).wnids == data.names
    assert run.newest == run.network and not run.on_its_way.exists()


def test_damaged_answers_are_a_problem(run) -> None:
    run.folder.mkdir()
    run.answers.write_bytes(b"half a file")
    with problem("record.damaged"):
        read_answers(run.answers)


def test_a_kept_network_is_known_by_its_name(run, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(files, "OWN_WEIGHTS", tmp_path / "own")
    run.folder.mkdir()
    run.network.write_bytes(b"weights")
    assert run.kept is None
    target = run.keep("ours")
    assert Run(run.folder).kept == "ours"  # another process knows it, too
    target.unlink()
    assert run.kept is None
