"""What to train: which network, by which recipe; and how photos reach it afterwards."""

from dataclasses import dataclass

import torch

from alexnet.network import AlexNet, Network
from alexnet.network.two_towers import TwoGpuAlexNet, paper_init
from alexnet.photo.crops import Preprocessing
from alexnet.registry import pick
from alexnet.training.recipe import Recipe

NETWORKS = {"alexnet": AlexNet, "two-gpu": TwoGpuAlexNet}  # each called as network(classes, hidden, dropout)


@dataclass(frozen=True)
class Plan:
    """What to train: a network of `NETWORKS`, the widths of its hidden dense layers, the recipe, and what data are called."""

    network: str
    hidden: tuple[int, int]
    recipe: Recipe
    data: str


def build(plan: Plan, classes: int) -> Network:
    """The network of `plan` before its first step. Raises ValueError for a network that there is not.

    Example:
        >>> build(Plan("two-gpu", (8, 8), Recipe(), "shapes"), classes=10).classes
        10
    """
    network = pick(NETWORKS, plan.network)(classes, plan.hidden, plan.recipe.dropout)
    generator = torch.Generator().manual_seed(plan.recipe.seed)
    with torch.no_grad():
        paper_init(network, generator) if plan.recipe.start == "paper" else network.initialise(generator)
    return network


def preprocessing(recipe: Recipe, side: int) -> Preprocessing:
    """How photos reach a network trained by `recipe` on squares of `side` px: no finer than these were.

    Example:
        >>> preprocessing(Recipe(view=(171, 163)), side=64).via
        64
    """
    resize, crop = recipe.view
    return Preprocessing(resize, crop, via=side if side < resize else None)
