"""Did the heat map tell the truth? Pixels deleted in its order, and the same method on networks that know less and less."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d, interpolate

from alexnet.ask.saliency import PART, Report, explain, silent
from alexnet.network import Network, freeze, fresh, twin

ORDERS = ("hottest", "coolest", "random")
STEPS = 20  # stages of a deletion
LAYERS = ("fc8", "fc7", "fc6", "conv5", "conv4", "conv3", "conv2", "conv1")  # in the order in which they are drawn anew


def covered(x: Tensor, left: int, top: int, side: int) -> Tensor:
    """(1, 3, H, W) with a square of the training photos' mean colour, which is 0 after normalisation; cut at the edges.

    >>> covered(torch.ones(1, 1, 2, 3), left=1, top=-1, side=2).tolist()
    [[[[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]]]
    """
    out = x.clone()
    out[:, :, max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)] = 0
    return out


@torch.no_grad()
def deletion(
    network: Network, x: Tensor, target: int, heat: Tensor, order: str, grain: int = 1, report: Report = silent, seed: int = 0
) -> list[float]:
    """Probability of `target` with 0, 1/20 ... 20/20 of the photo deleted (Petsiuk et al. 2018, "RISE").

    Args:
        x: (1, 3, H, W), normalised, on the network's device; what is deleted gets the mean colour.
        heat: (H, W).
        order: one of `ORDERS`: which pixels go first.
        grain: side in pixels of the squares that go at a time, by their mean heat; 1 for single pixels.

    >>> seen = torch.tensor([[[[8.0, 0.0], [0.0, 0.0]]]])
    >>> brightness = lambda x: torch.stack([x.mean((1, 2, 3)), 0 * x.mean((1, 2, 3))], 1)
    >>> curve = deletion(brightness, seen, target=0, heat=seen[0, 0], order="hottest")
    >>> round(curve[0], 2), curve[1], curve[-1]  # the first to go takes all that spoke for the class
    (0.88, 0.5, 0.5)
    """
    turns = turn(heat, order, grain, seed).to(x.device)
    found: list[float] = []
    for start in range(0, STEPS + 1, PART):
        batch = torch.cat([x * (turns >= step / STEPS) for step in range(start, min(start + PART, STEPS + 1))])
        found += network(batch).softmax(1)[:, target].tolist()
        report(len(found) / (STEPS + 1))
    return found


def turn(heat: Tensor, order: str, grain: int = 1, seed: int = 0) -> Tensor:
    """(H, W): the share in [0, 1) of the photo that is deleted before each pixel. The arguments are those of `deletion`.

    >>> turn(torch.tensor([[4.0, 1.0], [2.0, 3.0]]), "hottest").tolist()
    [[0.0, 0.75], [0.5, 0.25]]
    """
    rows, columns = (max(1, round(side / grain)) for side in heat.shape)
    cells = adaptive_avg_pool2d(heat[None].double(), (rows, columns)).flatten()
    mixed = torch.randperm(len(cells), generator=torch.Generator().manual_seed(seed))
    if order != "random":  # equal values in random order
        mixed = mixed[cells[mixed].argsort(descending=order == "hottest", stable=True)]
    share = torch.empty(len(cells), dtype=torch.double)
    share[mixed] = torch.arange(len(cells), dtype=torch.double) / len(cells)
    return interpolate(share.reshape(1, 1, rows, columns), heat.shape, mode="nearest-exact")[0, 0]


def area(curve: list[float]) -> float:
    """Under a deletion curve, in [0, 1]: the trapezoidal rule. For hottest first, small is good.

    >>> area([1.0, 0.5, 0.0]), area([1.0, 0.0, 0.0])
    (0.5, 0.25)
    """
    return float(np.trapezoid(curve, dx=1 / (len(curve) - 1)))


def forgetting(network: Network, seed: int = 0) -> Iterator[tuple[str, Network]]:
    """("", the network), then networks whose layers were drawn anew from the answer down to the photo, one more each time.

    The cascade of Adebayo et al. 2018, "Sanity checks for saliency maps". The shared network stays as it is.
    """
    yield "", network
    untrained = fresh(network, seed).to(next(network.parameters()).device)
    for place, name in enumerate(LAYERS, 1):
        second = twin(network)
        for (layer, module), (_, new) in zip(second.layers(), untrained.layers(), strict=True):
            if layer in LAYERS[:place]:
                module.weight, module.bias = new.weight, new.bias
        yield name, freeze(second)


def rank_correlation(first: Tensor, second: Tensor) -> float:
    """Spearman's, in [-1, 1], of the absolute values of two maps; 0 where one of them says nothing. Ties share their rank.

    >>> round(rank_correlation(torch.tensor([1.0, -2.0, 3.0]), torch.tensor([10.0, 200.0, 3000.0])), 6)
    1.0
    """
    ranks = [_ranks(values.abs().flatten().double().numpy()) for values in (first, second)]
    spreads = [values.std() for values in ranks]
    if not all(spreads):
        return 0.0
    return float(np.mean((ranks[0] - ranks[0].mean()) * (ranks[1] - ranks[1].mean())) / (spreads[0] * spreads[1]))


def _ranks(values: np.ndarray) -> np.ndarray:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = count.cumsum()
    return ((last - count + last - 1) / 2)[place]


def randomised_maps(
    network: Network, x: Tensor, method: str, target: int, report: Report = silent, **settings: float
) -> list[tuple[str, Tensor, float]]:
    """(layer, map, rank correlation with the first map) for each stage of `forgetting`."""
    found: list[tuple[str, Tensor, float]] = []
    for name, stage in forgetting(network):
        done = len(found)
        heat = explain(stage, x, method, target, _stage(report, done), **settings)
        found.append((name, heat, rank_correlation(found[0][1] if found else heat, heat)))
        report(len(found) / (len(LAYERS) + 1))
    return found


def _stage(report: Report, done: int) -> Report:
    """What hears of one stage of `forgetting` when `done` of them are over."""
    return lambda share: report((done + share) / (len(LAYERS) + 1))
