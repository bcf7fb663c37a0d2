"""Shapes, parameters and work by arithmetic alone are those of the real networks; the page shows them."""

import re
from dataclasses import replace

import pytest
import torch

from alexnet.errors import Problem
from alexnet.language import languages
from alexnet.lessons.architecture_workbench import ONE_TOWER, READINGS, TWO_TOWERS, slid, worked_out
from alexnet.network import AlexNet
from alexnet.network.anatomy import anatomy
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.architecture_blocks import DENSE as DENSE_HIGH
from app.charts.architecture_blocks import HIGH, Block, Ends, blocks
from app.frame.text import LANGUAGES
from app.lessons import architecture_formulas
from tests.app.session import at_page, html, start, words

DENSE = (4096, 4096, 1000)


@pytest.mark.parametrize(("kind", "convs", "side"), [(AlexNet, ONE_TOWER, 224), (TwoGpuAlexNet, TWO_TOWERS, 227)])
def test_the_workbench_agrees_with_the_networks(kind, convs, side) -> None:
    with torch.device("meta"):
        wanted = [layer for layer in anatomy(kind(), side) if layer.kind in ("conv", "dense")]
    for row, layer in zip(worked_out(side, convs, DENSE), wanted, strict=True):
        assert (row.name, row.parameters, row.multiply_adds) == (layer.name, layer.parameters, layer.multiply_adds)
        assert (row.maps, row.side) == (layer.shape[0], layer.shape[-1] if len(layer.shape) == 3 else 1)


def test_a_window_that_does_not_fit_is_told() -> None:
    assert slid(5, 5, 1, 0) == 1
    with pytest.raises(Problem, match="6"):
        slid(5, 6, 1, 0)


def test_five_readings_of_224() -> None:
    assert [reading.rows for reading in READINGS] == [55, 55, 55, 54, 54]
    assert [reading.dense_input for reading in READINGS] == [9216, 9216, 9216, 6400, 6400]
    torchvisions = torch.nn.Conv2d(3, 1, 11, 4, 2)(torch.zeros(1, 3, 224, 224)).shape[-1]
    assert torchvisions == next(reading.rows for reading in READINGS if reading.name == "torchvision")


@pytest.mark.parametrize(("kind", "side"), [(AlexNet, 224), (TwoGpuAlexNet, 163), (TwoGpuAlexNet, 227)])
def test_every_formula_comes_out(kind, side) -> None:
    """What stands left of the last = is what stands right of it."""
    with torch.device("meta"):
        facts = {layer.name: layer for layer in anatomy(kind(), side)}
    checked = 0
    for layer in facts.values():
        if layer.kind not in ("conv", "dense"):
            continue
        for label, formula in architecture_formulas.of(layer, facts, side):
            if label in ("parameters", "multiply_adds", "field", "memory") and "=" in formula:
                left, right = re.sub(r"\\,?|mathrm|\{B\}|\{kB\}|\{px\}|,|[{}]", "", formula).replace("times", "*").split("=")
                factor = 1000 if label == "memory" else 1
                assert eval(left) == pytest.approx(float(right) * factor, rel=1e-3), formula
                checked += 1
            if label == "shape" and "frac" in formula:
                seen, kernel, padding, stride, rows = map(
                    int, re.search(r"\{(\d+) - (\d+) \+ 2 \\cdot (\d+)\}\{(\d+)\}.*= (\d+) ", formula).groups()
                )
                assert (seen - kernel + 2 * padding) // stride + 1 == rows == layer.shape[1]
                checked += 1
    assert checked == 5 * 5 - 1 + 3 * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_works_a_layer_out_and_the_workbench_follows(language: str) -> None:
    app, number = start(language, "architecture", arch_layer="conv3"), languages()[language].number
    total = number(61_100_840, ",")
    assert r"384 \times 3 \times 3 \times 192 + 384 = " + number(663_936, ",", formula=True) in words(app)
    app.segmented_control(key="arch_part").set_value("workbench").run()
    assert total in words(app)
    app.slider(key="bench-False-conv1-stride").set_value(2).run()
    assert "**" in words(app) and total not in words(app)
    app.segmented_control(key="arch_part").set_value("shares").run()
    assert number(0.618, ".1%") in html(app)


def test_the_picked_layer_and_the_workbench_are_in_the_address_and_not_forgotten() -> None:
    app = start(page="architecture", arch_part="workbench", arch_layer="fc7", bench_layer="2")
    assert [slider.value for slider in app.slider] == [5, 1, 2, 192]
    app.slider(key="bench-False-conv2-maps").set_value(96).run()
    assert "**27×27×96**" in words(app)
    link = dict(app.query_params)
    at_page(app, "filters")
    at_page(app, "architecture")
    assert app.slider(key="bench-False-conv2-maps").value == 96
    again = start(page="architecture", arch_part="workbench", **{key: value for key, value in link.items() if "bench" in key})
    assert again.slider(key="bench-False-conv2-maps").value == 96
    app.button(key="bench_reset").click().run()
    assert app.slider(key="bench-False-conv2-maps").value == 192 and "**27×27" not in words(app)


@pytest.mark.parametrize("asked", ["0-0-0-0", "99-1-1-1", "x"])
def test_a_wrong_workbench_falls_back(asked: str) -> None:
    app = start(page="architecture", arch_part="workbench", bench=asked, bench_layer="9")
    assert not app.exception and [slider.value for slider in app.slider] == [11, 4, 2, 64]


def test_the_drawing_is_to_scale() -> None:
    layers = [Block("conv1", "", 40, 64, pooled=20), Block("conv2", "", 10, 256), Block("fc6", "", 1, 500, dense=True)]
    sizes = re.findall(r'<rect [^>]*width="([\d.]+)" height="([\d.]+)"', blocks(layers, Ends("", ""), "title"))
    first, pooled, second, dense = ((float(width), float(height)) for width, height in sizes)
    assert first[0] == first[1] == 2 * pooled[0] == 4 * second[0]
    assert dense[1] == DENSE_HIGH
    tall = blocks([replace(layers[0], side=400), *layers[1:]], Ends("", ""), "title")
    assert max(float(height) for height in re.findall(r'height="([\d.]+)"', tall)) <= HIGH


def test_what_was_changed_is_dashed_and_words_are_escaped() -> None:
    layer = Block("conv1", "<b>", 55, 64, told='a "name"', was=(40, 64))
    drawn = blocks([layer], Ends("", "", ["<i>", "5%"]), "title")
    assert drawn.count('class="was"') == 1 and "<i>" not in drawn and "&lt;b&gt;" in drawn and "a &quot;name&quot;" in drawn
    assert 'class="was"' not in blocks([replace(layer, was=None)], Ends("", ""), "title")
