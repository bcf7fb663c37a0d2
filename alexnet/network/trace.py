"""What happens to a photo on its way through the network: every activation, and the answer at the end."""

from dataclasses import dataclass

import torch
from torch import Tensor

from alexnet.network.one_tower import Network


@dataclass(frozen=True)
class Guess:
    """One class of an answer: its index in the network's last layer, its score before and its share after softmax."""

    index: int
    score: float
    probability: float


@torch.no_grad()
def trace(network: Network, x: Tensor, until: str | None = None) -> dict[str, Tensor]:
    """Every activation by layer name, in order, for a (N, 3, H, W) batch.

    A plain run from layer to layer: nothing is hung on the network, so any number of threads may share it.

    Args:
        until: the last layer to run; all of them if None. Raises KeyError for a name that the network lacks.

    >>> from alexnet.network import AlexNet, fresh
    >>> activations = trace(fresh(AlexNet(10, (8, 8))), torch.zeros(1, 3, 63, 63), until="pool1")
    >>> {name: tuple(values.shape) for name, values in activations.items()}
    {'conv1': (1, 64, 15, 15), 'relu1': (1, 64, 15, 15), 'pool1': (1, 64, 7, 7)}
    """
    if until is not None and until not in dict(network.layers()):
        raise KeyError(until)
    kept = {}
    for name, activations in network.steps(x):
        kept[name] = activations
        if name == until:
            break
    return kept


def answer(scores_of_crops: Tensor) -> Tensor:
    """(crops, classes) scores to the (classes,) probabilities of the photo: softmax each crop, then average (paper 4.1).

    >>> answer(torch.tensor([[0.0, 0.0], [100.0, 0.0]])).tolist()
    [0.75, 0.25]
    """
    return scores_of_crops.softmax(1).mean(0)


def top(scores_of_crops: Tensor, k: int = 5) -> list[Guess]:
    """The `k` likeliest classes, best first, with the scores averaged over the crops.

    >>> [(guess.index, guess.score) for guess in top(torch.tensor([[1.0, 4.0, 2.0]]), k=2)]
    [(1, 4.0), (2, 2.0)]
    """
    probabilities, mean = answer(scores_of_crops), scores_of_crops.mean(0)
    best = probabilities.topk(min(k, len(probabilities)))
    return [Guess(i, mean[i].item(), p) for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)]
