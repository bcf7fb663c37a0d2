"""A training that others watch: what it leaves, how it stops, what it refuses."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from lightning_fabric import Fabric
from safetensors import SafetensorError

from alexnet.data.squares import Squares
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.training import diary
from alexnet.training.diary import MOMENTS, train_run
from alexnet.training.plan import NETWORKS, Plan, build, preprocessing
from alexnet.training.recipe import CLASSROOM
from alexnet.training.run import Run, device_lock, read_checkpoint
from alexnet.training.trainer import Trainer
from alexnet.weights.files import described, load
from tests.conftest import problem

RECIPE = replace(CLASSROOM, passes=3, batch=8, precision="32-true")


@pytest.fixture(scope="module")
def data() -> Squares:
    pixels = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (24, 3, 64, 64), dtype=np.uint8))
    return Squares(pixels, torch.arange(24) % 3, ("cat", "dog", "rose"))


def plan(network: str = "alexnet", **settings: object) -> Plan:
    return Plan(network, (16, 16), replace(RECIPE, **settings), "noise")


def train(run: Run, plan: Plan, data: Squares, until: int | None = None, **settings: object) -> None:
    fabric = Fabric(accelerator="cpu", devices=1, precision=plan.recipe.precision)
    for step in train_run(run, plan, data, data, fabric, **settings):
        if step.number == until:
            run.ask_to_stop()


@pytest.fixture
def run(tmp_path) -> Run:
    return Run(tmp_path / "run")


@pytest.mark.parametrize("network", NETWORKS)
def test_what_it_leaves(run, data, network: str) -> None:
    train(run, plan(network), data)
    assert [step["step"] for step in run.steps()] == list(range(1, 10)) and (run.folder / "done").exists()
    record = run.record()
    assert record.steps[0] == 0 and record.steps[-1] == 9 and len(record.steps) <= MOMENTS + 1
    assert np.isnan(record.loss[0]) and not np.isnan(record.loss[1:]).any() and record.how["seed"] == 0
    assert not np.isnan(record.top1[-1]) and not run.resumable and not run.running
    entry = described("kept", run.network)
    kept, names = load(entry)
    assert names == data.names and isinstance(kept, TwoGpuAlexNet) == (network == "two-gpu")
    assert torch.allclose(kept.kernels, record.kernels[-1].float(), atol=1e-3)
    assert entry.accuracy.photos == 24 and entry.accuracy.top5 == 1.0
    assert entry.accuracy.top1 == pytest.approx(float(record.top1[-1]))


def test_stopped_and_resumed_leaves_no_gap(run, data, tmp_path) -> None:
    whole = Run(tmp_path / "whole")
    train(whole, plan(), data)
    train(run, plan(), data, until=4)
    assert len(run.steps()) == 5 and run.resumable and run.network.exists()  # it ends after the step that it is at
    train(run, plan(), data)
    assert [step["loss"] for step in run.steps()] == [step["loss"] for step in whole.steps()]
    assert run.record().steps.tolist() == whole.record().steps.tolist()
    assert torch.equal(run.record().kernels, whole.record().kernels)
    assert (run.folder / "done").exists() and not run.stopping


def test_steps_behind_the_last_checkpoint_are_forgotten(run, data) -> None:
    train(run, plan(), data, save_every=2, until=4)
    state = read_checkpoint(run.folder / "checkpoint.pt")
    assert state["trainer"]["step"] == 5
    with (run.folder / "steps.jsonl").open("a") as file:
        file.write('{"step": 6}\n')
    train(run, plan(), data)
    assert [step["step"] for step in run.steps()] == list(range(1, 10))


def test_one_training_a_device(run, data) -> None:
    with device_lock("cpu", run.folder.parent), problem("run.busy"):
        train(run, plan(), data)


def test_checkpoint_of_another_network_is_refused(run, data) -> None:
    train(run, plan(), data, until=2)
    before = (run.folder / "checkpoint.pt").read_bytes()
    with problem("run.other"):
        train(run, plan("two-gpu"), data)
    assert (run.folder / "checkpoint.pt").read_bytes() == before


def test_a_full_disk_ends_it_with_the_checkpoint_before(run, data, monkeypatch) -> None:
    save = torch.save

    def full_at_six(state: dict, file: object) -> None:
        if state["trainer"]["step"] >= 6:
            raise OSError(28, "No space left on device")
        save(state, file)

    monkeypatch.setattr(torch, "save", full_at_six)
    with problem("run.no_room"):
        train(run, plan(), data, save_every=2)
    assert read_checkpoint(run.folder / "checkpoint.pt")["trainer"]["step"] == 4
    assert not run.running and run.resumable


def test_a_run_from_before_a_field_of_the_recipe_goes_on(run, data, tmp_path) -> None:
    """What was written without `augment` is resumed, with the steps of one that was never stopped."""
    whole = Run(tmp_path / "whole")
    train(whole, plan(), data)
    train(run, plan(), data, until=4)
    older = run.settings
    del older["recipe"]["augment"]
    run.write("settings.json", older)
    record = run.record()
    del record.how["recipe"]["augment"]
    record.save(run.folder / "record.safetensors")
    assert set(read_checkpoint(run.folder / "checkpoint.pt")) == {"trainer", "seconds"}  # no recipe is in there
    train(run, plan(), data)
    assert [step["loss"] for step in run.steps()] == [step["loss"] for step in whole.steps()]


def test_augmentations_are_written_down_and_used(run, data, tmp_path) -> None:
    plain = Run(tmp_path / "plain")
    train(plain, plan(passes=1), data)
    train(run, plan(passes=1, augment=("colour",)), data)
    assert run.settings["recipe"]["augment"] == ["colour"] and plain.settings["recipe"]["augment"] == []
    assert [step["loss"] for step in run.steps()] != [step["loss"] for step in plain.steps()]


def test_a_network_that_there_is_not_is_told_what_there_is() -> None:
    with pytest.raises(ValueError, match="there is no resnet; choose one of alexnet, two-gpu"):
        build(plan("resnet"), 3)


def test_photos_take_the_way_that_the_training_photos_took() -> None:
    small, large = (preprocessing(replace(RECIPE, view=(171, 163)), side) for side in (64, 256))
    assert (small.resize, small.crop, small.via) == (171, 163, 64) and large.via is None


def test_a_full_disk_while_the_record_is_written_is_told(run, data, monkeypatch) -> None:
    def full(*args: object) -> None:
        raise SafetensorError("I/O error: No space left on device")

    monkeypatch.setattr("alexnet.training.record.save_file", full)
    with problem("run.no_room"):
        train(run, plan(), data)


# What a kill can leave


def no_checkpoint(run: Run) -> None:
    (run.folder / "checkpoint.pt").unlink()


def append(data: bytes) -> Callable[[Run], None]:
    def more(run: Run) -> None:
        with (run.folder / "steps.jsonl").open("ab") as file:
            file.write(data)

    return more


def later(run: Run) -> None:
    """Steps and moments behind the checkpoint."""
    append(b'{"step": 6, "loss": 1.0}\n{"step": 7, "loss": 1.0}\n')(run)
    record = run.record()
    longer = {name: np.append(getattr(record, name), 7) for name in ("steps", "loss", "top1", "top5")}
    replace(record, **longer, kernels=torch.cat([record.kernels, record.kernels[:1]])).save(run.folder / "record.safetensors")


def cut(file: str) -> Callable[[Run], None]:
    return lambda run: (run.folder / file).write_bytes((run.folder / file).read_bytes()[:40])


def gone(*files: str) -> Callable[[Run], None]:
    return lambda run: [(run.folder / file).unlink() for file in files]


LEFT = {  # after five steps of nine, or after all
    "before the first checkpoint": (5, no_checkpoint),
    "steps and moments behind the checkpoint": (5, later),
    "half a line": (5, append(b'{"step": 6, "lo')),
    "half a letter": (5, append(b'{"step": 6, "\xe7')),
    "nothing on the disk where a line was": (5, append(bytes(40) + b"\n")),
    "half a record": (5, cut("record.safetensors")),
    "no record": (5, gone("record.safetensors")),
    "half of the settings": (5, cut("settings.json")),
    "a wish to stop": (5, lambda run: (run.folder / "stop").touch()),
    "between the last checkpoint and the end": (9, gone("done", "network.safetensors")),
    "before it is said to be done": (9, gone("done")),
    "done, but the network was taken away": (9, gone("network.safetensors")),
    "half a record at the end": (9, lambda run: (gone("done")(run), cut("record.safetensors")(run))),
}


@pytest.fixture(scope="module")
def stopped(data, tmp_path_factory) -> dict[int, Run]:
    """The same training once stopped after five steps, once gone to its end."""
    home = tmp_path_factory.mktemp("stopped")
    train(Run(home / "5"), plan(), data, until=4)
    train(Run(home / "9"), plan(), data)
    return {5: Run(home / "5"), 9: Run(home / "9")}


@pytest.mark.parametrize("state", LEFT)
def test_whatever_a_kill_leaves_is_taken_up_again(run, data, stopped, state: str) -> None:
    steps, leave = LEFT[state]
    shutil.copytree(stopped[steps].folder, run.folder)
    leave(run)
    train(run, plan(), data)
    assert [(step["step"], step["loss"]) for step in run.steps()] == [(step["step"], step["loss"]) for step in stopped[9].steps()]
    assert (run.folder / "done").exists() and not run.resumable and load(described("kept", run.network))[1] == data.names
    moments = run.record().steps.tolist()
    assert moments == sorted(set(moments)) and moments[-1] == 9
    if "record" not in state:
        assert run.record().loss[1:].tolist() == pytest.approx(stopped[9].record().loss[1:].tolist(), abs=1e-4)


def test_a_finished_run_is_left_as_it_is_and_goes_on_for_more_passes(run, data, stopped) -> None:
    shutil.copytree(stopped[9].folder, run.folder)
    before = {path.name: path.read_bytes() for path in run.folder.iterdir()}
    train(run, plan(), data)
    train(run, plan(passes=2), data)
    assert {path.name: path.read_bytes() for path in run.folder.iterdir()} == before
    train(run, plan(passes=4), data)
    assert [step["step"] for step in run.steps()] == list(range(1, 13)) and (run.folder / "done").exists()


def test_other_photos_are_not_taken_for_those_of_before(run, data, stopped) -> None:
    shutil.copytree(stopped[5].folder, run.folder)
    settings = run.settings
    with problem("run.other"):
        train(run, plan(), replace(data, names=("ash", "oak", "yew")))
    assert run.settings == settings


def test_a_checkpoint_comes_by_time_too(run, data, monkeypatch) -> None:
    made = []
    monkeypatch.setattr(diary, "save_checkpoint", lambda state, path: made.append(state["trainer"]["step"]))
    monkeypatch.setattr(diary, "MOST", 0)
    train(run, plan(), data, save_every=1000)
    assert made == [*range(1, 10), 9] and diary.SAVE_EVERY > 9


# What is no number


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("where", ["loss", "weights", "last weights"])
def test_a_training_that_ran_away_ends_with_its_last_good_checkpoint(run, data, monkeypatch, value: float, where: str) -> None:
    theirs, last = Trainer._step, 9 if where == "last weights" else 5

    def step(trainer: Trainer, *batch: object) -> tuple:
        loss, right = theirs(trainer, *batch)
        if trainer.done == last - 1:
            with torch.no_grad():
                next(trainer.network.parameters())[0, 0, 0, 0] = value
            loss = loss * value if where == "loss" else loss
        return loss, right

    monkeypatch.setattr(Trainer, "_step", step)
    with problem("run.not_finite") as caught:
        train(run, plan(), data, save_every=2)
    assert f"step {last}" in str(caught.value) and "smaller rate" in str(caught.value)
    state = read_checkpoint(run.folder / "checkpoint.pt")["trainer"]
    assert state["step"] == last - 1 and all(values.isfinite().all() for values in state["network"].values())
    assert run.newest is None and not (run.folder / "done").exists() and run.resumable
    assert "NaN" not in (run.folder / "steps.jsonl").read_text() and np.isfinite(run.record().kernels.float()).all()
