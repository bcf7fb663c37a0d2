"""The layers of a listing: of which kind each one is, its name by its place, and the numbers that describe it."""

from collections.abc import Iterable, Mapping

from torch import nn

from alexnet.network.anatomy import window

KINDS = {  # what a module is, and what its name begins with
    nn.Conv2d: ("conv", "conv"), nn.ReLU: ("relu", "relu"), nn.LocalResponseNorm: ("lrn", "lrn"), nn.MaxPool2d: ("pool", "pool"),
    nn.AdaptiveAvgPool2d: ("average", "avgpool"), nn.Dropout: ("dropout", "dropout"), nn.Linear: ("dense", "fc"),
}  # fmt: skip
FLATTEN = "flatten"  # a layer without a module


def kind(module: nn.Module) -> str:
    """Of which kind a layer is: "conv", "relu" ... Raises StopIteration for a module that is none of `KINDS`."""
    return _kind(module)[0]


def names(network: nn.Module, order: Iterable[str]) -> dict[str, str]:
    """The layer's name ("conv1" ... "fc8") of each path in `network`, given in the order in which they run.

    A name's number counts convolutions and dense layers; a dropout belongs to the layer behind it. The path of a
    flattening is `FLATTEN`.
    """
    by_path: dict[str, str] = {}
    block = 0
    for path in order:
        if path == FLATTEN:
            by_path[path] = FLATTEN
            continue
        sort, begins = _kind(network.get_submodule(path))
        block += sort in ("conv", "dense")
        by_path[path] = begins if sort == "average" else f"{begins}{block + (sort == 'dropout')}"
    return by_path


def numbers(module: nn.Module) -> Mapping[str, float]:
    """What a layer was built with, by the names under which the words about it take it.

    >>> numbers(nn.Linear(9216, 4096))
    {'inputs': 9216, 'units': 4096}
    """
    if isinstance(module, nn.Conv2d):
        kernels, channels = module.weight.shape[:2]
        size, stride, padding = window(module)
        shape = {"kernels": kernels, "half": kernels // 2, "channels": channels}
        return shape | {"size": size, "stride": stride, "padding": padding}
    if isinstance(module, nn.MaxPool2d):
        size, stride, _ = window(module)
        return {"size": size, "stride": stride}
    if isinstance(module, nn.LocalResponseNorm):
        return {"n": module.size, "alpha": module.alpha, "beta": module.beta, "k": module.k}
    if isinstance(module, nn.Dropout):
        return {"p": module.p}
    return {"inputs": module.in_features, "units": module.out_features} if isinstance(module, nn.Linear) else {}


def parameters(module: nn.Module) -> int:
    """How many weights and biases a layer, or a whole network, has.

    >>> parameters(nn.Linear(9216, 4096))
    37752832
    """
    return sum(values.numel() for values in module.parameters())


def _kind(module: nn.Module) -> tuple[str, str]:
    return next(words for kind, words in KINDS.items() if isinstance(module, kind))
