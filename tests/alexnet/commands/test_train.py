"""`train` takes whatever is registered, a recipe, a network, a data set, an augmentation, and says what there is."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner, Result

from alexnet.__main__ import cli
from alexnet.commands.train_options import SIDE
from alexnet.data import sets
from alexnet.data.sets import DATASETS
from alexnet.data.shapes import textures
from alexnet.network import AlexNet
from alexnet.photo.augment import AUGMENTATIONS, trainable
from alexnet.registry import Parameter, register
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import CLASSROOM, RECIPES
from alexnet.training.run import Run
from tests.alexnet.data.fakes import FAKES, in_parts

pytestmark = pytest.mark.slow

QUICK = ("--accelerator", "cpu", "--hidden", "8", "--set", "passes=1", "--set", "batch=20")


@pytest.fixture(autouse=True)
def few_shapes(monkeypatch) -> None:
    """20 drawings to learn from and 5 to measure on."""
    monkeypatch.setattr(sets, "textures", lambda count, seed: textures(count // 200, seed))


def train(folder: Path, *arguments: object) -> Result:
    """Trains for one step; anything but a clean exit is passed on."""
    command = ["train", "--set", "precision=32-true", "--folder", str(folder), "--name", "run", *QUICK, *map(str, arguments)]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def trained(folder: Path, *arguments: object) -> dict:
    """The settings of a training that was done to its end."""
    result = train(folder, *arguments)
    assert result.exit_code == 0, result.output
    run = Run(folder / "run")
    assert (run.folder / "done").exists() and run.network.is_file() and str(run.network) in result.output
    return run.settings


def refused(folder: Path, *arguments: object) -> str:
    """What it says to a wrong request; nothing was begun."""
    result = train(folder, *arguments)
    assert result.exit_code == 2 and not (folder / "run").exists()
    return result.stderr


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_trains(tmp_path, name: str) -> None:
    as_told = trained(tmp_path, "--recipe", name)["recipe"]
    recipe = replace(RECIPES[name], passes=1, batch=20, precision="32-true")
    assert as_told == json.loads(json.dumps(recipe.__dict__))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_trains(tmp_path, name: str) -> None:
    assert trained(tmp_path, "--network", name)["network"] == name


def test_both_towers_are_placed_where_it_is_said(tmp_path) -> None:
    assert trained(tmp_path, "--network", "two-gpu", "--towers", "cpu,cpu")["network"] == "two-gpu"


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_trains(tmp_path, monkeypatch, name: str) -> None:
    (side,) = DATASETS[name].parameters
    with FAKES[name](tmp_path, monkeypatch) as sources:
        settings = trained(tmp_path / "runs", name, *sources, "--set", "batch=2")
    assert (settings["data"], settings["side"]) == (name, min(max(SIDE, side.low), side.high))


@pytest.mark.parametrize("name", trainable())
def test_every_augmentation_trains(tmp_path, name: str) -> None:
    assert trained(tmp_path, "--set", f"augment={name}")["recipe"]["augment"] == [name]


def test_what_is_added_to_a_registry_trains_without_another_edit(tmp_path, monkeypatch) -> None:
    def halved(pixels, rng):
        """Half as bright."""
        return pixels / 2

    def drawn(sources, side, report):
        """As the built-in shapes."""
        return sets.shapes(sources, side, report)

    monkeypatch.setitem(RECIPES, "brisk", replace(CLASSROOM, rate=1e-3))
    monkeypatch.setitem(NETWORKS, "slim", lambda classes, hidden, dropout: AlexNet(classes, hidden, dropout))
    for menu, name, function, parameters in (
        (AUGMENTATIONS, "halved", halved, ()),
        (DATASETS, "drawn", drawn, (Parameter("side", 64, 64, 64, 1),)),
    ):
        monkeypatch.setitem(menu, name, None)  # so that it is taken away again
        del menu[name]
        register(menu, name, *parameters)(function)
    settings = trained(tmp_path, "drawn", "--recipe", "brisk", "--network", "slim", "--set", "augment=halved")
    assert (settings["data"], settings["network"]) == ("drawn", "slim")
    assert (settings["recipe"]["rate"], settings["recipe"]["augment"]) == (1e-3, ["halved"])


def test_help_lists_what_is_registered(monkeypatch) -> None:
    monkeypatch.setitem(RECIPES, "brisk", CLASSROOM)
    monkeypatch.setitem(NETWORKS, "slim", AlexNet)
    shown = CliRunner().invoke(cli, ["train", "--help"]).output
    for name in (*DATASETS, *RECIPES, *NETWORKS, *trainable()):
        assert name in shown.split("DATA is one of")[1]
    assert all(" ".join(entry.about.split()[:4]) in shown for entry in DATASETS.values())


@pytest.mark.parametrize(
    ("arguments", "menu"),
    [
        (["mnist"], DATASETS),
        (["--recipe", "mine"], RECIPES),
        (["--network", "resnet"], NETWORKS),
        (["--set", "augment=posterise"], trainable()),
    ],
)
def test_what_there_is_not_is_told_what_there_is(tmp_path, arguments: list[str], menu: dict) -> None:
    assert f"choose one of {', '.join(menu)}" in refused(tmp_path, *arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--side", "32"], ["--side", "shapes", "side must be 64, not 32"]),
        (["folder", "--side", "9"], ["--side", "side must lie between 16 and 1024, not 9"]),
        (["--set", "speed=1"], ["--set", "no field speed"]),
        (["--set", "rate=fast"], ["--set", "fast"]),
        (["--set", "passes"], ["--set", "NAME=VALUE"]),
        (["--set", "precision=nonsense"], ["--set", "precision must be one of 32-true", "bf16-mixed, not nonsense"]),
        (["--towers", "cpu,cpu"], ["--towers", "alexnet has one tower; choose --network two-gpu"]),
        (["--network", "two-gpu", "--towers", "a,b"], ["--towers", "two devices of this machine", "not a,b"]),
        (["--network", "two-gpu", "--towers", "cpu"], ["--towers", "two devices of this machine", "not cpu"]),
        (["--network", "two-gpu", "--towers", "cpu,cpu,cpu"], ["--towers", "two devices of this machine", "not cpu,cpu,cpu"]),
        (["--network", "two-gpu", "--towers", "cpu,meta"], ["--towers", "two devices of this machine", "not cpu,meta"]),
        (["--accelerator", "tpu"], ["--accelerator", "there is no tpu here; choose one of auto, cpu"]),
        (["--accelerator", "nonsense"], ["--accelerator", "there is no nonsense here"]),
        (["--strategy", "nonsense"], ["--strategy", "cannot run so here", "nonsense"]),
        (["--strategy", "fsdp"], ["--strategy", "cannot run so here", "FSDP"]),
        (["--strategy", "ddp_spawn", "--devices", "1"], ["--strategy", "cannot run so here"]),
        (["--devices", "-3"], ["--devices", "-3"]),
        (["--devices", "0"], ["--devices", "0"]),
        (["--devices", "99999"], ["--devices", "here, not 99999"]),
        (["--num-nodes", "0"], ["--num-nodes", "0"]),
        (["--set", "rate=nan"], ["--set", "rate must be more than 0 and at most 100, not nan"]),
        (["--set", "seed=-1"], ["--set", "seed must be at least 0", "not -1"]),
    ],
)
def test_wrong_request_says_what_is_right(tmp_path, arguments: list[str], words: list[str]) -> None:
    told = " ".join(refused(tmp_path, *arguments).split())
    assert all(word in told for word in words), told


@pytest.mark.parametrize("name", ["cuda", "mps", "gpu"])
def test_an_accelerator_that_is_not_here_is_told(tmp_path, monkeypatch, name: str) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert f"there is no {name} here; choose one of auto, cpu" in refused(tmp_path, "--accelerator", name)


def test_a_finished_run_says_so(tmp_path) -> None:
    trained(tmp_path)
    again = train(tmp_path)
    assert again.exit_code == 0 and "is finished" in again.stderr and str(Run(tmp_path / "run").network) in again.stdout


def test_what_is_left_out_is_said(tmp_path) -> None:
    home = in_parts(tmp_path / "photos")
    (home / "val" / "cat" / "0.png").write_bytes(b"no photo")
    shutil.copytree(home / "val" / "dog", home / "test")
    result = train(tmp_path / "runs", "folder", home, "--set", "batch=2")
    assert "photos of a test part: 2" in result.stderr and "photos that cannot be read: 1" in result.stderr
    assert Run(tmp_path / "runs" / "run").settings["left out"] == {"test": 2, "broken": 1}


def test_a_problem_is_left_for_those_who_watch(tmp_path) -> None:
    with pytest.raises(ValueError):
        train(tmp_path, "folder", tmp_path / "nowhere")
    assert Run(tmp_path / "run").problem.kind == "data.missing"


def test_a_line_a_step_for_programs(tmp_path) -> None:
    *steps, last = [json.loads(line) for line in train(tmp_path, "--json").stdout.splitlines()]
    assert list(last) == ["network"]
    assert [(step["number"], step["total"]) for step in steps] == [(1, 1)]
