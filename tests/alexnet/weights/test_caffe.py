"""Caffe's compressed AlexNet: files that are encoded here come back as they went in."""

from collections.abc import Iterator
from math import prod

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from alexnet.network import freeze
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import to_tensor
from alexnet.weights import caffe
from alexnet.weights.caffe import PREPROCESSING, SHAPES, K, decode
from alexnet.weights.export import export
from alexnet.weights.files import load
from alexnet.weights.sources import find
from tests.conftest import problem

SMALL = {  # as SHAPES, with the widths that can be small
    "conv1": (96, 3, 11, 11), "conv2": (256, 48, 5, 5), "conv3": (384, 256, 3, 3), "conv4": (384, 192, 3, 3),
    "conv5": (256, 192, 3, 3), "fc6": (8, 9216), "fc7": (6, 8), "fc8": (5, 6),
}  # fmt: skip


def pack(values: np.ndarray) -> bytes:
    """4-bit numbers, two a byte, the low half first."""
    padded = np.append(values, [0] * (len(values) % 2)).astype(np.uint8)
    return (padded[::2] | padded[1::2] << 4).tobytes()


def encode(shapes: dict, rng: np.random.Generator, kept: int = 4) -> tuple[bytes, dict]:
    """A file of random layers, one weight in `kept` of a convolution and a third of that in the others, and these layers."""
    counts, body, layers = [], b"", {}
    for layer, shape in shapes.items():
        wide, size = layer.startswith("conv"), prod(shape)
        codebook = rng.normal(0, 0.05, 256 if wide else 16).astype("<f4")
        codebook[0] = 0
        bias = rng.normal(0, 0.1, shape[0]).astype("<f4")
        places = np.cumsum(rng.geometric(1 / (kept if wide else 3 * kept), size // kept)) - 1
        places = places[places < size]
        dense = np.zeros(size, np.uint8)
        dense[places] = rng.integers(1, len(codebook), len(places))
        gaps = np.diff(places, prepend=-1)
        fillers = (gaps - 1) // 16  # 4 bits say 16 places at most; a weight of code 0 stands wherever that is too few
        ends = np.cumsum(fillers + 1) - 1
        codes, distances = np.zeros(ends[-1] + 1, np.uint8), np.full(ends[-1] + 1, 15)
        codes[ends], distances[ends] = dense[places], gaps - 16 * fillers - 1
        counts.append(len(codes))
        body += codebook.tobytes() + bias.tobytes() + (codes.tobytes() if wide else pack(codes)) + pack(distances)
        layers[layer] = torch.from_numpy(codebook[dense].reshape(shape)), torch.from_numpy(bias)
    return np.array(counts, "<u4").tobytes() + body, layers


@pytest.fixture(scope="module")
def encoded() -> tuple[bytes, dict]:
    return encode(SMALL, np.random.default_rng(0))


@pytest.fixture
def small(monkeypatch) -> None:
    monkeypatch.setattr(caffe, "SHAPES", SMALL)


NORM = nn.LocalResponseNorm(5, 1e-4, 0.75, 1.0)


def norm_by_tower(x: Tensor) -> Tensor:
    return torch.cat([NORM(half) for half in x.chunk(2, 1)], 1)


def as_caffe_does(layers: dict, x: Tensor, norm=norm_by_tower) -> Iterator[tuple[str, Tensor]]:
    """The network in Caffe's own way: BGR, 0 ... 255 minus the mean, groups, pooling that rounds up."""

    def conv(x: Tensor, name: str, **kwargs: int) -> Tensor:
        return F.conv2d(x, *layers[name], **kwargs).relu()

    x = norm(conv(x, "conv1", stride=4))
    yield "lrn1", x
    x = F.max_pool2d(x, 3, 2, ceil_mode=True)
    yield "pool1", x
    x = norm(conv(x, "conv2", padding=2, groups=2))
    yield "lrn2", x
    x = F.max_pool2d(x, 3, 2, ceil_mode=True)
    yield "pool2", x
    x = conv(conv(x, "conv3", padding=1), "conv4", padding=1, groups=2)
    x = F.max_pool2d(conv(x, "conv5", padding=1, groups=2), 3, 2, ceil_mode=True)
    yield "pool5", x
    x = F.linear(torch.flatten(x, 1), *layers["fc6"]).relu()
    yield "fc8", F.linear(F.linear(x, *layers["fc7"]).relu(), *layers["fc8"])


@pytest.fixture(scope="module")
def photo() -> tuple[Tensor, Tensor]:
    """A photo as Caffe is fed it, and as ours is."""
    pixels = np.random.default_rng(1).integers(0, 256, (227, 227, 3), dtype=np.uint8)
    bgr = pixels[..., ::-1].astype(np.float32) - np.array([104, 117, 123], np.float32)
    return torch.from_numpy(bgr).permute(2, 0, 1)[None], to_tensor(Image.fromarray(pixels), PREPROCESSING)


def assert_near(ours: Tensor, expected: Tensor) -> None:
    """The same but for rounding, and not all one number."""
    assert expected.std() > 1e-3
    torch.testing.assert_close(ours, expected, rtol=0, atol=1e-4 * expected.abs().max().item())


def test_decoded_network_answers_as_caffes(encoded, small, photo) -> None:
    data, layers = encoded
    network = TwoGpuAlexNet(5, (8, 6), k=K)
    network.load_state_dict(decode(data), strict=True)
    ours = dict(freeze(network).steps(photo[1]))
    for name, expected in as_caffe_does(layers, photo[0]):
        assert_near(ours[name], expected)
    assert [ours[name].shape[-1] for name in ("pool1", "pool2", "pool5")] == [27, 13, 6]


def test_only_the_maps_at_the_border_of_the_towers_are_normalised_otherwise(encoded, photo) -> None:
    joined = dict(as_caffe_does(encoded[1], photo[0], NORM))
    divided = dict(as_caffe_does(encoded[1], photo[0]))
    differ = (joined["lrn1"] != divided["lrn1"]).any(3).any(2)[0].nonzero().flatten()
    assert differ.tolist() == [46, 47, 48, 49]
    x = F.conv2d(divided["pool1"], *encoded[1]["conv2"], padding=2, groups=2).relu()
    assert (NORM(x) != norm_by_tower(x)).any(3).any(2)[0].nonzero().flatten().tolist() == [126, 127, 128, 129]


def test_every_weight_comes_back(encoded, small) -> None:
    data, layers = encoded
    state = decode(data)
    for layer, (weight, bias) in layers.items():
        parts = ["fc8"] if layer == "fc8" else [f"towers.{tower}.{layer}" for tower in (0, 1)]
        assert torch.equal(torch.cat([state[f"{part}.bias"] for part in parts]), bias)
        weight = weight.flip(1) if layer == "conv1" else weight
        assert torch.equal(torch.cat([state[f"{part}.weight"] for part in parts]), weight)


def test_a_file_of_the_real_size_is_the_paper_network(photo) -> None:
    data, layers = encode(SHAPES, np.random.default_rng(2), kept=100)
    with torch.device("meta"):
        network = TwoGpuAlexNet(k=K)
    network.load_state_dict(decode(data), strict=True, assign=True)
    assert sum(values.numel() for values in network.parameters()) == 60_965_224
    assert_near(freeze(network)(photo[1]), dict(as_caffe_does(layers, photo[0]))["fc8"])


def test_bytes_written_by_hand(monkeypatch) -> None:
    monkeypatch.setattr(caffe, "SHAPES", {"conv4": (1, 1, 1, 40), "fc8": (1, 6)})
    wide, narrow = (np.arange(size, dtype="<f4").tobytes() for size in (256, 16))
    data = bytes([3, 0, 0, 0]) + bytes([2, 0, 0, 0])
    data += wide + bytes([0, 0, 128, 63]) + bytes([200, 0, 7]) + bytes([0xF2, 0x04])  # bias 1.0; distances 2, 15, 4 and a rest
    data += narrow + bytes([0, 0, 0, 192]) + bytes([0x5B]) + bytes([0x31])  # bias -2.0; codes 11, 5; distances 1, 3
    layers = caffe._layers(data, "net")
    conv4, fc8 = layers["conv4"][0].flatten(), layers["fc8"][0].flatten()
    assert {place: conv4[place] for place in np.flatnonzero(conv4)} == {2: 200, 23: 7}
    assert fc8.tolist() == [0, 11, 0, 0, 0, 5]
    assert [bias.tolist() for _, bias in layers.values()] == [[1], [-2]]


@pytest.mark.parametrize("share", [0, 1e-5, 0.001, 0.2, 0.5, 0.9])
def test_a_part_of_the_file_is_refused(encoded, small, share: float) -> None:
    data = encoded[0]
    with problem("caffe.length"):
        decode(data[: int(share * len(data))], "net")


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: b"\xff" * 32 + data[32:]])
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
    again, _ = load(find(str(export(network, entry, tmp_path / "out.safetensors"))))
    assert again.k == K
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in network.state_dict().items())
    path.write_bytes(encoded[0][:-5])
    with problem("caffe.length"):
        load(entry)
