"""How long a step of a training takes on this computer; `python -m alexnet.training.pace alexnet classroom 1024` prints it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import torch
from lightning_fabric import Fabric

from alexnet.data.shapes import textures
from alexnet.data.squares import Squares
from alexnet.device import best_device, precision_on
from alexnet.registry import pick
from alexnet.training.plan import Plan, build
from alexnet.training.recipe import RECIPES
from alexnet.training.trainer import Trainer

STEPS = 5  # the first of which warms up
LONG = 1000  # passes of the training that they begin: so crops keep the recipe's first size


def paces(network: str, recipe: str, width: int) -> Iterator[float]:
    """Seconds of each of the first `STEPS` steps of a network of `NETWORKS` by a recipe of `RECIPES`, hidden layers `width` wide.

    Raises ValueError for a network or a recipe that there is not.
    """
    chosen = replace(pick(RECIPES, recipe), passes=LONG)
    pixels, classes = textures(10, chosen.seed)
    times = -(-chosen.batch // len(classes))
    names = tuple(map(str, range(len(classes))))
    batch = Squares(torch.tensor(pixels).repeat(times, 1, 1, 1), torch.tensor(classes).repeat(times), names)
    fabric = Fabric(devices=1, precision=precision_on(best_device(), chosen.precision))
    steps = Trainer(build(Plan(network, (width, width), chosen, "shapes"), len(names)), batch, chosen, fabric).steps()
    for _ in range(STEPS):
        began = time.perf_counter()
        next(steps)
        yield time.perf_counter() - began


if __name__ == "__main__":
    for seconds in paces(sys.argv[1], sys.argv[2], int(sys.argv[3])):
        print(seconds, flush=True)
