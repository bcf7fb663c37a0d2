"""The lesson on ImageNet: its pictures tell what they should, its records are whole, and each part shows its result."""

import json
import re
from statistics import mean

import numpy as np
import pytest
import torch

from alexnet.classes.confusion import recorded
from alexnet.classes.tree import imagenet
from alexnet.data.squares import Squares
from alexnet.experiments.data_size import MOST, SIZES, STEPS, drawn
from alexnet.experiments.photos import TEN
from alexnet.files import RECORDS
from alexnet.language import languages
from alexnet.recorded import read
from alexnet.training.recipe import MODERN
from app.charts.imagenet import INK, PAPER, UNKNOWN, ink, shade
from app.charts.imagenet_mixups import grid
from app.charts.imagenet_size import growth
from app.frame.photo import samples
from app.frame.text import LANGUAGES, labels
from app.lessons.imagenet import PARTS
from app.lessons.imagenet_size import datasets
from app.lessons.imagenet_tree import HUNG, branch_tiles
from tests.app.session import html, start, words

pytestmark = pytest.mark.slow


def light(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("right", [*np.linspace(0, 1, 51), float("nan")])
def test_words_on_tiles_can_be_read(right: float, night: bool) -> None:
    ground = shade(right, night)
    dark, bright = sorted((light(ground), light(ink(ground))))
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_colours_tell_right_from_wrong() -> None:
    assert shade(float("nan")) == UNKNOWN[False] and shade(0) != shade(1)
    assert ink(shade(0)) == ink(shade(1)) == PAPER and ink(shade(0.5)) == INK
    assert light(shade(0.5, True)) < 0.1 < 0.7 < light(shade(0.5))  # what is neither is like the page
    red = [int(shade(right)[1:3], 16) for right in (0.6, 0.8, 1)]
    blue = [int(shade(right)[5:7], 16) for right in (0, 0.2, 0.4)]
    assert red == sorted(red, reverse=True) and blue == sorted(blue)


@pytest.mark.parametrize("which", ["known", "every"])
def test_a_branch_is_drawn_whole(which: str) -> None:
    tree = imagenet() if which == "every" else imagenet().of(recorded("built-in").classes)
    for branch in (tree.root, "n02075296", "n02121620"):
        drawn = branch_tiles("built-in", which, "en", branch)
        assert sum(tile["size"] for tile in drawn["tiles"]) == len(tree.classes[branch])
        for tile in drawn["tiles"]:
            assert sum(inner["size"] for inner in tile["inner"]) == (tile["size"] if tile["id"] in tree.names else 0)
            assert all(inner["opens"] == (inner["id"] if inner["id"] in tree.names else tile["id"]) for inner in tile["inner"])
        assert [step["id"] for step in drawn["way"]] == [*reversed(tree.above(branch)), branch]


def test_photos_hang_on_their_branch() -> None:
    cats = branch_tiles("built-in", "known", "en", "n02121620")
    assert [photo["id"] for photo in cats["photos"]] == ["n02121620"]
    assert [tile["id"] for tile in cats["tiles"] if tile["picture"]] == ["n02123045"]
    root = branch_tiles("built-in", "known", "en", imagenet().root)["photos"]
    assert len(root) == len({one["name"] for one in root}) == HUNG < sum("wnid" in one for one in samples().values())
    arches = branch_tiles("built-in", "known", "en", imagenet().parents["n04486054"])["photos"]
    assert [one["name"] for one in arches if one["name"].startswith("Arch")] == ["Arch in Paris"]  # one of each class


def test_the_grid_is_a_table_with_numbers() -> None:
    table = grid([("a<b", "7"), ("c", "")], np.array([[3, 1, 0], [0, 2, 2]]), "photo", "else", 'of "x"')
    assert "a&lt;b" in table and 'aria-label="of &quot;x&quot;"' in table
    assert table.count("a&lt;b") == table.count(">c") == 2  # over its column and beside its row
    assert table.count("<tr>") == 3 and table.count("<td") == 6
    assert table.count('class="right"') == 2 and ">75<" in table and table.count(">50<") == 2 and table.count("·") == 2
    assert "else" not in grid([("a", "")], np.array([[1, 0]]), "photo", None, "x")


def test_growth_draws_every_training() -> None:
    figure = growth([(10, 0.5), (10, 0.7), (100, 0.2)], "x", "y", format)
    assert figure.layout.xaxis.type == "log"
    line, words, dots = figure.data[2:]
    assert list(words.text) == ["<b>60%</b>", "<b>20%</b>"]
    assert list(line.x) == [10, 100] and line.y == pytest.approx([0.6, 0.2]) and len(dots.x) == 3


def test_draws_are_nested_and_even() -> None:
    classes = torch.arange(4).repeat_interleave(20)
    pixels = torch.arange(80, dtype=torch.uint8)[:, None, None, None].expand(-1, 3, 1, 1)
    every = Squares(pixels, classes, ("a", "b", "c", "d"))
    seen = {(size, seed): drawn(every, size, seed) for size in (3, 9) for seed in (0, 1)}
    for (size, _), part in seen.items():
        assert part.classes.bincount().tolist() == [size] * 4
        assert torch.equal(part.classes, classes[part.pixels[:, 0, 0, 0].long()])
    photos = {key: set(part.pixels[:, 0, 0, 0].tolist()) for key, part in seen.items()}
    assert photos[3, 0] < photos[9, 0] and photos[3, 0] != photos[3, 1]


def test_the_record_of_sizes_is_whole() -> None:
    record = read("data_size")
    runs, settings = record["runs"], record["settings"]
    assert {(run["photos_a_class"], run["seed"]) for run in runs} == {(size, seed) for size in SIZES for seed in range(3)}
    assert settings["photos"] == len(TEN) * max(SIZES) and settings["steps"] == STEPS and record["versions"]["torch"]
    assert settings["held_back"] == len(TEN) * (MOST - max(SIZES) + 25)
    assert "/" not in json.dumps(settings) and (RECORDS / "data_size.json").stat().st_size < 100_000
    for size in SIZES:
        assert STEPS % max(1, size * len(TEN) // MODERN.batch) == 0  # whole passes, so as many steps for each
    ends = {size: [run["val_error"][-1] for run in runs if run["photos_a_class"] == size] for size in SIZES}
    means = [mean(ends[size]) for size in SIZES]
    assert means == sorted(means, reverse=True)  # what the page says
    assert max(ends[max(SIZES)]) < min(ends[min(SIZES)])


def test_data_sets_have_sources_and_grow() -> None:
    photos = [one["photos"] for one in datasets()]
    assert photos == sorted(photos) and all(one["source"] and one["categories"] for one in datasets())
    assert [one["name"] for one in datasets() if one.get("alexnet")] == ["ILSVRC"]
    assert 1_281_167 + 50_000 + 100_000 in photos


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_each_part_shows_its_result(part: str, language: str) -> None:
    app, number = start(language, "imagenet", imagenet_part=part), languages()[language].number
    assert not app.error
    if part == "photos":
        (chart,) = app.get("plotly_chart")
        assert chart.proto.alt
    if part == "tree":
        assert labels(language)["imagenet.all_right"] in html(app) and number(0.54, ".0%") in words(app)
    if part == "mixups":
        assert html(app).count('class="right"') == 5 and "8" in words(app)
    if part == "photos":
        assert labels(language)["imagenet.growth"].split("{")[0] in words(app)
    if part == "made":
        assert html(app).count('class="fill"') == len(datasets()) and number(14_197_122, ",") in html(app)
        full = [float(width) for width in re.findall(r'class="fill" style="width:([0-9.]+)%"', html(app))]
        assert full[-1] / full[-3] == pytest.approx(14_197_122 / 1_431_167, rel=0.01)  # true lengths
        app.toggle(key="log_length").set_value(True).run()
        assert labels(language)["imagenet.sizes_log"] in words(app)


@pytest.mark.parametrize("which", ["known", "every"])
def test_every_branch_opens(which: str) -> None:
    app = start("zh", "imagenet", classes=which)
    tree = imagenet() if which == "every" else imagenet().of(recorded("built-in").classes)
    assert len(app.selectbox(key="branch").options) == len(tree.names)
    for branch in list(tree.names)[:: 9 if which == "every" else 5]:
        app.selectbox(key="branch").set_value(branch).run()
        assert not app.exception and tree.name(branch, "zh") in words(app)


def test_mixups_are_told_for_the_network_that_answers() -> None:
    for name in ("built-in", "two-gpu"):
        app = start(page="imagenet", imagenet_part="mixups", branch="n02958343", weights=name)
        answers = recorded(name)
        tree = imagenet().of(answers.classes)
        most = answers.mixups(tree.classes["n02958343"], 1)[0]
        assert f"{tree.name(most.true, 'en')} taken for {tree.name(most.guess, 'en')}: {most.count} of 25" in words(app)
        assert labels("en")[f"network.{name}"] in words(app)
        assert labels("en")["imagenet.not_recorded"].split("{")[0] not in words(app)


def test_a_network_without_a_record_is_told(tmp_path, monkeypatch) -> None:
    from alexnet.network import AlexNet, fresh

    torch.save(fresh(AlexNet(3, (16, 16))).state_dict(), tmp_path / "mine.pth")
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    app = start(page="imagenet", weights="mine")
    assert labels("en")["imagenet.not_recorded"].split("{")[0] in words(app)
    assert labels("en")["network.built-in"] in words(app)


def test_a_branch_that_this_tree_lacks_falls_back() -> None:
    app = start(page="imagenet", branch="n01726692")  # snakes, of which the network knows one
    assert app.selectbox(key="branch").value == imagenet().root
    app.segmented_control(key="classes").set_value("every").run()
    app.selectbox(key="branch").set_value("n01726692").run()
    assert not app.exception and "snake" in words(app)
