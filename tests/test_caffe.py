"""Caffe's compressed AlexNet: files that are encoded here come back as they went in."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from alexnet import caffe
from alexnet.caffe import PREPROCESSING, SHAPES, K, decode
from alexnet.crops import to_tensor
from alexnet.network import freeze
from alexnet.two_gpu import TwoGpuAlexNet
from alexnet.weights import find, load
from tests.conftest import problem

SMALL = {  # as SHAPES, with the widths that can be small
    "conv1": (96, 3, 11, 11), "conv2": (256, 48, 5, 5), "conv3": (384, 256, 3, 3), "conv4": (384, 192, 3, 3),
    "conv5": (256, 192, 3, 3), "fc6": (8, 9216), "fc7": (6, 8), "fc8": (5, 6),
}  # fmt: skip


def pack(values: np.ndarray) -> bytes:
    """4-bit numbers, two a byte, the low half first."""
    padded = np.append(values, [0] * (len(values) % 2)).astype(np.uint8)
    return (padded[::2] | padded[1::2] << 4).tobytes()


def encode(shapes: dict, rng: np.random.Generator) -> tuple[bytes, dict]:
    """A file of random layers, and these layers."""
    counts, body, layers = [], b"", {}
    for layer, shape in shapes.items():
        wide = layer.startswith("conv")
        codebook = rng.normal(0, 0.05, 256 if wide else 16).astype("<f4")
        codebook[0] = 0
        bias = rng.normal(0, 0.1, shape[0]).astype("<f4")
        size = int(np.prod(shape))
        kept = np.flatnonzero(rng.random(size) < (0.3 if wide else 0.1))
        dense = np.zeros(size, np.uint8)
        dense[kept] = rng.integers(1, len(codebook), len(kept))
        places, last = [], -1
        for place in kept:
            while place - last > 16:  # a distance of 16 is the most that 4 bits can say: a filler with code 0
                last += 16
                places.append(last)
            places.append(place)
            last = place
        places = np.array(places)
        distances = np.diff(places, prepend=-1) - 1
        codes = dense[places]
        counts.append(len(places))
        body += codebook.tobytes() + bias.tobytes()
        body += (codes.tobytes() if wide else pack(codes)) + pack(distances)
        layers[layer] = torch.from_numpy(codebook[dense].reshape(shape)), torch.from_numpy(bias)
    return np.array(counts, "<u4").tobytes() + body, layers


@pytest.fixture(scope="module")
def encoded() -> tuple[bytes, dict]:
    return encode(SMALL, np.random.default_rng(0))


@pytest.fixture
def small(monkeypatch) -> None:
    monkeypatch.setattr(caffe, "SHAPES", SMALL)


def as_caffe_does(layers: dict, x: Tensor) -> Tensor:
    """The network in Caffe's own way: BGR, 0 ... 255 minus the mean, groups, pooling that rounds up."""

    def conv(x: Tensor, name: str, **kwargs: int) -> Tensor:
        return F.conv2d(x, *layers[name], **kwargs).relu()

    norm = nn.LocalResponseNorm(5, 1e-4, 0.75, 1.0)
    halves = [norm(half) for half in conv(x, "conv1", stride=4).chunk(2, 1)]
    x = F.max_pool2d(torch.cat(halves, 1), 3, 2, ceil_mode=True)
    halves = [norm(half) for half in conv(x, "conv2", padding=2, groups=2).chunk(2, 1)]
    x = F.max_pool2d(torch.cat(halves, 1), 3, 2, ceil_mode=True)
    x = conv(conv(x, "conv3", padding=1), "conv4", padding=1, groups=2)
    x = F.max_pool2d(conv(x, "conv5", padding=1, groups=2), 3, 2, ceil_mode=True)
    assert x.shape[1:] == (256, 6, 6)
    x = F.linear(torch.flatten(x, 1), *layers["fc6"]).relu()
    return F.linear(F.linear(x, *layers["fc7"]).relu(), *layers["fc8"])


def test_decoded_network_answers_as_caffes(encoded, small) -> None:
    data, layers = encoded
    network = TwoGpuAlexNet(5, (8, 6), k=K)
    network.load_state_dict(decode(data), strict=True)
    photo = np.random.default_rng(1).integers(0, 256, (227, 227, 3), dtype=np.uint8)
    from PIL import Image

    bgr = torch.from_numpy(photo[..., ::-1].astype(np.float32) - np.array([104, 117, 123], np.float32)).permute(2, 0, 1)[None]
    expected = as_caffe_does(layers, bgr)
    ours = freeze(network)(to_tensor(Image.fromarray(photo), PREPROCESSING))
    assert expected.std() > 1e-3
    assert torch.allclose(ours, expected, rtol=1e-3, atol=1e-3 * expected.abs().max().item())


def test_every_weight_comes_back(encoded, small) -> None:
    data, layers = encoded
    state = decode(data)
    for layer, (weight, bias) in layers.items():
        parts = ["fc8"] if layer == "fc8" else [f"towers.{tower}.{layer}" for tower in (0, 1)]
        assert torch.equal(torch.cat([state[f"{part}.bias"] for part in parts]), bias)
        weight = weight.flip(1) if layer == "conv1" else weight
        assert torch.equal(torch.cat([state[f"{part}.weight"] for part in parts]), weight)


def test_real_shapes_are_those_of_the_network() -> None:
    with torch.device("meta"):
        wanted = TwoGpuAlexNet(k=K).state_dict()
    for layer, shape in SHAPES.items():
        halves = [wanted["fc8.weight"]] if layer == "fc8" else [wanted[f"towers.{tower}.{layer}.weight"] for tower in (0, 1)]
        assert sum(half.shape[0] for half in halves) == shape[0] and halves[0].shape[1:] == shape[1:]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[:20], lambda data: b""])
def test_lengths_are_exact(encoded, small, change) -> None:
    with problem("caffe.length"):
        decode(change(encoded[0]), "net")


def test_a_weight_beyond_its_layer_is_refused(encoded, small) -> None:
    data, _ = encoded
    counts = np.frombuffer(data[:32], "<u4")
    codes_end = 32 + 4 * 256 + 4 * 96 + int(counts[0])
    distances = bytearray(data)
    distances[codes_end : codes_end + int(counts[0]) // 2] = b"\xff" * (int(counts[0]) // 2)
    with problem("caffe.position"):
        decode(bytes(distances), "net")


def test_a_file_of_ones_own_is_a_network_like_any_other(encoded, small, tmp_path) -> None:
    path = tmp_path / "mine.net"
    path.write_bytes(encoded[0])
    entry = find(str(path))
    network, _ = load(entry)
    assert isinstance(network, TwoGpuAlexNet) and network.k == K == 1.0
    assert entry.preprocessing == PREPROCESSING
    path.write_bytes(encoded[0][:-5])
    with problem("caffe.length"):
        load(entry)
