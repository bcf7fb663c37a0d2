"""AlexNet from nothing, with random crops and mirror images and without: training and validation error (section 4.1).

    python -m alexnet.experiments.augmentation val.zip train-0.zip train-1.zip ...

Ten classes, few photos: what is left when nothing but the crops and flips is switched. All else is the same.
"""

import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric

from alexnet.data.squares import Squares
from alexnet.device import precision_on
from alexnet.experiments.photos import TEN, photos_of
from alexnet.network import AlexNet
from alexnet.network.two_towers import paper_init
from alexnet.photo.crops import Preprocessing, centre_crop
from alexnet.photo.image import decode
from alexnet.recorded import write
from alexnet.training.recipe import MODERN, Recipe
from alexnet.training.trainer import Trainer

SEEDS, SIDE = (0, 1, 2), 64
WITH = replace(MODERN, passes=24, sizes=(67, 67), view=(67, 67))
RECIPES = {"with": WITH, "without": replace(WITH, smallest=1.0, largest=1.0, ratio=1.0, flip=False)}


def squares(photos: list[tuple[int, bytes]]) -> Squares:
    """Photos of 64 px."""
    cut = Preprocessing(resize=SIDE, crop=SIDE)
    pixels = np.stack([np.asarray(centre_crop(decode(data, "photo"), cut)) for _, data in photos])
    classes = torch.tensor([number for number, _ in photos])
    return Squares(torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous(), classes, TEN)


def trained(
    recipe: Recipe, train: Squares, val: Squares, every: int | None = None, say: Callable[..., None] = print
) -> dict[str, list[float]]:
    """One training from nothing; its errors at the start and every so many steps, both measured on whole photos.

    Args:
        every: steps between two measurements; None for a pass.
        say: hears the errors at each of them.
    """
    fabric = Fabric(devices=1, accelerator="cpu", precision=precision_on(torch.device("cpu"), recipe.precision))
    network = AlexNet(len(TEN), (1024, 1024), recipe.dropout)
    with torch.no_grad():
        paper_init(network, torch.Generator().manual_seed(recipe.seed))
    trainer = Trainer(network, train, recipe, fabric)
    points: dict[str, list[float]] = {"train_error": [], "val_error": []}
    some = train.part(torch.arange(0, len(train), max(1, len(train) // 1000)))

    def look() -> None:
        for part, photos in (("train", some), ("val", val)):
            points[f"{part}_error"].append(1 - trainer.measure(photos, *recipe.view)[0])
        say(len(points["val_error"]) - 1, {key: round(values[-1], 3) for key, values in points.items()}, flush=True)

    look()
    for step in trainer.steps():
        if step.number % (every or trainer.steps_a_pass) == 0:
            look()
    return points


def main(val: Path, sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/augmentation.json."""
    parts = squares(photos_of(sources, TEN)), squares(photos_of([val], TEN))
    runs = [
        {"seed": seed, "augmentation": kind, **trained(replace(recipe, seed=seed), *parts, say=partial(print, kind, seed))}
        for seed in SEEDS
        for kind, recipe in RECIPES.items()
    ]
    settings = {"photos": len(parts[0]), "held_back": len(parts[1]), "classes": TEN, "recipe": asdict(WITH)}
    print(write("augmentation", settings, runs))


if __name__ == "__main__":
    val_zip, *train_zips = [Path(path) for path in sys.argv[1:]]
    main(val_zip, train_zips)
