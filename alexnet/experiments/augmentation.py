"""AlexNet from nothing, with random crops and mirror images and without: training and validation error (section 4.1).

    python -m alexnet.experiments.augmentation val.zip train-0.zip train-1.zip ...

Ten classes, few photos: what is left when nothing but the crops and flips is switched. All else is the same.
"""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric

from alexnet.crops import Preprocessing, centre_crop
from alexnet.device import precision_on
from alexnet.experiments.recorded import TEN, photos_of, write
from alexnet.image import decode
from alexnet.network import AlexNet
from alexnet.photos import Squares
from alexnet.train import Trainer
from alexnet.training import MODERN
from alexnet.two_gpu import paper_init

SEEDS, SIDE = (0, 1, 2), 64
WITH = replace(MODERN, passes=24, sizes=(67, 67), view=(67, 67))
RECIPES = {"with": WITH, "without": replace(WITH, smallest=1.0, largest=1.0, ratio=1.0, flip=False)}


def squares(photos: list[tuple[int, bytes]]) -> Squares:
    """Photos of 64 px."""
    cut = Preprocessing(resize=SIDE, crop=SIDE)
    pixels = np.stack([np.asarray(centre_crop(decode(data, "photo"), cut)) for _, data in photos])
    classes = torch.tensor([number for number, _ in photos])
    return Squares(torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous(), classes, TEN)


def trained(kind: str, seed: int, train: Squares, val: Squares) -> dict:
    """One training; its errors pass by pass, both measured on whole photos."""
    recipe = replace(RECIPES[kind], seed=seed)
    fabric = Fabric(devices=1, accelerator="cpu", precision=precision_on(torch.device("cpu"), recipe.precision))
    network = AlexNet(len(TEN), (1024, 1024), recipe.dropout)
    with torch.no_grad():
        paper_init(network, torch.Generator().manual_seed(seed))
    trainer = Trainer(network, train, recipe, fabric)
    points = {"train_error": [], "val_error": []}
    some = train.part(torch.arange(0, len(train), max(1, len(train) // 1000)))

    def look() -> None:
        for part, photos in (("train", some), ("val", val)):
            points[f"{part}_error"].append(1 - trainer.measure(photos, *recipe.view)[0])
        print(kind, seed, len(points["val_error"]) - 1, {key: round(values[-1], 3) for key, values in points.items()}, flush=True)

    look()
    for step in trainer.steps():
        if step.number % trainer.steps_a_pass == 0:
            look()
    return {"seed": seed, "augmentation": kind, **points}


def main(val: Path, sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/augmentation.json."""
    parts = squares(photos_of(sources, TEN)), squares(photos_of([val], TEN))
    runs = [trained(kind, seed, *parts) for seed in SEEDS for kind in RECIPES]
    settings = {"photos": len(parts[0]), "held_back": len(parts[1]), "classes": TEN, "recipe": asdict(WITH)}
    print(write("augmentation", settings, runs))


if __name__ == "__main__":
    val_zip, *train_zips = [Path(path) for path in sys.argv[1:]]
    main(val_zip, train_zips)
