"""What each map of the layer before adds to a chosen map, unit or class, and from where it came, back to the photo.

What is counted: each map's own part of the sum in front of the ReLU, added up over the places at which the chosen map is
active after it. So all parts and the bias add up to all that the map answers. Of a class it is its score; a pooling hands
on its one map, and LRN, which divides a map by its neighbours' energy, is part of what the next layer gets.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d

from alexnet.network import Network
from alexnet.network.anatomy import window

PHOTO = "photo"  # stands before the first layer
FOR, AGAINST = 4, 2  # parts that a trail begins with
ON, WIDE = 3, 4  # parts that it follows from each map further back; maps of a layer that it goes through
Kept = Mapping[str, Tensor]  # what each layer gave for one photo, (1, ...), as `trace` gives it, and the photo as `PHOTO`


@dataclass(frozen=True)
class Contributions:
    """What adds up to `total`, the answers of one map over its active places: `parts.sum() + bias`.

    Attributes:
        parts: (maps of the layer before,), or (3,) colours of the photo.
        bias: of the map, times its active places.
        total: what the layer itself gave.
    """

    parts: Tensor
    bias: float
    total: float

    @property
    def shares(self) -> Tensor:
        """Each part, divided by the sum of their sizes: the sizes add up to 1. All 0 for a silent map."""
        return self.parts / self.parts.abs().sum().clamp(min=torch.finfo(self.parts.dtype).tiny)


@dataclass(frozen=True)
class Link:
    """Map `index` of `layer` got `share` of its sum from map `origin` of the layer before."""

    layer: str
    index: int
    before: str
    origin: int
    share: float


def columns(network: Network) -> list[str]:
    """The layers that make new maps or units, or smaller ones, in order: conv1, pool1 ... fc8.

    >>> from alexnet.network import AlexNet
    >>> columns(AlexNet(2, (4, 4)))[:5]
    ['conv1', 'pool1', 'conv2', 'pool2', 'conv3']
    """
    return [name for name, layer in dict(network.layers()).items() if isinstance(layer, nn.Conv2d | nn.MaxPool2d | nn.Linear)]


def widths(network: Network) -> dict[str, int]:
    """How many maps or units each layer of `columns` has, both towers together.

    >>> from alexnet.network import TwoGpuAlexNet
    >>> widths(TwoGpuAlexNet(2, (4, 4)))["pool1"]
    96
    """
    found, last = {}, 0
    for column in columns(network):
        rows = [len(layer.get_parameter("weight")) for name, layer in network.layers() if name == column and _weighs(layer)]
        found[column] = last = sum(rows) or last
    return found


def active(layer: str) -> str:
    """The layer whose output is what `layer` has to say: its ReLU, or where there is none itself.

    >>> active("conv5"), active("pool5"), active("fc8")
    ('relu5', 'pool5', 'fc8')
    """
    return layer if layer.startswith("pool") or layer == "fc8" else f"relu{layer[-1]}"


@torch.no_grad()
def contributions(
    network: Network, kept: Kept, layer: str, index: int, cut: Collection[str] = frozenset()
) -> Contributions:  # fmt: skip
    """What the maps before add to map `index` of a convolution or dense layer.

    Args:
        cut: links of a two-tower network over which nothing came, as `kept` was made.
    """
    modules = [module for name, module in network.layers() if name == layer]
    rows = int(modules[0].get_parameter("weight").shape[0])
    module, tower = modules[index // rows], index // rows
    weight, bias = (module.get_parameter(name)[index % rows] for name in ("weight", "bias"))
    x, out = kept[_source(network, layer)][0].to(weight.device), kept[active(layer)][0, index].to(weight.device)
    half = len(x) // 2
    own = slice(tower * half, (tower + 1) * half) if layer in cut or _sees_half(module, x) else slice(None)
    places = torch.ones_like(out) if layer == "fc8" else (out > 0).to(out.dtype)
    parts = x.new_zeros(len(x))
    if isinstance(module, nn.Conv2d):
        kernels = weight[:, None] if _sees_half(module, x) else weight[own, None]
        _, stride, padding = window(module)
        each = conv2d(x[None, own], kernels, stride=stride, padding=padding, groups=len(kernels))[0]
        parts[own] = (each * places).flatten(1).sum(1)
    else:
        parts[own] = (weight.view_as(x) * x)[own].reshape(len(x[own]), -1).sum(1) * places
    return Contributions(parts, float(bias * places.sum()), float((out * places).sum()))


def trail(network: Network, kept: Kept, layer: str, index: int, cut: Collection[str] = frozenset()) -> list[Link]:
    """Where map `index` of a layer of `columns` came from, back to the photo.

    First what speaks most for it and most against it; from there on only what gave most, and only the maps through
    which most of it came: the product of the shares on the way, all ways added.
    """
    order, links = [PHOTO, *columns(network)], []
    last, front = layer, {index: 1.0}
    while front and layer != PHOTO:
        before, gave, found = order[order.index(layer) - 1], dict[int, float](), []
        for target, reached in front.items():
            for origin, share in _strongest(network, kept, layer, target, cut, AGAINST if layer == last else 0):
                found.append(Link(layer, target, before, origin, share))
                if share > 0:
                    gave[origin] = gave.get(origin, 0) + reached * share
        front = dict(sorted(gave.items(), key=lambda one: -one[1])[:WIDE])
        links += [link for link in found if layer == last or link.origin in front]
        layer = before
    return links


def _strongest(
    network: Network, kept: Kept, layer: str, index: int, cut: Collection[str], against: int
) -> list[tuple[int, float]]:
    """(map before, share) of what gives most to a map, and of `against` maps what takes most from it."""
    if layer.startswith("pool") or _source(network, layer) == PHOTO:
        return [(index if layer.startswith("pool") else 0, 1.0)] if bool(kept[active(layer)][0, index].any()) else []
    shares = contributions(network, kept, layer, index, cut).shares
    most = shares.topk(min(FOR if against else ON, len(shares))).indices.tolist()
    least = (-shares).topk(min(against, len(shares))).indices.tolist()
    found = [(at, float(shares[at])) for at in most if shares[at] > 0]
    return found + [(at, float(shares[at])) for at in least if shares[at] < 0]


def _source(network: Network, layer: str) -> str:
    """The layer whose output `layer` reads, as maps: what only drops or flattens is passed over."""
    names = [name for name, module in dict(network.layers()).items() if not isinstance(module, nn.Dropout | nn.Flatten)]
    at = names.index(layer)
    return names[at - 1] if at else PHOTO


def _weighs(layer: nn.Module) -> bool:
    return isinstance(layer, nn.Conv2d | nn.Linear)


def _sees_half(module: nn.Module, x: Tensor) -> bool:
    """Whether a convolution sees the maps of its own tower only."""
    return isinstance(module, nn.Conv2d) and module.in_channels * 2 == len(x)
