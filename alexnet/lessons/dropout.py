"""Dropout looked at closely: thinned networks, their average, and the factor that makes up for it (paper, section 4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from alexnet.network import Network, twin


class Mask(nn.Module):
    """Dropout that is always at work and draws from its own generator; each row of a batch has its own mask.

    Args:
        p: probability that a unit is dropped, in [0, 1); of several, each has its own equal part of the batch, one after
            the other, and all parts draw the same numbers.
        inverted: what is kept is multiplied by 1 / (1 - p), as PyTorch does; the paper leaves it as it is.
    """

    def __init__(self, p: float | Sequence[float], generator: torch.Generator, inverted: bool = True) -> None:
        super().__init__()
        self.generator, self.inverted = generator, inverted
        self.p = torch.tensor([p] if isinstance(p, float) else p)

    def forward(self, x: Tensor) -> Tensor:
        parts = x.unflatten(0, (len(self.p), -1))
        p = self.p.view(-1, *[1] * x.ndim)
        kept = (torch.rand(parts.shape[1:], generator=self.generator) >= p).to(x.dtype)
        factor = kept / (1 - p) if self.inverted else kept
        return (parts * factor.to(x.device)).flatten(0, 1)


def with_masks(network: Network, p: float | Sequence[float], seed: int, inverted: bool = True) -> Network:
    """A second network on the same weights whose every dropout is a `Mask`; the shared one stays as it is."""
    second, generator = twin(network), torch.Generator().manual_seed(seed)
    for parent in list(second.modules()):
        for name, layer in parent.named_children():
            if isinstance(layer, nn.Dropout):
                setattr(parent, name, Mask(p, generator, inverted))
    return second


@torch.no_grad()
def thinned(network: Network, pool5: Tensor, count: int, ps: Sequence[float], seed: int) -> Tensor:
    """(len(ps), count, classes) scores of thinned networks for one photo, in one pass: `count` for each of `ps`.

    Args:
        pool5: (1, 256, 6, 6), what the convolutions make of the photo; nothing is dropped there.
        ps: probabilities that a unit in front of fc6 and fc7 is dropped, in [0, 1) each.
    """
    x = pool5.expand(len(ps) * count, -1, -1, -1)
    *_, (_, scores) = with_masks(network, ps, seed).steps(x, after="pool5")
    return scores.float().cpu().unflatten(0, (len(ps), count))


@torch.no_grad()
def masked(network: Network, relu6: Tensor, kept: Tensor, p: float) -> Tensor:
    """(1, classes) scores when only some units of fc6 speak, made up for by 1 / (1 - p); nothing else is dropped.

    Args:
        relu6: (1, n) outputs of fc6 after its ReLU.
        kept: (n,) bool.
    """
    *_, (_, scores) = network.steps(relu6 * kept.to(relu6.device) / (1 - p), after="relu6")
    return scores.float().cpu()


@dataclass(frozen=True)
class Vote:
    """Probabilities, each (classes,), of one photo: the mean of many thinned networks two ways, and the full network's."""

    arithmetic: Tensor
    geometric: Tensor
    full: Tensor


def vote(scores: Tensor, full: Tensor) -> Vote:
    """The (count, classes) scores of thinned networks against the (1, classes) scores of the full one.

    The paper calls the one pass "a reasonable approximation to taking the geometric mean of the predictive
    distributions". A geometric mean of softmaxes, made to add up to 1 again, is the softmax of the mean scores.

    >>> result = vote(torch.tensor([[9.0, 0.0], [0.0, 9.0]]), torch.tensor([[1.0, 1.0]]))
    >>> result.arithmetic.tolist(), result.geometric.tolist()
    ([0.5, 0.5], [0.5, 0.5])
    """
    return Vote(scores.softmax(1).mean(0), scores.mean(0).softmax(0), full[0].softmax(0))


@dataclass(frozen=True)
class Balance:
    """Mean over the units of fc7 of the size of what reaches them (before bias and ReLU), by both ways of dropout.

    Attributes:
        kept_half, times_half: the paper's: the mean over thinned passes, and the full pass with outputs times 1 - p.
        doubled, untouched: PyTorch's: the mean over thinned passes with 1 / (1 - p), and the full pass as it is.
    """

    kept_half: float
    times_half: float
    doubled: float
    untouched: float


@torch.no_grad()
def balance(units: Tensor, weight: Tensor, p: float, count: int, seed: int) -> Balance:
    """What dropout in front of a dense layer does to the layer's sums, measured on `count` masks.

    Args:
        units: (n,) outputs of the layer before, after its ReLU.
        weight: (m, n) of the dense layer.
    """
    masks = (torch.rand(count, len(units), generator=torch.Generator().manual_seed(seed)) >= p).float()
    full = weight @ units
    sums = (masks * units) @ weight.T  # (count, m)
    thin = sums.mean(0)
    way = full.sign()  # so that sums that point the same way add up
    return Balance(*((way * values).mean().item() for values in (thin, full * (1 - p), thin / (1 - p), full)))
