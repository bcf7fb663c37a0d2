"""A trained network in and out of its file: what the header says, the tensors, and the network that all may share."""

import json
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from alexnet.classes.labels import labels
from alexnet.device import tower_devices
from alexnet.errors import Problem
from alexnet.files import whole
from alexnet.network import AlexNet, Network, freeze
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import Preprocessing
from alexnet.weights import caffe
from alexnet.weights.download import sha256
from alexnet.weights.entry import Accuracy, Weights

LARGEST = 1_000_000_000  # bytes of a weights file; AlexNet in fp32 has 244 million


def described(name: str, path: Path) -> Weights:
    """The entry of a file by what its own header says; bare where it says nothing or cannot be read."""
    try:
        stat = path.stat()
    except OSError:
        return _described(name, path, None)
    return _described(name, path, (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=64)
def _described(name: str, path: Path, version: Hashable) -> Weights:
    if path.suffix == ".net":
        return Weights(name, path, tuple(labels()), preprocessing=caffe.PREPROCESSING, k=caffe.K)
    try:
        with safe_open(path, "pt") as file:
            told = json.loads((file.metadata() or {}).get("alexnet", "{}"))
        prepared: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in told.get("preprocessing", {}).items()
        }
        return Weights(
            name=name,
            path=path,
            wnids=tuple(told.get("wnids", ())),
            accuracy=Accuracy(**told["accuracy"]) if told.get("accuracy") else None,
            preprocessing=Preprocessing(**prepared),
            k=told.get("k", 2.0),
            origin=told.get("origin", ""),
            licence=told.get("licence", ""),
        )
    except (OSError, SafetensorError, ValueError, TypeError, AttributeError):  # a header of another make
        return Weights(name, path)


def save(network: Network, weights: Weights, how: dict[str, Any], half: bool = True) -> None:
    """Writes `network` in fp16, or float32, to `weights.path`, with all that `described` reads and `how` it was made."""
    told = {
        "wnids": weights.wnids,
        "accuracy": asdict(weights.accuracy) if weights.accuracy else None,
        "preprocessing": asdict(weights.preprocessing),
        "k": weights.k,
        "origin": weights.origin,
        "licence": weights.licence,
        "how": how,
    }
    state = {name: (value.half() if half else value.float()).contiguous() for name, value in network.state_dict().items()}
    with whole(weights.path) as unfinished:
        save_file(state, unfinished, {"format": "pt", "alexnet": json.dumps(told)})


def load(weights: Weights, device: torch.device | str = "cpu") -> tuple[Network, tuple[str, ...]]:
    """The frozen float32 network of `weights` on `device`, and the WordNet id (or number) of each of its classes.

    Raises:
        Problem: "weights.missing", "weights.cut" (the file is not whole, or its checksum is wrong, and then it is
            deleted), "weights.unsafe" (a pickle with more in it than tensors; it is not run), or "weights.lacks",
            "weights.extra", "weights.shape", "weights.no_state_dict", "weights.too_big" (another network's).
    """
    if not weights.ready:
        raise Problem("weights.missing", name=weights.name)
    if weights.digest and not sha256(weights.path).startswith(weights.digest):
        with suppress(OSError):  # on a disk that is read-only it stays, and is told again
            weights.path.unlink()
        raise Problem("weights.cut", name=weights.name)
    state = read(weights)
    network = _fitting(state, weights)
    numbers = tuple(f"class {index}" for index in range(network.classes))
    usual = tuple(labels()) if network.classes == len(labels()) else numbers
    wnids = weights.wnids if len(weights.wnids) == network.classes else usual
    freeze(network).to(device)
    if torch.device(device).type == "cpu":  # as `to_tensor` lays out the pixels; else the kernels are turned for every photo
        network.to(memory_format=torch.channels_last)  # 16 ms of one core for a photo, not 21; the same numbers to the bit
    if isinstance(network, TwoGpuAlexNet):
        network.place(tower_devices(torch.device(device)))
    return network, wnids


def read(weights: Weights) -> dict[str, Tensor]:
    """The tensors in the file of `weights` by name. Nothing in it is ever executed.

    Raises:
        Problem: "weights.cut", "weights.unsafe", "weights.no_state_dict" or "weights.too_big", as for `load`.
    """
    name = weights.path.name
    if weights.path.stat().st_size > LARGEST:
        raise Problem("weights.too_big", name=name, limit=LARGEST // 10**6)
    try:
        if weights.path.suffix == ".safetensors":
            return load_file(weights.path)
        if weights.path.suffix == ".net":
            return caffe.decode(weights.path.read_bytes(), name)
        state = torch.load(weights.path, map_location="cpu", weights_only=True)
    except UnpicklingError as problem:
        # PyTorch gives the same exception for a forbidden object and for bytes that are no pickle at all.
        forbidden = "unsupported global" in str(problem).lower()
        raise Problem("weights.unsafe" if forbidden else "weights.cut", name=name) from problem
    except Problem:
        raise
    except Exception as problem:  # a broken file raises one of many: EOFError, RuntimeError, KeyError, SafetensorError ...
        raise Problem("weights.cut", name=name) from problem
    if isinstance(state, dict) and isinstance(state.get("state_dict"), dict):
        state = state["state_dict"]
    if not isinstance(state, dict) or not all(isinstance(value, Tensor) for value in state.values()):
        raise Problem("weights.no_state_dict", name=name)
    return state


def _fitting(state: dict[str, Tensor], weights: Weights) -> Network:
    """A network as wide as `state` is, with its values; explains the first thing that does not fit."""
    # At least 1, and a number without a shape counts as 1: either way the shapes differ below.
    wide = {key: max(1, value.shape[:1].numel()) for key, value in state.items()}
    network: Network
    with torch.device("meta"):
        if any(str(key).startswith("towers.") for key in state):
            fc6, fc7 = (2 * wide.get(f"towers.0.{layer}.weight", 2048) for layer in ("fc6", "fc7"))
            network = TwoGpuAlexNet(wide.get("fc8.weight", 1000), (fc6, fc7), k=weights.k)
        else:
            fc6, fc7, fc8 = (wide.get(f"classifier.{index}.weight", 4096) for index in (1, 4, 6))
            network = AlexNet(fc8, (fc6, fc7))
    name = weights.name
    wanted = network.state_dict()
    for key, value in wanted.items():
        if key not in state:
            raise Problem("weights.lacks", name=name, key=key)
        if state[key].shape != value.shape:
            raise Problem("weights.shape", name=name, key=key, shape=tuple(state[key].shape), wanted=tuple(value.shape))
    if extra := sorted(state.keys() - wanted.keys(), key=str):
        raise Problem("weights.extra", name=name, key=extra[0])
    network.load_state_dict({key: value.float() for key, value in state.items()}, assign=True)
    return network
