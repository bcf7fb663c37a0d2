"""Maps switched off: what the network answers without them, run from where the first of them is."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

import torch
from torch import Tensor

from alexnet.ask.contributions import Kept, active
from alexnet.network import Network, TwoGpuAlexNet


@torch.no_grad()
def cut_trace(network: Network, x: Tensor, cut: frozenset[str]) -> dict[str, Tensor]:
    """Every activation as `trace` gives it, of a two-tower network with links or towers of `cut` switched off."""
    return dict(_steps(network, x, None, cut))


@torch.no_grad()
def ablated(
    network: Network, kept: Kept, off: Mapping[str, Collection[int]], cut: frozenset[str] = frozenset()
) -> dict[str, Tensor]:  # fmt: skip
    """Every activation when the maps or units of `off`, {layer: indices}, answer zero after their ReLU or pooling.

    Args:
        kept: what each layer gave before, with the same `cut`; the layers in front of the first of `off` do not run again.
    """
    order = list(dict(network.layers()))
    stages = {active(layer): list(indices) for layer, indices in off.items() if indices}
    names, given = sorted(stages, key=order.index), dict(kept)
    for here, until in pairwise([*names, ""]):
        given[here] = given[here].clone()
        given[here][:, stages[here]] = 0
        for name, answers in _steps(network, given[here], here, cut):
            given[name] = answers
            if name == until:
                break
    return given


def _steps(network: Network, x: Tensor, after: str | None, cut: frozenset[str]) -> Iterator[tuple[str, Tensor]]:
    if not cut or not isinstance(network, TwoGpuAlexNet):
        yield from network.steps(x, after)
        return
    for name, here in network.halves(x, cut, after=after):
        yield name, torch.cat([part.to(here[0].device) for part in here], dim=1)
