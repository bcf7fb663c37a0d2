"""The race of the paper's figure 1: the same four-layer network with ReLU, tanh and sigmoid, who learns first (section 3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
GOAL = 0.25  # training error at which the race ends (section 3.1)
BATCH = 128
SIDE = 32  # pixels of a photo, as CIFAR-10's


STARTS = ("glorot", "paper")  # how the first weights are drawn


def four_layers(activation: str, classes: int, generator: torch.Generator, start: str = "glorot") -> nn.Sequential:
    """Three convolutions and a dense layer: (N, 3, 32, 32) to (N, classes). No dropout, no weight decay, nothing else.

    The paper says "a four-layer convolutional network" and no more; this one has the size of those that its first
    author used on CIFAR-10. All three racers start from the same weights: drawn as Glorot and Bengio (2010) advise, or
    as the paper drew those of its large network, from N(0, 0.01) (section 5); biases are 0.
    """
    act = ACTIVATIONS[activation]
    network = nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2), act(), nn.MaxPool2d(3, 2, 1),  # (32, 16, 16)
        nn.Conv2d(32, 32, 5, padding=2), act(), nn.MaxPool2d(3, 2, 1),  # (32, 8, 8)
        nn.Conv2d(32, 64, 5, padding=2), act(), nn.MaxPool2d(3, 2, 1),  # (64, 4, 4)
        nn.Flatten(), nn.Linear(64 * 4 * 4, classes),
    )  # fmt: skip
    for layer in network:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            weight, bias = layer.parameters()
            if start == "glorot":
                nn.init.xavier_uniform_(weight, generator=generator)
            else:
                nn.init.normal_(weight, 0, 0.01, generator=generator)
            nn.init.zeros_(bias)
    return network


@dataclass(frozen=True)
class Lap:
    """One step of a racer: steps so far, and the share named wrong among the photos of the last pass."""

    step: int
    error: float


def race(
    pixels: Tensor, classes: Tensor, activation: str, rate: float, seed: int, most: int, start: str = "glorot"
) -> Iterator[Lap]:
    """One racer: SGD with momentum 0.9, batches of 128, until its training error is 25 % or `most` steps are done.

    The error is counted on each batch before it is learned from, and averaged over the last pass (fewer at first).

    Args:
        pixels: (N, 3, 32, 32) uint8.
        classes: (N,) int64.
        rate: the learning rate, which stays.
        start: one of `STARTS`.
    """
    mean = pixels.float().mean((0, 2, 3), keepdim=True)
    photos = (pixels.float() - mean) / pixels.float().std()
    network = four_layers(activation, int(classes.max()) + 1, torch.Generator().manual_seed(seed), start)
    optimizer = torch.optim.SGD(network.parameters(), rate, 0.9)
    rng, size = np.random.default_rng(seed), min(BATCH, len(photos))
    a_pass = max(1, len(photos) // size)
    wrong: list[float] = []
    order: list[np.ndarray] = []
    for step in range(1, most + 1):
        order = order or list(rng.permutation(len(photos))[: a_pass * size].reshape(a_pass, size))
        rows = torch.from_numpy(order.pop())
        scores = network(photos[rows])
        loss = nn.functional.cross_entropy(scores, classes[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        wrong.append((scores.argmax(1) != classes[rows]).float().mean().item())
        error = float(np.mean(wrong[-a_pass:]))
        yield Lap(step, error)
        if not torch.isfinite(loss) or (len(wrong) >= a_pass and error <= GOAL):
            return
