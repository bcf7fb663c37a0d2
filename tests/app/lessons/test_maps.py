"""Feature maps on the page: sheets, frames, the right place on the photo, and the page itself."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from alexnet.network import AlexNet, fresh
from alexnet.network.anatomy import anatomy, receptive_box
from alexnet.network.trace import trace
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.weights import files, sources
from app.charts.maps import brightest, map_sheet, nested, over_photo, palette, patch, place_at, shades
from app.frame.photo import FOLDER, samples
from app.frame.text import labels
from tests.app.session import start, words

pytestmark = pytest.mark.slow

EN = labels("en")


@pytest.fixture(scope="module")
def layers() -> dict:
    with torch.device("meta"):
        return {layer.name: layer for layer in anatomy(AlexNet(), 224)}


def test_shades_put_zero_in_the_middle_or_at_the_bottom() -> None:
    maps = np.array([[-4.0, 0, 2, 4]])
    assert shades(maps, signed=True).tolist() == [[0, 128, 191, 255]]
    assert shades(np.abs(maps), signed=False).tolist() == [[255, 0, 128, 255]]
    assert palette(True)[0, 2] > palette(True)[0, 0] and palette(True)[-1, 0] > palette(True)[-1, 2]  # blue below, orange above


def test_silence_is_dark_and_raises_nothing() -> None:
    assert not shades(np.zeros((2, 3, 3)), signed=False).any()


def test_two_sheets_share_a_scale() -> None:
    strong, faint = np.full((1, 1, 1), 8.0), np.full((1, 1, 1), 2.0)
    largest = brightest(np.concatenate([strong, faint]))
    pixels = [int(np.asarray(map_sheet(maps, signed=False, largest=largest))[0, 0]) for maps in (strong, faint)]
    assert pixels[0] == 255 and 60 <= pixels[1] <= 66


def test_sheet_keeps_each_map_in_its_place() -> None:
    maps = np.zeros((5, 2, 2))
    maps[3] = [[1, 0], [0, 1]]
    picture = np.asarray(map_sheet(maps, signed=False, across=3))
    assert picture.shape == (4, 6)
    assert picture[2:4, 0:2].tolist() == [[255, 0], [0, 255]] and picture.sum() == 2 * 255


def test_frames_lie_inside_one_another(layers) -> None:
    chain = [layers[name] for name in ("conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5")]
    boxes = nested(chain, 6, 6)
    assert boxes[0] == receptive_box(layers["conv5"], 6, 6)
    sizes = [right - left for left, _, right, _ in boxes]
    assert sizes == [163, 11, 19, 51, 67, 99, 131]
    ordered = sorted(boxes, key=lambda box: box[2] - box[0])
    for inner, outer in pairwise(ordered):
        assert outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@pytest.mark.parametrize("corner", [(0, 0), (12, 12), (0, 12)])
def test_frames_at_the_edge_belong_to_units_that_there_are(layers, corner: tuple[int, int]) -> None:
    chain = [layers["conv1"], layers["conv3"]]
    small = nested(chain, *corner)[1]
    last = layers["conv1"].shape[1] - 1
    assert small[0] >= layers["conv1"].start and small[2] <= receptive_box(layers["conv1"], last, last)[2]


def test_a_bright_value_covers_the_place_that_it_saw(layers) -> None:
    facts, values = layers["conv5"], np.zeros((13, 13), np.float32)
    values[3, 9] = 5
    crop = Image.new("RGB", (224, 224), (0, 0, 255))
    seen = np.asarray(over_photo(crop, values, facts, 448, signed=False)).astype(int)
    bright = np.argwhere(seen[..., 0] > 120) / 2
    left, top, right, bottom = receptive_box(facts, 3, 9)
    assert np.allclose(bright.mean(0), ((top + bottom) / 2, (left + right) / 2), atol=1)
    assert np.ptp(bright[:, 0]) < 17


def test_patch_is_the_crop_inside_the_box_and_grey_beyond() -> None:
    crop = Image.fromarray(np.arange(100, dtype=np.uint8).reshape(10, 10)).convert("RGB")
    assert np.array_equal(np.asarray(patch(crop, (2, 3, 6, 7), 4))[..., 0], np.asarray(crop)[3:7, 2:6, 0])
    assert (np.asarray(patch(crop, (-4, -4, 4, 4), 8))[0, 0] == 128).all()


@pytest.mark.parametrize("network", [AlexNet(3, (8, 8)), TwoGpuAlexNet(3, (8, 8))], ids=["one", "two"])
def test_frames_of_every_layer_of_both_networks(network: torch.nn.Module) -> None:
    found = [layer for layer in anatomy(network, 131) if layer.kind in ("conv", "pool")]
    for number in range(1, len(found) + 1):
        assert len(nested(found[:number], 0, 0)) == number


@pytest.mark.parametrize("side", [67, 131, 224])
def test_place_is_the_unit_in_whose_middle_one_points(side: int) -> None:
    for facts in anatomy(TwoGpuAlexNet(3, (8, 8)), side):
        if facts.kind not in ("conv", "pool"):
            continue
        for row, column in ((0, facts.shape[2] - 1), (facts.shape[1] // 2, 0)):
            left, top, right, bottom = receptive_box(facts, row, column)
            assert place_at(facts, (top + bottom) / 2, (left + right) / 2) == (row, column), facts.name
        assert place_at(facts, -99, 999) == (0, facts.shape[2] - 1)


def answers(layer: str) -> np.ndarray:
    """(maps, rows, columns) of a layer of the built-in network for the first sample, computed past the page's caches."""
    entry = sources.find("built-in")
    network, preprocessing = files.load(entry, torch.device("cpu"))[0], entry.preprocessing
    image = decode((FOLDER / next(iter(samples().values()))["file"]).read_bytes())
    return trace(network, to_tensor(centre_crop(image, preprocessing), preprocessing))[layer][0].half().numpy()  # as it is kept


def place(app: AppTest) -> tuple[float, ...]:
    return tuple(slider.value for slider in app.slider)


def test_page_starts_at_the_strongest_answer_of_the_layer() -> None:
    found = answers("relu5")
    app = start(page="maps", layer="conv5")
    index, row, column = np.unravel_index(found.argmax(), found.shape)
    assert app.number_input[0].value == index + 1 and place(app) == (row + 1, column + 1)
    assert f"{found.max():.2f}" in words(app) and "fires most" in words(app)
    shown = words(app)
    assert "**256 maps** of 13 × 13" in shown and "**163 × 163**" in shown and f"**{(found == 0).mean():.0%}**" in shown
    assert f"silent maps: **{(found.max((1, 2)) == 0).sum()}**" in shown
    assert "map" not in app.query_params and "at" not in app.query_params


def test_view_is_in_the_address() -> None:
    app = start(page="maps", layer="conv5", stage="conv", map="17", at="3-12")
    assert app.number_input[0].value == 17 and place(app) == (3, 12)
    assert f"{answers('conv5')[16, 2, 11]:.2f}" in words(app) and EN["maps.upper_right"] in words(app)
    app.slider[0].set_value(4).run()
    assert app.query_params["at"] == "4-12"
    app.number_input[0].set_value(18).run()
    assert "at" not in app.query_params  # another map has a place of its own
    app.number_input[0].set_value(17).run()
    assert place(app) == (4, 12)


@pytest.mark.parametrize(("number", "at"), [("0", "0-0"), ("999", "0-3"), ("x", "14-1"), ("-", "3"), ("1-2", "9999-1-1")])
def test_wrong_address_falls_back(number: str, at: str) -> None:
    app = start(page="maps", layer="conv5", map=number, at=at)
    assert not app.exception and app.number_input[0].value == answers("relu5").max((1, 2)).argmax() + 1
    assert "map" not in app.query_params and "at" not in app.query_params


def test_map_stays_from_stage_to_stage_and_its_place_while_the_grid_is_the_same() -> None:
    app = start(page="maps", layer="conv5", map="17", at="13-1")
    for stage, expected in (("conv", (13, 1)), ("pool", None), ("relu", (13, 1))):
        app.segmented_control(key="stage").set_value(stage).run()
        assert not app.exception and app.number_input[0].value == 17
        assert expected is None or place(app) == expected


def test_other_weights_and_networks_have_their_own_strongest_place() -> None:
    app = start(page="maps", layer="conv5", map="17", at="13-13")
    app.segmented_control(key="state").set_value("fresh").run()
    assert place(app) == (13, 13)  # to compare, the chosen place stays
    app.button(key="other").click().run()
    assert not app.exception and app.session_state.weights == "two-gpu"
    assert max(place(app)) <= 9
    app.button(key="other").click().run()
    assert place(app) == (13, 13)
    app = start(page="maps", layer="conv5", map="17")
    before = place(app)
    app.segmented_control(key="state").set_value("fresh").run()
    assert place(app) != before and "fires most" in words(app)


@pytest.fixture
def own(tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder of one's own networks with one of each kind that sees 67 pixels: maps of 3 x 3 and 1 x 1 in the depth."""
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    for name, network in (("one", AlexNet(3, (8, 8))), ("two", TwoGpuAlexNet(3, (8, 8)))):
        fresh(network)
        with torch.no_grad():
            for bias in (parameter for key, parameter in network.named_parameters() if key.endswith("bias")):
                bias.fill_(-1000)  # and none answers to anything
        entry = sources.Weights(name, tmp_path / f"{name}.safetensors", preprocessing=Preprocessing(67, 67))
        files.save(network, entry, {}, half=False)
    yield tmp_path
    st.cache_data.clear()


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("name", ["one", "two"])
def test_small_and_silent_networks_are_shown(name: str) -> None:
    app = start(page="maps", weights=name, layer="conv5")
    for stage, count in (("relu", 2), ("pool", 0)):
        app.segmented_control(key="stage").set_value(stage).run()
        assert not app.exception and len(app.slider) == count
        assert any(EN["maps.all_silent"] == info.value for info in app.info)
        assert (" of 3 × 3" if stage == "relu" else " of 1 × 1") in words(app)
        assert "**100%** of the values are zero" in words(app) and "silent maps: **256**" in words(app)
    app.segmented_control(key="stage").set_value("conv").run()
    assert not app.exception and EN["maps.signed"] in words(app) and not app.info
    for layer in ("conv1", "fc6"):
        app.segmented_control(key="layer").set_value(layer).run()
        assert not app.exception
