"""What leaves the command line: JSON that parses, a substitute for what a terminal cannot show, files where they can be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner, Result
from PIL import Image

from alexnet.__main__ import cli
from alexnet.commands.telling import row
from alexnet.network import AlexNet, fresh
from alexnet.weights.sources import find
from tests.bad_photos import GOOD

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict]:
    """Every line of stdout, read as strictly as JSON is."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    return [json.loads(line, parse_constant=refuse) for line in result.stdout.splitlines()]


@pytest.fixture
def place(tmp_path) -> Path:
    """A photo, a set of one, one that is broken, and a network for it in a checkpoint of two."""
    for path in ("cat.jpg", "set/cat/a.jpg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(GOOD["photo.jpg"])
    (tmp_path / "set" / "cat" / "b.jpg").write_bytes(b"text")
    (tmp_path / "broken.jpg").write_bytes(b"text")
    states = {key: fresh(AlexNet(2, (8, 8)), seed).state_dict() for seed, key in enumerate(("model", "ema"))}
    torch.save(states, tmp_path / "two.ckpt")
    (tmp_path / "names.txt").write_text("cat\ndog\n")
    return tmp_path


OWN = ("--weights", "two.ckpt", "--classes", "names.txt")
ASKED = {  # command, exit code, keys of the last line
    "classify": (["classify", "cat.jpg", *OWN], 0, ["photo", "weights", "device", "top"]),
    "classify, broken": (["classify", "broken.jpg", "nowhere.jpg", *OWN], 1, ["photo", "error"]),
    "explain": (["explain", "cat.jpg", "--method", "gradient", "--out", "x.png", "--target", "dog", *OWN], 0,
                ["photo", "out", "method", "wnid", "weights", "device"]),
    "explain, no such method": (["explain", "cat.jpg", "--method", "magic", "--out", "x.png"], 2, ["error"]),
    "explain, no such photo": (["explain", "nowhere.jpg", "--method", "gradient", "--out", "x.png", *OWN], 1, ["error"]),
    "evaluate": (["evaluate", "set", *OWN], 0, ["weights", "photos", "top1", "top5", "skipped", "unknown"]),
    "evaluate, ten crops": (["evaluate", "set", "--crops", 10, *OWN], 0,
                            ["weights", "photos", "top1", "top5", "skipped", "unknown"]),
    "evaluate, nowhere": (["evaluate", "nowhere", *OWN], 1, ["error"]),
    "no such weights": (["classify", "cat.jpg", "--weights", "nowhere.pth"], 1, ["error"]),
    "a wrong option": (["classify", "cat.jpg", "--crops", 5], 2, ["error"]),
    "no such command": (["clasify", "cat.jpg"], 2, ["error"]),
    "weights": (["weights"], 0, ["weights", "classes", "here", "path", "accuracy", "origin", "licence"]),
    "export": (["export", "x.safetensors", *OWN], 0, ["out", "weights", "classes"]),
    "export, another format": (["export", "x.doc", *OWN], 1, ["error"]),
    "train, no such set": (["train", "nonsense"], 2, ["error"]),
    "train, nowhere": (["train", "folder", "nowhere", "--folder", "runs"], 1, ["error"]),
    "train-head, nowhere": (["train-head", "nowhere", "--convolutions", "x", "--val", "x", "--cache", "c", "--out", "o"], 2,
                            ["error"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_json_is_json(place, monkeypatch, case: str) -> None:
    monkeypatch.chdir(place)
    command, code, keys = ASKED[case]
    result = call(*command, "--json")
    assert result.exit_code == code, result.output
    assert list(lines(result)[-1]) == keys
    if "--classes" in command and code == 0:
        assert "took ema; there are also model" in result.stderr
    if keys == ["error"]:
        assert len(lines(result)) == 1 and len(lines(result)[0]["error"]) > 10


def test_training_tells_json_alone(tmp_path) -> None:
    for kind in ("red", "blue"):
        (tmp_path / "set" / kind).mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", (64, 64), kind).save(tmp_path / "set" / kind / f"{number}.png")
    (tmp_path / "set" / "red" / "broken.png").write_bytes(b"text")
    command = ["train", "folder", tmp_path / "set", "--folder", tmp_path / "runs", "--name", "a", "--hidden", 8, "--side", 64]
    result = call(*command, "--set", "passes=1", "--accelerator", "cpu", "--workers", 0, "--json")
    assert result.exit_code == 0, result.output
    *steps, last = lines(result)
    assert steps and all("loss" in step for step in steps) and Path(last["network"]).is_file()
    assert "broken.png" in result.stderr


def test_numbers_that_are_none_are_null(capsys) -> None:
    row({"loss": float("nan"), "all": [float("inf"), 1.5, {"a": (float("-inf"),)}], "name": "a\u2028b\udce4"})
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"loss": None, "all": [None, 1.5, {"a": [None]}], "name": "a\u2028b\udce4"}


@pytest.mark.parametrize(("encoding", "as_json"), [("gbk", False), ("gbk", True), ("ascii", False), ("utf-8", True)])
def test_a_terminal_that_cannot_show_a_name_gets_a_substitute(place, encoding: str, as_json: bool) -> None:
    names = ["Bär é.jpg", "猫.jpg", "кошка.jpg", "🐈.jpg", "a\nb.jpg", "last.jpg"]
    raw = [os.fsencode(name) for name in names]
    if sys.platform == "linux":
        raw.insert(0, b"B\xe4r.jpg")
    for name in raw:
        (place / os.fsdecode(name)).write_bytes(GOOD["photo.jpg"])
    (place / "names.txt").write_text("Bär\n猫\n", "utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "alexnet", "classify", *raw, *OWN, *(["--json"] if as_json else [])]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode(encoding)
    if as_json:
        told = [json.loads(line) for line in text.splitlines()]
        assert [os.fsencode(one["photo"]) for one in told] == raw
    else:
        assert text.count("(two, ") == len(raw) and "last.jpg  (two" in text


# Places for files

GOOD_PLACES = ["x.{}", "new/folder/x.{}", "./x.{}", "X Y.{}", "猫.{}", "link.{}"]
WRONG_PLACES = ["file/x.{}", "folder.{}", "x.doc", "x", "{}", f"{'x' * 300}.{{}}", "/proc/x.{}", "loop.{}", "pipe.{}", "x.{}.tmp"]
COMMANDS = {
    "png": ["explain", "cat.jpg", "--method", "gradient", *OWN, "--out"],
    "jpg": ["explain", "cat.jpg", "--method", "gradient", *OWN, "--out"],
    "JPEG": ["explain", "cat.jpg", "--method", "gradient", *OWN, "--out"],
    "safetensors": ["export", *OWN],
    "SafeTensors": ["export", *OWN],
}


@pytest.mark.parametrize("ending", COMMANDS)
@pytest.mark.parametrize("name", GOOD_PLACES)
def test_a_file_is_written_where_it_can_be(place, monkeypatch, name: str, ending: str) -> None:
    monkeypatch.chdir(place)
    path = place / name.format(ending)
    if name.startswith("link"):
        path.symlink_to(place / "target" / "behind")
    result = call(*COMMANDS[ending], name.format(ending))
    assert result.exit_code == 0, result.output
    if "export" in COMMANDS[ending]:
        data = path.read_bytes()
        assert data[8:9] == b"{" and b"dog" in data  # safetensors, with the names of its classes
    else:
        assert Image.open(path).format == {"png": "PNG"}.get(ending, "JPEG")
    assert path.is_symlink() == name.startswith("link")
    assert not list(place.rglob("*.partial"))


@pytest.mark.parametrize("ending", COMMANDS)
@pytest.mark.parametrize("name", WRONG_PLACES)
def test_an_impossible_place_is_one_sentence_before_the_work(place, monkeypatch, name: str, ending: str) -> None:
    monkeypatch.chdir(place)
    (place / "file").write_bytes(b"")
    (place / f"folder.{ending}").mkdir()
    (place / f"loop.{ending}").symlink_to(f"loop.{ending}")
    os.mkfifo(place / f"pipe.{ending}")
    monkeypatch.setattr("alexnet.weights.files.load", lambda *given: pytest.fail("it was begun"))
    before = sorted(place.rglob("*"))
    result = call(*COMMANDS[ending], name.format(ending), "--json")
    assert result.exit_code == 1 and list(lines(result)[0]) == ["error"], result.output
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("ending", COMMANDS)
def test_work_that_fails_leaves_no_folder(place, monkeypatch, ending: str) -> None:
    monkeypatch.chdir(place)
    (place / "names.txt").write_text("one\n")
    before = sorted(place.rglob("*"))
    result = call(*COMMANDS[ending], f"new/folder/x.{ending}", "--json")
    assert result.exit_code == 1 and "2 classes" in lines(result)[0]["error"]
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("out", ["x.pth", "file/x.safetensors"])
def test_train_head_checks_its_place_too(place, monkeypatch, out: str) -> None:
    monkeypatch.chdir(place)
    (place / "file").write_bytes(b"")
    command = ["train-head", "set", "--convolutions", find("built-in").path, "--val", "set", "--cache", "cache", "--out", out]
    result = call(*command, "--json")
    assert result.exit_code == 1 and "x." in lines(result)[0]["error"]
    assert not (place / "cache").exists()
