"""BVLC AlexNet, the Caffe model zoo's copy of the paper's network, out of its Deep Compression file (Han et al. 2016).

The format was read off the decoder that the file's authors publish beside it (songhan/Deep-Compression-AlexNet,
BSD-2-Clause); the file itself was not at hand.
"""

from itertools import pairwise
from math import prod

import numpy as np
import torch
from torch import Tensor

from alexnet.errors import Problem
from alexnet.photo.crops import Preprocessing

K = 1.0  # of Caffe's local response normalisation; the paper's is 2
PREPROCESSING = Preprocessing(256, 227, mean=(123 / 255, 117 / 255, 104 / 255), std=(1 / 255, 1 / 255, 1 / 255))
SHAPES = {  # of Caffe's weights: (out, in of the own group, height, width) or (out, in)
    "conv1": (96, 3, 11, 11),
    "conv2": (256, 48, 5, 5),
    "conv3": (384, 256, 3, 3),
    "conv4": (384, 192, 3, 3),
    "conv5": (256, 192, 3, 3),
    "fc6": (4096, 9216),
    "fc7": (4096, 4096),
    "fc8": (1000, 4096),
}


def decode(data: bytes, name: str = "") -> dict[str, Tensor]:
    """The file's bytes to a state_dict of `TwoGpuAlexNet(k=K)`, float32, for RGB photos prepared by `PREPROCESSING`.

    Confirmed by the authors' decoder: eight uint32 counts, for conv1 ... conv5, fc6 ... fc8; then for each of these layers
    a float32 codebook (256 entries for convolutions, else 16), the float32 bias, one code for each weight that was kept
    (8 bits, else 4) and one 4-bit distance, less one, from the kept weight before. Of two 4-bit numbers in a byte the low
    half comes first. Where the next kept weight is over 16 places on, code 0 stands between; its codebook entry is 0.

    What differs from Caffe's network (bvlc_alexnet/train_val.prototxt):
        - Caffe normalises over both towers' maps at once, ours each tower's own as on the paper's two GPUs. That changes
          the two maps on either side of the border: 46 ... 49 of lrn1, 126 ... 129 of lrn2.
        - Caffe subtracts a mean picture, ours its mean colour; and Caffe's photos were squeezed to 256x256, ours are cut.
        - Caffe's pooling rounds up, ours down; at 227 pixels both give 27, 13 and 6.

    Raises:
        Problem: "caffe.length" for a file that is too short or too long; "caffe.position" for a weight beyond its layer.
    """
    return _as_towers({layer: _ours(layer, *parts) for layer, parts in _layers(data, name).items()})


def fits(start: bytes, size: int) -> bool:
    """Whether a file of `size` bytes that begins with `start` is as long as its own counts say."""
    if len(start) < 4 * len(SHAPES):
        return False
    counts = np.frombuffer(start, "<u4", len(SHAPES)).astype(np.int64)
    wide = np.array([layer.startswith("conv") for layer in SHAPES])
    halves = -(-counts // 2)  # bytes of as many 4-bit numbers
    parts = np.where(wide, 4 * 256 + counts, 4 * 16 + halves) + halves + 4 * np.array([shape[0] for shape in SHAPES.values()])
    return size == 4 * len(SHAPES) + int(parts.sum())


def _layers(data: bytes, name: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Weights and bias of each layer as Caffe has them."""
    at = 0

    def take(kind: str, count: int) -> np.ndarray:
        nonlocal at
        part = data[at : at + np.dtype(kind).itemsize * count]
        at += np.dtype(kind).itemsize * count
        if at > len(data):
            raise Problem("caffe.length", name=name, size=len(data))
        return np.frombuffer(part, kind)

    found, counts = {}, take("<u4", len(SHAPES))
    for (layer, shape), count in zip(SHAPES.items(), counts.tolist(), strict=True):
        wide = layer.startswith("conv")  # 8-bit codes, else 4-bit ones
        codebook = take("<f4", 256 if wide else 16)
        bias = take("<f4", shape[0])
        codes = take("u1", count) if wide else _halves(take("u1", -(-count // 2)), count)
        places = np.cumsum(_halves(take("u1", -(-count // 2)), count).astype(np.int64) + 1) - 1
        if count and places[-1] >= prod(shape):
            raise Problem("caffe.position", name=name, layer=layer)
        dense = np.zeros(prod(shape), np.uint8)
        dense[places] = codes
        found[layer] = codebook[dense].reshape(shape), bias
    if at != len(data):
        raise Problem("caffe.length", name=name, size=len(data))
    return found


def _halves(stream: np.ndarray, count: int) -> np.ndarray:
    """Bytes to `count` 4-bit numbers.

    >>> _halves(np.array([0x21, 0x43], np.uint8), 3).tolist()
    [1, 2, 3]
    """
    return np.stack([stream & 15, stream >> 4], 1).reshape(-1)[:count]


def _ours(layer: str, weight: np.ndarray, bias: np.ndarray) -> tuple[Tensor, Tensor]:
    """RGB instead of Caffe's BGR; all else is in the same order."""
    weight = weight[:, ::-1] if layer == "conv1" else weight
    return torch.from_numpy(weight.astype(np.float32)), torch.from_numpy(bias.astype(np.float32))


def _as_towers(layers: dict[str, tuple[Tensor, Tensor]]) -> dict[str, Tensor]:
    """The first half of each layer's outputs is GPU 1's; fc8 is undivided."""
    state: dict[str, Tensor] = {}
    for layer, (weight, bias) in layers.items():
        if layer == "fc8":
            state |= {"fc8.weight": weight, "fc8.bias": bias}
            continue
        edges = (0, len(bias) // 2, len(bias))
        for tower, (first, last) in enumerate(pairwise(edges)):
            state[f"towers.{tower}.{layer}.weight"] = weight[first:last].contiguous()
            state[f"towers.{tower}.{layer}.bias"] = bias[first:last].contiguous()
    return state
