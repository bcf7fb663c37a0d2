"""How long a training would take, and which networks the drawing pad offers."""

import time
from dataclasses import asdict

import pytest

from alexnet import files
from alexnet.data.shapes import KINDS
from alexnet.training.recipe import CLASSROOM, MODERN
from alexnet.training.run import Run
from app.server import train_networks, train_questions
from app.server.queues import ask


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "OWN_RUNS", tmp_path / "runs")
    monkeypatch.setattr(files, "OWN_WEIGHTS", tmp_path / "weights")
    return tmp_path


def trained(recipe, network="alexnet", pace=0.5, steps=40) -> Run:
    run = Run(files.OWN_RUNS / network)
    run.folder.mkdir(parents=True)
    run.write("settings.json", {"network": network, "hidden": [16, 16], "recipe": asdict(recipe), "data": "shapes"})
    rows = (f'{{"step": {n}, "total": 40, "seconds": {pace * n}}}\n' for n in range(1, steps + 1))
    (run.folder / "steps.jsonl").write_text("".join(rows))
    return run


def test_pace_of_an_earlier_training_counts_only_where_it_is_alike() -> None:
    trained(CLASSROOM)
    assert train_questions.earlier_pace("alexnet", "classroom", 16) == pytest.approx(0.5)
    assert train_questions.earlier_pace("two-gpu", "classroom", 16) is None
    assert train_questions.earlier_pace("alexnet", "modern", 16) is None
    assert train_questions.earlier_pace("alexnet", "classroom", 1024) is None


def test_a_few_steps_tell_nothing() -> None:
    trained(CLASSROOM, steps=3)
    assert train_questions.earlier_pace("alexnet", "classroom", 16) is None


def test_larger_crops_take_longer() -> None:
    assert train_questions.seconds("classroom", 2.0, 10) == pytest.approx(20.0)
    assert MODERN.sizes[0] < MODERN.sizes[1]
    assert 20.0 < train_questions.seconds("modern", 2.0, 10) < 20.0 * (MODERN.sizes[1] / MODERN.sizes[0]) ** 2


@pytest.mark.long
def test_pace_is_measured_and_leaves_nothing(home) -> None:
    began = time.monotonic()
    pace = ask(train_questions.pace("alexnet", "classroom", 16)).result(train_questions.PATIENCE + 30)
    assert 0 < pace < time.monotonic() - began
    assert not files.OWN_RUNS.exists()


def test_the_pad_offers_what_knows_the_shapes() -> None:
    assert list(train_networks.on_offer()) == ["shapes"]  # what comes with the app; the others know photos
    trained(CLASSROOM)  # it has no network yet
    shipped = train_networks.SHIPPED.read_bytes()
    files.OWN_WEIGHTS.mkdir()
    (files.OWN_WEIGHTS / "ours.safetensors").write_bytes(shipped)
    (files.OWN_RUNS / "alexnet" / "on-its-way.safetensors").write_bytes(shipped)
    found = train_networks.on_offer()
    assert list(found) == ["alexnet", "ours", "shapes"]  # what learns comes first
    assert {entry.wnids for entry in found.values()} == {KINDS}
    assert train_networks.loaded(found["ours"]).network.classes == len(KINDS)
