"""The two towers' page: what is drawn is what the network holds, a cut is a cut, and a lost file costs one sentence."""

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from safetensors.torch import save, save_file
from torch import Tensor

from alexnet.errors import Problem, sentences
from alexnet.language import languages
from alexnet.lessons.gpus_seeds import SeedRun, of_record, read_seeds
from alexnet.network import fresh
from alexnet.network.anatomy import anatomy, training_memory
from alexnet.network.two_towers import LINKS, TwoGpuAlexNet
from alexnet.training.record import Record
from alexnet.weights.entry import Weights
from alexnet.weights.sources import WEIGHTS
from app.charts.gpus_film import NOISE, apart, contrast, places, split_lines, sprite
from app.charts.gpus_pairs import Pair, pairs
from app.charts.gpus_strips import strip
from app.charts.gpus_towers import Block, towers
from app.charts.style import GPU
from app.frame.photo import sample, samples
from app.frame.text import LANGUAGES, labels, sections
from app.lessons import gpus_cable
from app.server import questions
from app.server.networks import loaded
from app.server.queues import answer
from tests.app.session import captions, html, start, words
from tests.conftest import problem

pytestmark = pytest.mark.slow

PARTS = ("filters", "cable", "drawing", "colour")
AXES = {"title": "t", "axis": "share <of>", "steps": "steps", "noise": "noise", "gpu1": "one", "gpu2": "two"}


def noise(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(3))


def grown() -> Record:
    """Three moments of 4 + 4 kernels: noise, then GPU 1's red and GPU 2's grey."""
    kernels = noise(3, 8, 3, 11, 11)
    kernels[1:, :4] *= torch.tensor([1.0, 0, 0])[:, None, None]
    kernels[1:, 4:] = kernels[1:, 4:].mean(2, keepdim=True)
    numbers = np.array([np.nan, 3, 2]), np.array([0.1, 0.2, 0.3]), np.array([0.2, 0.4, 0.6])
    return Record(np.array([0, 10, 30]), *numbers, kernels.half(), {"seed": 5})


def untold(svg: str) -> ElementTree.Element:
    """The SVG as a tree, without the strangeness of namespaces."""
    return ElementTree.fromstring(svg)


# the film


def test_sprite_holds_each_kernel_at_its_place() -> None:
    kernels = np.zeros((2, 5, 3, 4, 4), np.float32)
    kernels[1, 3, 0] = 2  # full red where it is, grey where nothing is
    pixels = np.asarray(sprite(kernels))
    assert pixels.shape == (8, 20, 3)
    assert (pixels[4:8, 12:16] == (255, 128, 128)).all()
    pixels = np.delete(pixels, np.s_[12:16], 1)
    assert (pixels == 128).all()


def test_only_kernels_weaker_than_the_middle_one_are_drawn_fainter() -> None:
    kernels = noise(1, 3, 11, 11) * torch.tensor([0.5, 1, 2, 4, 8])[:, None, None, None]
    assert contrast(kernels.numpy()) == pytest.approx([0.25, 0.5, 1, 1, 1], rel=1e-5)
    both = np.stack([kernels.numpy(), 7 * kernels.numpy()])
    assert contrast(both) == pytest.approx(np.tile([0.25, 0.5, 1, 1, 1], (2, 1)), rel=1e-5)  # each moment by itself
    assert np.isfinite(contrast(np.zeros((3, 3, 2, 2)))).all()


def test_lines_run_where_the_numbers_are() -> None:
    record = grown()
    drawn, split = np.array(places(record.steps, record.split())), record.split()
    assert split[0] == pytest.approx([NOISE, NOISE], abs=0.08)
    assert split[-1] == pytest.approx([NOISE, 0], abs=1e-3)  # pure red is 2/3 off the grey axis, too
    across = (drawn[:, 0] - drawn[0, 0]) / (drawn[-1, 0] - drawn[0, 0])
    assert across == pytest.approx([0, 1 / 3, 1], abs=0.01)
    assert drawn[2, 2] > drawn[2, 1]  # less colour stands lower
    tree = untold(split_lines(record.steps, record.split(), AXES, format))
    lines = tree.findall("polyline")
    assert [line.get("stroke") for line in lines] == list(GPU)
    for gpu, line in enumerate(lines):
        points = [[float(number) for number in point.split(",")] for point in line.get("points").split()]
        assert points == drawn[:, [0, gpu + 1]].tolist()
    assert "share <of>" in [text.text for text in tree.findall("text")]
    assert len([one for one in tree if "marker" in one.get("class", "")]) == 3


@pytest.mark.parametrize("first", range(0, 100, 7))
@pytest.mark.parametrize("second", range(0, 100, 7))
def test_labels_keep_apart(first: int, second: int) -> None:
    one, two = apart(first, second, taken=50)
    assert abs(one - two) >= 16
    assert (one <= two) == (first <= second)


# the strips and the pairs


def test_strip_is_sorted_and_true_to_scale() -> None:
    scores = [0.1, 0.9, 0.25, 0.0]
    drawn = strip(noise(4, 3, 5, 5).numpy(), scores, [1, 0.3, 1, 1], 1, 0.2, [f"<{n}>" for n in range(4)], "all")
    assert re.findall(r'title="&lt;(\d)&gt;"', drawn) == ["1", "2", "0", "3"]
    assert re.findall(r"height:([\d.]+)%", drawn) == ["90.0", "25.0", "10.0", "0.0"]
    assert drawn.count('class="faint"') == 1
    assert GPU[1] in drawn and GPU[0] not in drawn


def test_pairs_show_both_gpus_at_their_share() -> None:
    drawn = pairs([Pair("<run>", (0.75, 0.25), "75 and 25")], "title")
    assert "&lt;run&gt;" in drawn
    assert f"left:75.00%;background:{GPU[0]}" in drawn and f"left:25.00%;background:{GPU[1]}" in drawn
    assert "left:25.00%;width:50.00%" in drawn  # the line between


# the trainings tried


def test_seeds(tmp_path) -> None:
    path = tmp_path / "seeds.json"
    assert read_seeds(path) == []
    path.write_text(json.dumps([{"seed": 1, "steps": 500, "split": [0.25, 0.75]}]))
    assert read_seeds(path) == [SeedRun(1, 500, (0.25, 0.75))]
    end = of_record(grown())
    assert (end.seed, end.steps) == (5, 30) and end.split == tuple(grown().split()[-1])


@pytest.mark.parametrize(
    "told",
    [
        "{", "7", '["x"]', '[{"seed": 1, "steps": 2}]', '[{"seed": 1, "steps": 2, "split": [1]}]',
        '[{"seed": 1, "steps": 2, "split": [0, 3]}]', '[{"seed": "a", "steps": 2, "split": [0, 1]}]',
    ],
)  # fmt: skip
def test_damaged_seeds_are_told(told: str, tmp_path) -> None:
    (tmp_path / "seeds.json").write_text(told)
    with problem("record.damaged"):
        read_seeds(tmp_path / "seeds.json")


# the drawing

BLOCKS = (Block("conv1", 55, 48, "a<b"), Block("conv3", 13, 192, "", "173 kB"), Block("fc8", 1, 1000, "", "8 kB", both=False))
NAMES = {"conv3": "cut conv3", "fc8": "cut fc8", "gpu1": "one", "gpu2": "two", "block-conv1": "conv1"}


def shapes(tree: ElementTree.Element, kind: str, css: str) -> list[ElementTree.Element]:
    return [one for one in tree.iter(kind) if css in one.get("class", "").split()]


def test_blocks_are_drawn_to_scale() -> None:
    tree = untold(towers(BLOCKS, "data:,", {}, "title"))
    boxes = [(float(box.get("width")), float(box.get("height"))) for box in shapes(tree, "rect", "block")]
    assert len(boxes) == 5  # fc8 sits on GPU 1 alone
    (conv1, same), (conv3, _) = boxes[:2], boxes[2:4]
    assert conv1 == same
    assert conv1[0] / conv3[0] == pytest.approx(55 / 13, rel=0.01)
    assert conv3[1] / conv1[1] == pytest.approx(192 / 48, rel=0.02)
    assert not [one for one in tree.iter() if one.get("data-pick")]
    assert "a<b" in [text.text for text in tree.iter("text")]


def test_cables_cross_and_can_be_cut() -> None:
    whole, cut = (untold(towers(BLOCKS, "data:,", NAMES, "title", gone)) for gone in ((), ("conv3", "gpu2")))
    assert len(shapes(whole, "line", "cable")) == 3  # two into conv3, one into fc8
    assert not shapes(whole, "line", "cut") and not shapes(whole, "rect", "off")
    assert len(shapes(cut, "line", "cut")) == 4  # two cables in two pieces each
    assert len(shapes(cut, "line", "cable")) == 5
    assert {box.get("class") for box in shapes(cut, "rect", "off")} == {"block gpu2 off"}
    pressed = {one.get("data-pick"): one.get("aria-pressed") for one in cut.iter() if one.get("data-pick")}
    assert pressed == {"conv3": "true", "fc8": "false", "gpu1": "false", "gpu2": "true", "block-conv1": "false"}
    assert all(one.get("aria-label") and one.get("tabindex") == "0" for one in cut.iter() if one.get("role") == "button")


def test_drawing_is_the_papers_network() -> None:
    """The table in section 3.5 and figure 2."""
    blocks = [gpus_cable._block(layer) for layer in gpus_cable._paper() if layer.kind in ("conv", "dense")]
    assert [(block.name, block.side, block.maps) for block in blocks] == [
        ("conv1", 55, 48), ("conv2", 27, 128), ("conv3", 13, 192), ("conv4", 13, 192), ("conv5", 13, 128),
        ("fc6", 1, 2048), ("fc7", 1, 2048), ("fc8", 1, 1000),
    ]  # fmt: skip
    assert tuple(block.name for block in blocks if block.crossing) == LINKS
    assert blocks[0].text == "55×55×48" and blocks[5].text == "2048"


# the cut


@pytest.fixture(scope="module")
def photo():
    return sample(next(iter(samples())))


def test_cut_scores_are_the_networks(photo) -> None:
    network = loaded("two-gpu")
    whole = answer(questions.scores(photo, network))
    assert torch.equal(answer(questions.cut_scores(photo, network, frozenset())), whole)
    for name in (*LINKS, "gpu1", "gpu2"):
        assert not torch.allclose(answer(questions.cut_scores(photo, network, frozenset({name}))), whole, atol=1e-3), name
    nothing = answer(questions.cut_scores(photo, network, frozenset({"gpu1", "gpu2"})))
    assert torch.allclose(nothing[0], network.network.fc8.bias.cpu())


# the page


def text_of(app) -> str:
    return words(app) + html(app) + captions(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_part_in_language(part: str, language: str) -> None:
    app = start(language, "gpus", part=part, cut="fc6")
    assert not app.error and not app.warning
    assert "{" not in words(app)
    number = languages()[language].number
    sentence = {
        "filters": labels(language)["gpus.drawn"],
        "cable": number(41.83, ".2f"),
        "drawing": number(885_120, ","),
        "colour": labels(language)["gpus.how_sorted"].split("{")[0] + number(0.2, ".0%"),
    }
    assert sentence[part] in text_of(app)
    assert html(app).count('class="kernel"') == (96 if part == "colour" else 0)


def bar_lists(app) -> list[list[str]]:
    return [re.findall(r'class="value">([^<]+)', body) for one in app.get("html") if 'class="bars"' in (body := one.proto.body)]


def test_cable_is_cut_and_joined() -> None:
    app = start(page="gpus", part="cable")
    before, after = bar_lists(app)
    assert labels("en")["network.two-gpu"] in words(app)  # though the frame has another one
    assert before == after and len(before) == 5
    assert labels("en")["gpus.nothing_cut"] in words(app)
    app.button_group(key="cut").set_value(["fc6", "gpu1"]).run()
    assert bar_lists(app)[0] == before != bar_lists(app)[1]
    assert re.search(r"\*\* has become \*\*|Still \*\*", words(app))
    assert app.query_params["cut"] in ("fc6-gpu1", ["fc6-gpu1"])
    (button,) = [button for button in app.button if button.label == labels("en")["gpus.join"]]
    button.click().run()
    assert bar_lists(app) == [before, before] and "cut" not in app.query_params
    (button,) = [button for button in app.button if button.label == labels("en")["gpus.cut_all"]]
    button.click().run()
    assert app.session_state.cut == list(LINKS) and bar_lists(app)[1] != before
    app.button_group(key="cut").set_value(["gpu1", "gpu2"]).run()
    assert labels("en")["gpus.both_off"] in words(app)


def test_wrong_words_in_the_address_cut_nothing() -> None:
    app = start(page="gpus", part="cable", cut="conv1-x-fc7-'")
    assert app.session_state.cut == ["fc7"]
    assert not start(page="gpus", part="nonsense", block="'").exception


def test_block_table_and_memory_are_the_anatomys() -> None:
    app = start(page="gpus", part="drawing", block="fc6")
    assert "37,752,832 (151.0 MB)" in words(app) and "36.9 kB" in words(app)
    chosen = loaded("two-gpu")
    ours = {layer.name: layer for layer in anatomy(chosen.network, chosen.weights.preprocessing.crop)}["fc6"]
    assert f"{ours.parameters:,}" in words(app)
    with torch.device("meta"):
        first, second = training_memory(TwoGpuAlexNet(), 128)
    assert bar_lists(app)[0][:3] == [
        f"{count / 2**30:.2f} GB" for count in (first.total, second.total, first.total + second.total)
    ]
    assert labels("en")["gpus.one_device"].split(":")[0] in words(app)


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """A folder for the records in place of the real one."""
    monkeypatch.setattr("app.lessons.gpus.RECORDS", tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lost", ["missing", "cut", "other"])
def test_lost_record_costs_one_sentence(lost: str, language: str, runs) -> None:
    path = runs / "two-gpu-training.safetensors"
    if lost == "cut":
        grown().save(path)
        path.write_bytes(path.read_bytes()[:500])
    if lost == "other":
        save_file({"x": torch.zeros(2)}, path)
    app = start(language, "gpus")
    (warning,) = app.warning
    assert warning.value == sentences(language)["record.damaged"].format(name=path.name)
    assert sections(language, "gpus")["notice"] in words(app)


def test_seeds_tried_are_listed(runs) -> None:
    grown().save(runs / "two-gpu-training.safetensors")
    app = start(page="gpus")
    assert html(app).count('class="between"') == 1 and "Seed 5, 30 steps" in html(app)
    assert labels("en")["gpus.found_one"].split(".")[0] in words(app)
    told = [{"seed": seed, "steps": 9000, "split": [0.1, 0.1 + seed / 10]} for seed in range(3)]
    (runs / "two-gpu-seeds.json").write_text(json.dumps(told))
    app = start(page="gpus")
    assert html(app).count('class="between"') == 3 and "Seed 2, 9,000 steps" in html(app)
    assert "3 seeds were tried" in words(app) and "0 to 20 percentage points" in words(app)
    assert labels("en")["gpus.unconfirmed"].strip() in words(app)
    (runs / "two-gpu-seeds.json").write_text("{")
    assert "two-gpu-seeds.json" in start(page="gpus").error[0].value


@pytest.mark.parametrize(("damaged", "kind"), [(False, "weights.missing"), (True, "weights.cut")])
@pytest.mark.parametrize("part", PARTS[1:])
def test_lost_network_costs_one_sentence(part: str, damaged: bool, kind: str, tmp_path, monkeypatch) -> None:
    lost = Weights("two-gpu", tmp_path / "two-gpu.safetensors")
    if damaged:
        lost.path.write_bytes(save({"features.0.weight": torch.zeros(8, 8)})[:-9])
    monkeypatch.setitem(WEIGHTS, "two-gpu", lambda: lost)
    app = start("zh", "gpus", part=part)
    assert [error.value for error in app.error] == [Problem(kind, name=lost.path.name if damaged else lost.name).sentence("zh")]
    assert not start("zh", "gpus").error  # the film needs the record alone


@pytest.fixture
def own(tmp_path, monkeypatch) -> None:
    """A two-tower network that somebody added."""
    network = fresh(TwoGpuAlexNet(3, (8, 8)))
    torch.save(network.state_dict(), tmp_path / "mine.pth")
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)


@pytest.mark.usefixtures("own")
def test_ones_own_two_towers_are_used() -> None:
    app = start(page="gpus", weights="mine")
    assert labels("en")["gpus.no_record"] in words(app) and labels("en")["gpus.drawn"] not in words(app)
    app = start(page="gpus", weights="mine", part="cable", cut="conv3")
    assert [len(rows) for rows in bar_lists(app)] == [3, 3]
    app = start(page="gpus", weights="mine", part="colour")
    assert "48 of 48" in words(app)  # noise is all colour
