"""A trained network in and out of its file: what the header says, the tensors, and the network that all may share."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from alexnet.classes.labels import labels
from alexnet.device import tower_devices
from alexnet.errors import Problem
from alexnet.files import shown, whole
from alexnet.network import Network, freeze
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import Preprocessing
from alexnet.weights import caffe
from alexnet.weights.choice import chosen, found, not_finite
from alexnet.weights.content import content
from alexnet.weights.download import sha256
from alexnet.weights.entry import Accuracy, Weights
from alexnet.weights.names import class_names, names_beside

SMALLEST = 67  # pixels of a photo that every network takes


def described(name: str, path: Path) -> Weights:
    """The entry of a file by its content, its header and the names of its classes beside it; bare where it cannot be read."""
    entry = Weights(name, path, names=names_beside(path))
    return _described(entry, entry.version)


@lru_cache(maxsize=64)
def _described(entry: Weights, version: tuple[str | int, ...]) -> Weights:
    with suppress(Problem):
        entry = _told(entry)
        candidate, network, others = chosen(content(entry.path), shown(entry.path.name), entry.k)
        entry = replace(entry, classes=network.classes, taken=candidate.key, others=others)
        if entry.names:
            entry = replace(entry, wnids=class_names(entry.names))
    return entry


def _told(entry: Weights) -> Weights:
    """`entry` with what the file's own header says, where it has one that we have written."""
    if entry.path.suffix.lower() == ".net":
        return replace(entry, wnids=tuple(labels()), preprocessing=caffe.PREPROCESSING, k=caffe.K)
    if not entry.path.is_file():  # a pipe would be waited for
        return entry
    try:
        with safe_open(entry.path, "pt") as file:
            told = json.loads((file.metadata() or {}).get("alexnet", "{}"), parse_constant=_refuse)
        prepared: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in told.get("preprocessing", {}).items()
        }
        return replace(
            entry,
            wnids=tuple(told.get("wnids", ())),
            accuracy=Accuracy(**told["accuracy"]) if told.get("accuracy") else None,
            preprocessing=Preprocessing(**prepared),
            k=float(told.get("k", 2.0)),
            origin=told.get("origin", ""),
            licence=told.get("licence", ""),
        )
    except (OSError, SafetensorError, ValueError, TypeError, AttributeError):  # a header of another make, or none
        return entry


def _refuse(constant: str) -> float:
    """Raises ValueError: NaN and infinity are no JSON."""
    raise ValueError(constant)


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
    """The frozen float32 network of `weights` on `device`, and the WordNet id, or name, or number, of each of its classes.

    Raises:
        Problem: "weights.missing"; "weights.cut" for a wrong checksum, and then the file is deleted; those of
            `content.content` and `choice.chosen`; "weights.not_finite" for numbers that are not, or too large to calculate
            with; those of `names.class_names`, and "classes.number" for names that are more or fewer than the classes.
    """
    if not os.path.lexists(weights.path):
        raise Problem("weights.missing", name=weights.name)
    if weights.digest and not sha256(weights.path).startswith(weights.digest):
        with suppress(OSError):  # on a disk that is read-only it stays, and is told again
            weights.path.unlink()
        raise Problem("weights.cut", name=weights.name)
    name = shown(weights.path.name)
    candidate, network, _ = chosen(content(weights.path), name, weights.k)
    _fill(network, candidate.state, name)
    wnids = _classes(weights, network.classes)
    freeze(network)
    _check_answer(network, name)
    network.to(device)
    if torch.device(device).type == "cpu":  # as `to_tensor` lays out the pixels; else the kernels are turned for every photo
        network.to(memory_format=torch.channels_last)  # 16 ms of one core for a photo, not 21; the same numbers to the bit
    if isinstance(network, TwoGpuAlexNet):
        network.place(tower_devices(torch.device(device)))
    return network, wnids


def read(weights: Weights) -> dict[str, Tensor]:
    """The tensors of the network, or a part of one, in the file of `weights`, by its own names; they may be mapped from the disk.

    Raises:
        Problem: those of `content.content` and `choice.found`; "weights.not_finite".
    """
    name = shown(weights.path.name)
    state = found(content(weights.path), name)[0].state
    if key := not_finite(state):
        raise Problem("weights.not_finite", name=name, key=key)
    return state


def _fill(network: Network, state: dict[str, Tensor], name: str) -> None:
    """Gives `network` the values in `state` as float32, in memory: a file that is mapped may be overwritten."""
    values = {key: state[key].to(torch.float32, copy=True) for key in network.state_dict()}
    if key := not_finite(values):
        raise Problem("weights.not_finite", name=name, key=key)
    network.load_state_dict(values, assign=True)


def _check_answer(network: Network, name: str) -> None:
    """That a photo gets numbers for an answer; weights may be so large that their sums are none."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for layer, values in network.steps(torch.randn(1, 3, SMALLEST, SMALLEST, generator=generator)):
            if not values.isfinite().all():
                raise Problem("weights.not_finite", name=name, key=layer)


def _classes(weights: Weights, count: int) -> tuple[str, ...]:
    """The id or name of each of `count` classes: from the file of names, the header, ImageNet's thousand, or numbers."""
    if weights.names:
        names = class_names(weights.names)
        if len(names) != count:
            raise Problem("classes.number", path=shown(weights.names.name), names=len(names), name=weights.name, classes=count)
        return names
    if len(weights.wnids) == count:
        return weights.wnids
    return tuple(labels()) if count == len(labels()) else tuple(f"class {index}" for index in range(count))
