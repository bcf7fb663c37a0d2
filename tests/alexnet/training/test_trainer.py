"""Training: it learns, it goes on as if it had never stopped, and several processes do what one does."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from lightning_fabric import Fabric
from PIL import Image

from alexnet.__main__ import cli
from alexnet.data.squares import Squares
from alexnet.network import AlexNet
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.augment import trainable
from alexnet.training.recipe import CLASSROOM
from alexnet.training.trainer import Step, Trainer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent.parent
RECIPE = replace(CLASSROOM, passes=3, batch=8, precision="32-true")
SETTINGS = ["--hidden", "16", "--set", "passes=3", "--set", "batch=8", "--set", "precision=32-true"]
PLAIN = ["--set", "dropout=0", "--set", "normalise=no", "--set", "start=pytorch", "--set", "optimizer=sgd"]
COLOURS = {"blue": (40, 60, 220), "green": (40, 200, 60), "red": (220, 50, 40)}


@pytest.fixture(scope="module")
def data() -> Squares:
    """24 noisy squares of three colours."""
    rng = np.random.default_rng(0)
    classes = torch.arange(24) % 3
    tints = np.array(list(COLOURS.values()))[classes.numpy()][:, :, None, None]
    pixels = (tints + rng.normal(0, 30, (24, 3, 64, 64))).clip(0, 255).astype(np.uint8)
    return Squares(torch.from_numpy(pixels), classes, tuple(COLOURS))


@pytest.fixture(scope="module")
def folder(data: Squares, tmp_path_factory) -> Path:
    """The same as files."""
    folder = tmp_path_factory.mktemp("photos")
    for number, (pixels, kind) in enumerate(zip(data.pixels.numpy(), data.classes.tolist(), strict=True)):
        (folder / data.names[kind]).mkdir(exist_ok=True)
        Image.fromarray(pixels.transpose(1, 2, 0)).save(folder / data.names[kind] / f"{number:02}.png")
    return folder


def trainer(data: Squares, kind: type = AlexNet, workers: int = 0, **settings: object) -> Trainer:
    torch.manual_seed(0)
    recipe = replace(RECIPE, **settings)
    fabric = Fabric(accelerator="cpu", devices=1, precision=recipe.precision)
    return Trainer(kind(3, (16, 16), recipe.dropout), data, recipe, fabric, workers)


@pytest.mark.parametrize("kind", [AlexNet, TwoGpuAlexNet])
def test_it_learns(data: Squares, kind: type) -> None:
    training = trainer(data, kind, passes=12, dropout=0.0, smoothing=0.0)
    steps = list(training.steps())
    assert [step.number for step in steps] == list(range(1, 37)) and steps[0].total == 36
    assert steps[-1].loss < 0.5 * steps[0].loss
    assert training.measure(data, 67, 67) == (1.0, 1.0)


@pytest.mark.parametrize("augment", [(), tuple(trainable())], ids=["plain", "augmented"])
def test_stopped_and_resumed_is_never_stopped(data: Squares, augment: tuple[str, ...]) -> None:
    whole = trainer(data, augment=augment)
    expected = list(whole.steps())
    first = trainer(data, augment=augment)
    steps = first.steps()
    begun = [next(steps) for _ in range(4)]  # in the middle of the second pass
    kept = first.state()
    second = trainer(data, augment=augment)
    second.restore(torch.load(_written(kept), weights_only=True))
    went_on = list(second.steps())

    def told(steps: list[Step]) -> list[tuple]:
        return [(step.number, step.loss, step.accuracy, step.rate) for step in steps]

    assert told(begun + went_on) == told(expected)
    for ours, theirs in zip(second.network.state_dict().values(), whole.network.state_dict().values(), strict=True):
        assert torch.equal(ours, theirs)


def _written(state: dict) -> object:
    from io import BytesIO

    file = BytesIO()
    torch.save(state, file)
    file.seek(0)
    return file


def test_other_seeds_train_otherwise(data: Squares) -> None:
    losses = [[step.loss for step in trainer(data, seed=seed, passes=1).steps()] for seed in (0, 0, 1)]
    assert losses[0] == losses[1] != losses[2]


@pytest.mark.parametrize("name", trainable())
def test_every_augmentation_trains_alike_in_workers_and_here(data: Squares, name: str) -> None:
    before = data.pixels.clone()
    runs = [
        [step.loss for step in trainer(data, workers=workers, passes=2, augment=augment).steps()]
        for workers, augment in ((0, ()), (0, (name,)), (2, (name,)))
    ]
    assert runs[0] != runs[1] == runs[2] and torch.equal(data.pixels, before)


def test_plain_network_answers_as_the_trained_one(data: Squares) -> None:
    training = trainer(data)
    list(training.steps())
    photos = torch.randn(4, 3, 67, 67)
    with torch.no_grad():
        assert torch.allclose(training.plain()(photos), training.network.eval()(photos), atol=1e-4)
    assert training.plain().state_dict().keys() == AlexNet(3, (16, 16)).state_dict().keys()


def test_fewer_photos_than_a_batch(data: Squares) -> None:
    assert len(list(trainer(data, batch=128).steps())) == 3


def command(folder: Path, runs: Path, name: str, *more: str) -> list[str]:
    start = [sys.executable, "-m", "alexnet", "train", "folder", str(folder), "--folder", str(runs), "--name", name, "--json"]
    return [*start, "--accelerator", "cpu", *SETTINGS, *more]


def here(words: list[str]) -> None:
    """Runs a `command` in this process."""
    result = CliRunner().invoke(cli, words[3:])
    assert result.exit_code == 0, result.output


def losses(runs: Path, name: str) -> list[float]:
    return [json.loads(line)["loss"] for line in (runs / name / "steps.jsonl").read_text().splitlines()]


@pytest.mark.long
def test_killed_and_resumed_gives_the_same_steps(folder: Path, tmp_path: Path) -> None:
    more = ["--save-every", "2", "--set", "passes=6"]
    here(command(folder, tmp_path, "whole", *more))
    killed = subprocess.Popen(command(folder, tmp_path, "killed", *more), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in killed.stdout:
        if line.startswith("{") and json.loads(line)["number"] == 5:
            killed.kill()
            break
    killed.wait()
    assert (tmp_path / "killed" / "checkpoint.pt").exists() and not (tmp_path / "killed" / "done").exists()
    here(command(folder, tmp_path, "killed", *more))
    assert losses(tmp_path, "killed") == losses(tmp_path, "whole") and len(losses(tmp_path, "whole")) == 12
    assert (tmp_path / "killed" / "done").exists()


def test_ctrl_c_saves(folder: Path, tmp_path: Path) -> None:
    more = ["--set", "passes=2000"]
    process = subprocess.Popen(command(folder, tmp_path, "run", *more), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("{"):
            process.send_signal(signal.SIGINT)
            break
    process.communicate(timeout=60)
    assert process.returncode == 0
    saved = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert saved["trainer"]["step"] == len(losses(tmp_path, "run")) > 0
    assert (tmp_path / "run" / "network.safetensors").exists()


@pytest.mark.long
def test_two_processes_do_what_one_does(folder: Path, tmp_path: Path) -> None:
    here(command(folder, tmp_path, "one", *PLAIN))
    spread = command(folder, tmp_path, "two", *PLAIN, "--devices", "2", "--strategy", "ddp")
    done = subprocess.run(spread, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    assert losses(tmp_path, "two") == pytest.approx(losses(tmp_path, "one"), abs=2e-4)
    assert len(set(losses(tmp_path, "one"))) > 3


@pytest.mark.long
def test_two_machines_without_a_common_folder_go_on_where_the_first_stopped(folder: Path, tmp_path: Path) -> None:
    more = ["--save-every", "2", *PLAIN]
    here(command(folder, tmp_path, "whole", *more))
    begun = subprocess.Popen(command(folder, tmp_path / "0", "run", *more), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in begun.stdout:
        if line.startswith("{") and json.loads(line)["number"] == 5:
            begun.kill()
            break
    begun.wait()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        meeting = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free.getsockname()[1])}
    machines = [
        subprocess.Popen(
            command(folder, tmp_path / rank, "run", *more, "--devices", "1", "--num-nodes", "2", "--strategy", "ddp"),
            cwd=ROOT, env=os.environ | meeting | {"NODE_RANK": rank}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for rank in ("0", "1")
    ]  # fmt: skip
    try:
        assert [machine.wait(120) for machine in machines] == [0, 0]
    finally:
        for machine in machines:
            machine.kill()
    assert losses(tmp_path / "0", "run") == pytest.approx(losses(tmp_path, "whole"), abs=2e-4)
