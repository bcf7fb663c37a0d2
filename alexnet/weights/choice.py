"""Which of the tensors in a file are an AlexNet: under what key, behind what prefix, and why not where there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from alexnet.errors import Problem
from alexnet.network import AlexNet, Network, TwoGpuAlexNet
from alexnet.weights.content import LARGEST, Passed

ANCHORS = ("features.0.weight", "towers.0.conv1.weight")  # the first weights of one tower, of two
WRAPPERS = {"module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module"}  # what PyTorch wraps modules in
BESIDE = {"criterion", "loss", "loss_fn", "loss_func"}  # what trainers keep beside the network: a loss's weights of the classes
AVERAGES = ("ema", "averag", "swa")  # in a key: an average over the training's last weights, which is the better network
DEEPEST = 5  # dictionaries within dictionaries


@dataclass(frozen=True)
class Candidate:
    """What may be a network: where in the file it lies ("" for the whole of it), and its tensors under the network's names."""

    key: str
    state: dict[str, Tensor]


def found(content: object, name: str = "") -> list[Candidate]:
    """Every set of tensors in `content` that has an AlexNet's first weights: averages first, else in the file's order.

    Raises:
        Problem: where there is none, "weights.whole_network", "weights.other_network", "weights.optimizer",
            "weights.unsafe" or "weights.no_state_dict".

    >>> weight = torch.zeros(64, 3, 11, 11)
    >>> file = {"epoch": 3, "state_dict": {"module.features.0.weight": weight}, "model_ema": {"features.0.weight": weight}}
    >>> [(one.key, list(one.state)) for one in found(file)]
    [('model_ema', ['features.0.weight']), ('state_dict', ['features.0.weight'])]
    """
    every = [one for at, tensors in _tensors(content, (), set()) for one in _networks(at, tensors)]
    if not every:
        raise _why(content, name)
    return sorted(every, key=lambda one: not any(word in one.key.lower() for word in AVERAGES))


def chosen(content: object, name: str, k: float = 2.0) -> tuple[Candidate, Network, tuple[str, ...]]:
    """The first candidate that fits, a network as wide as it is but without values, and the keys of the others that fit.

    Raises:
        Problem: those of `found`; "weights.lacks", "weights.extra", "weights.shape", "weights.numbers" or "weights.too_big"
            of the first candidate.
    """
    fitting, problems = [], []
    for one in found(content, name):
        try:
            fitting.append((one, _empty(one.state, name, k)))
        except Problem as problem:
            problems.append(problem)
    if not fitting:
        raise problems[0]
    if len(fitting) > 1:  # to look at every number takes its time, so only where there is a choice
        fitting = [one for one in fitting if not not_finite(one[0].state)] or fitting[:1]
    first, network = fitting[0]
    return first, network, tuple(one.key for one, _ in fitting[1:])


def not_finite(state: Mapping[str, Tensor]) -> str | None:
    """The name of the first tensor with a number that is none, or none as float32."""
    extremes = {key: torch.stack(value.float().aminmax()) for key, value in state.items()}  # NaN, if there is one
    return next((key for key, value in extremes.items() if not value.isfinite().all()), None)


def _tensors(content: object, at: tuple[str, ...], seen: set[int]) -> Iterator[tuple[tuple[str, ...], dict[str, Tensor]]]:
    """Every dictionary in `content` that holds tensors by name, with the keys that lead to it."""
    if not isinstance(content, Mapping | list | tuple) or id(content) in seen or len(at) > DEEPEST:
        return
    seen.add(id(content))
    inside: list[tuple[Any, Any]] = list(content.items() if isinstance(content, Mapping) else enumerate(content))
    if named := {_plain(key): value for key, value in inside if isinstance(key, str) and isinstance(value, Tensor)}:
        yield at, named
    for key, value in inside:
        yield from _tensors(value, (*at, str(key)), seen)


def _plain(key: str) -> str:
    """A tensor's name without what PyTorch wraps modules in.

    >>> _plain("module.features.module.0._orig_mod.weight")
    'features.0.weight'
    """
    return ".".join(part for part in key.split(".") if part not in WRAPPERS)


def _networks(at: tuple[str, ...], tensors: dict[str, Tensor]) -> Iterator[Candidate]:
    """The networks among `tensors`, each behind a prefix such as "model."; what lies outside all of them is passed over."""
    prefixes = {key.removesuffix(anchor) for key in tensors for anchor in ANCHORS if f".{key}".endswith(f".{anchor}")}
    for prefix in sorted(prefixes, key=lambda prefix: next(n for n, key in enumerate(tensors) if key.startswith(prefix))):
        deeper = tuple(other for other in prefixes if other != prefix and other.startswith(prefix))
        state = {
            key.removeprefix(prefix): value
            for key, value in tensors.items()
            if key.startswith(prefix) and not (deeper and key.startswith(deeper))
        }
        state = {key: value for key, value in state.items() if value.ndim or key.partition(".")[2]}  # "n_averaged", "step"
        yield Candidate(".".join((*at, *prefix.split("."))).strip("."), state)


def _empty(state: dict[str, Tensor], name: str, k: float) -> Network:
    """A network as wide as `state` is, on no device; explains the first thing that does not fit."""
    # At least 1, and a number without a shape counts as 1: either way the shapes differ below.
    wide = {key: max(1, value.shape[:1].numel()) for key, value in state.items()}
    network: Network
    with torch.device("meta"):
        if any(key.startswith("towers.") for key in state):
            fc6, fc7 = (2 * wide.get(f"towers.0.{layer}.weight", 2048) for layer in ("fc6", "fc7"))
            network = TwoGpuAlexNet(wide.get("fc8.weight", 1000), (fc6, fc7), k=k)
        else:
            fc6, fc7, fc8 = (wide.get(f"classifier.{index}.weight", 4096) for index in (1, 4, 6))
            network = AlexNet(fc8, (fc6, fc7))
    wanted = network.state_dict()
    for key, value in state.items():
        ordinary = value.is_floating_point() and value.layout is torch.strided and not value.is_meta
        if (key in wanted and not ordinary) or key.endswith(".zero_point"):
            raise Problem("weights.numbers", name=name, key=key, stored=str(value.dtype).removeprefix("torch."))
    for key, value in wanted.items():
        if key not in state:
            raise Problem("weights.lacks", name=name, key=key)
        if state[key].shape != value.shape:
            raise Problem("weights.shape", name=name, key=key, shape=tuple(state[key].shape), wanted=tuple(value.shape))
    if extra := sorted(key for key in state.keys() - wanted.keys() if key.partition(".")[0] not in BESIDE):
        raise Problem("weights.extra", name=name, key=extra[0])
    if 4 * sum(value.numel() for value in wanted.values()) > LARGEST:  # a few bytes may say that they are repeated for ever
        raise Problem("weights.too_big", name=name, limit=LARGEST // 10**6)
    return network


def _why(content: object, name: str) -> Problem:
    """Why there is no network in `content`."""
    everything = list(_values(content, 0))
    passed = [value for value in everything if isinstance(value, Passed)]
    if any(value.network for value in passed):
        return Problem("weights.whole_network", name=name)
    if any(isinstance(value, Mapping) and "param_groups" in value for value in everything):
        return Problem("weights.optimizer", name=name)
    most: dict[str, Tensor] = max((tensors for _, tensors in _tensors(content, (), set())), key=len, default={})
    if most:
        some = ", ".join(list(most)[:3])
        return Problem("weights.other_network", name=name, key=ANCHORS[0], has=some, count=len(most))
    return Problem("weights.unsafe" if passed else "weights.no_state_dict", name=name)


def _values(content: object, depth: int) -> Iterator[object]:
    """`content` and what is in it, two dictionaries deep."""
    yield content
    inside = content.values() if isinstance(content, Mapping) else content if isinstance(content, list | tuple) else ()
    for value in inside if depth < 2 else ():
        yield from _values(value, depth + 1)
