"""Feature maps on the page: sheets, frames, and the right place on the photo."""

import numpy as np
import pytest
import torch
from PIL import Image

from alexnet.anatomy import anatomy, receptive_box
from alexnet.network import AlexNet
from alexnet.two_gpu import TwoGpuAlexNet
from app.charts.maps import nested, over_photo, palette, patch, shades, sheet


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


def test_sheet_keeps_each_map_in_its_place() -> None:
    maps = np.zeros((5, 2, 2))
    maps[3] = [[1, 0], [0, 1]]
    picture = np.asarray(sheet(maps, signed=False, across=3))
    assert picture.shape == (4, 6)
    assert picture[2:4, 0:2].tolist() == [[255, 0], [0, 255]] and picture.sum() == 2 * 255


def test_frames_lie_inside_one_another(layers) -> None:
    chain = [layers[name] for name in ("conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5")]
    boxes = nested(chain, 6, 6)
    assert boxes[0] == receptive_box(layers["conv5"], 6, 6)
    sizes = [right - left for left, _, right, _ in boxes]
    assert sizes == [163, 11, 19, 51, 67, 99, 131]
    ordered = sorted(boxes, key=lambda box: box[2] - box[0])
    for inner, outer in zip(ordered, ordered[1:], strict=False):
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
