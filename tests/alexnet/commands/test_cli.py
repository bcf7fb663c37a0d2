"""The command line, as people and scripts call it. What the built-in network answers is nobody's business here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from alexnet import __main__ as main
from alexnet.__main__ import cli
from alexnet.ask.saliency import METHODS
from alexnet.classes.labels import class_name
from alexnet.device import best_device
from alexnet.errors import sentences
from alexnet.weights.sources import WEIGHTS, find
from tests.conftest import problem

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CAT, DOG = (str(ROOT / "assets" / "photos" / name) for name in ("cat.jpg", "german-shepherd.jpg"))


def call(*arguments: object) -> Result:
    """Runs the command line in this process; anything but a clean exit is passed on."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def rows(*arguments: object) -> list[dict]:
    result = call("classify", "--json", *arguments)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def cat() -> dict:
    """What `classify --json` says of the cat."""
    return rows(CAT)[0]


# classify


def test_one_json_line_a_photo(cat) -> None:
    answers = rows(CAT, DOG)
    assert [answer["photo"] for answer in answers] == [CAT, DOG]
    for answer in answers:
        assert list(answer) == ["photo", "weights", "device", "top"]
        assert (answer["weights"], answer["device"]) == ("built-in", str(best_device()))
        assert len(answer["top"]) == 5
        assert all(list(guess) == ["wnid", "name", "probability"] for guess in answer["top"])
        assert all(guess["name"] == class_name(guess["wnid"]) != guess["wnid"] for guess in answer["top"])
        chances = [guess["probability"] for guess in answer["top"]]
        assert chances == sorted(chances, reverse=True) and 0 < sum(chances) <= 1
    assert answers[0] == cat
    assert answers[0]["top"] != answers[1]["top"]


def test_top(cat) -> None:
    assert rows(CAT, "--top", 1)[0]["top"] == cat["top"][:1]
    everything = rows(CAT, "--top", 5000)[0]["top"]
    assert len({guess["wnid"] for guess in everything}) == len(everything) == 200
    assert sum(guess["probability"] for guess in everything) == pytest.approx(1)
    assert call("classify", CAT, "--top", 0).exit_code == 2


def test_ten_crops(cat) -> None:
    assert rows(CAT, "--crops", 1)[0] == cat
    ten = rows(CAT, "--crops", 10)[0]
    assert len(ten["top"]) == 5 and ten["top"] != cat["top"]
    assert call("classify", CAT, "--crops", 5).exit_code == 2


def test_plain_words(cat) -> None:
    result = call("classify", CAT, "--top", 3)
    assert result.exit_code == 0
    title, *lines = result.stdout.splitlines()
    assert CAT in title and "built-in" in title
    assert [line.split("%")[1].strip() for line in lines] == [guess["name"] for guess in cat["top"][:3]]
    assert float(lines[0].split("%")[0]) == pytest.approx(100 * cat["top"][0]["probability"], abs=0.06)


def test_bad_photo_does_not_stop_the_others(tmp_path, cat) -> None:
    text, nowhere = tmp_path / "text.jpg", tmp_path / "nowhere.jpg"
    text.write_text("no photo")
    result = call("classify", "--json", text, CAT, nowhere, tmp_path)
    assert result.exit_code == 1
    not_a_photo, good, *unreadable = [json.loads(line) for line in result.stdout.splitlines()]
    assert good == cat
    assert not_a_photo == {"photo": str(text), "error": sentences("en")["photo.not_a_photo"].format(name=" “text.jpg”")}
    assert [row["photo"] for row in unreadable] == [str(nowhere), str(tmp_path)]
    assert all(list(row) == ["photo", "error"] and row["photo"] in row["error"] for row in unreadable)
    result = call("classify", nowhere, CAT)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(f"{nowhere}: There is no readable file")
    assert CAT in result.stdout


def test_weights_by_path(tmp_path, cat) -> None:
    copy = tmp_path / "copy.safetensors"
    copy.write_bytes(find("built-in").path.read_bytes())
    assert rows(CAT, "--weights", copy) == [cat | {"weights": "copy"}]
    with problem("weights.unknown"):
        call("classify", CAT, "--weights", "nonsense")


# explain


@pytest.mark.parametrize("method", [name for name, recipe in METHODS.items() if not recipe.slow])
def test_heat_map_is_a_picture(tmp_path, cat, method: str) -> None:
    out = tmp_path / "heat.png"
    result = call("explain", CAT, "--method", method, "--out", out)
    assert result.exit_code == 0, result.output
    assert all(word in result.stdout for word in (str(out), method, cat["top"][0]["wnid"]))
    image = Image.open(out)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (224, 224))
    assert len(image.getcolors(224 * 224)) > 100


def test_target(tmp_path, cat) -> None:
    pictures = []
    for number, target in enumerate([[], *(["--target", guess["wnid"]] for guess in cat["top"][:2])]):
        out = tmp_path / f"{number}.png"
        result = call("explain", CAT, "--method", "gradient", "--out", out, *target)
        assert result.exit_code == 0, result.output
        pictures.append(out.read_bytes())
    assert pictures[0] == pictures[1] != pictures[2]


def test_settings(tmp_path) -> None:
    pictures = []
    for samples in (10, 20):
        out = tmp_path / f"{samples}.png"
        command = ["explain", CAT, "--method", "smoothgrad", "--set", f"samples={samples}", "--set", "noise=0.5"]
        assert call(*command, "--out", out).exit_code == 0
        pictures.append(out.read_bytes())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--method", "magic"], ["--method", *METHODS]),
        (["--method", "smoothgrad", "--set", "samples=7"], ["samples", "between 10 and 100"]),
        (["--method", "smoothgrad", "--set", "samples=inf"], ["samples", "between 10 and 100"]),
        (["--method", "smoothgrad", "--set", "colour=7"], ["colour"]),
        (["--method", "smoothgrad", "--set", "samples"], ["--set"]),
        (["--method", "smoothgrad", "--set", "samples=many"], ["many"]),
        ([], ["--method"]),
    ],
)
def test_wrong_request_says_what_is_right(tmp_path, arguments: list[str], words: list[str]) -> None:
    result = call("explain", CAT, "--out", tmp_path / "heat.png", *arguments)
    assert result.exit_code == 2
    assert all(word in result.stderr for word in words), result.stderr
    assert not (tmp_path / "heat.png").exists()


def test_unknown_target(tmp_path) -> None:
    with problem("data.unknown_class"):
        call("explain", CAT, "--method", "gradient", "--target", "n00000000", "--out", tmp_path / "heat.png")
    assert not (tmp_path / "heat.png").exists()


# weights, evaluate


def test_weights_are_listed() -> None:
    result = call("weights")
    assert result.exit_code == 0
    assert "built-in: 200 classes, here" in result.stdout
    assert all(name in result.stdout and entry().licence in result.stdout for name, entry in WEIGHTS.items())
    assert "imagenet: 1000 classes" in result.stdout and "top-1 56.5%, top-5 79.1%" in result.stdout


def test_fetching_what_is_here() -> None:
    assert call("weights", "--fetch", "built-in").exit_code == 0
    with problem("weights.unknown"):
        call("weights", "--fetch", "nonsense")


def test_evaluate(tmp_path, cat) -> None:
    """Three photos in class folders that are called as the network itself answers: first, third and wrong."""
    answers = [guess["wnid"] for guess in cat["top"]]
    wrong = next(wnid for wnid in find("built-in").wnids if wnid not in answers)
    for wnid in (answers[0], answers[2], wrong):
        (tmp_path / "val" / wnid).mkdir(parents=True)
        (tmp_path / "val" / wnid / "cat.jpg").write_bytes(Path(CAT).read_bytes())
    result = call("evaluate", tmp_path / "val", "--json")
    assert result.exit_code == 0
    row = json.loads(result.stdout)
    assert list(row) == ["weights", "photos", "top1", "top5", "skipped", "unknown"]
    assert row == {"weights": "built-in", "photos": 3, "top1": 1 / 3, "top5": 2 / 3, "skipped": [], "unknown": {}}
    words = call("evaluate", tmp_path / "val").stdout
    assert all(word in words for word in ("built-in", "33.33%", "66.67%", "3 photos"))


# The program itself


def test_problem_ends_the_program_with_one_sentence() -> None:
    command = [sys.executable, "-m", "alexnet", "evaluate", "nowhere"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == sentences("en")["data.missing"].format(path="nowhere")


def test_help_names_every_command() -> None:
    shown = call("-h").stdout
    assert all(name in shown for name in cli.commands)
    files = {path.stem.replace("_", "-") for path in (ROOT / "alexnet" / "commands").glob("*.py")}
    own = files - {"--init--", "arguments", "telling", "train-options", "bench-asking", "bench-training"}  # a file a command
    assert cli.commands.keys() == own and all(name in main.__doc__.replace("`", " ").split() for name in own)


def test_commands_start_quickly() -> None:
    """What is slow to import is imported by the command that needs it."""
    program = "import sys, alexnet.__main__; print({'torch', 'numpy', 'PIL', 'captum'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "set()", done.stderr
