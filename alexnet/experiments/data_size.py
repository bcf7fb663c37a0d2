"""Why so many photos: AlexNet from nothing on few and on more photos a class, with as many steps (section 1).

    python -m alexnet.experiments.data_size val.zip train-0.zip train-1.zip ...

Ten classes. Each seed draws its own photos, and its larger sets hold its smaller ones. A small set is seen more often:
the steps, the batches, the crops and mirror images are the same for all. Errors are measured on photos held back.
"""

import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import torch

from alexnet.data.squares import Squares
from alexnet.experiments.augmentation import SEEDS, SIDE, WITH, squares, trained
from alexnet.experiments.photos import TEN, photos_of
from alexnet.recorded import write

SIZES, MOST, HELD_BACK = (13, 40, 127, 400), 450, 50  # photos a class: to learn from, in the zips, held back of those
STEPS, EVERY = 279, 93  # 279 = 9 x 31: whole passes for each of the sizes, in batches of 128


def drawn(train: Squares, size: int, seed: int) -> Squares:
    """`size` photos of each class, drawn by `seed`; a smaller draw is part of a larger one."""
    generator = torch.Generator().manual_seed(seed)
    places = [(train.classes == number).nonzero()[:, 0] for number in range(len(train.names))]
    return train.part(torch.cat([mine[torch.randperm(len(mine), generator=generator)[:size]] for mine in places]))


def one(size: int, seed: int, train: Squares, val: Squares) -> dict[str, object]:
    """One training on `size` photos a class."""
    part = drawn(train, size, seed)
    recipe = replace(WITH, seed=seed, passes=STEPS // max(1, len(part) // WITH.batch))
    return {"seed": seed, "photos_a_class": size, **trained(recipe, part, val, EVERY, partial(print, size, seed))}


def main(val: Path, sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/data_size.json."""
    train, most = squares(photos_of(sources, TEN, MOST)), MOST - HELD_BACK
    counted = torch.arange(len(train)) % MOST  # photos_of gives them class by class
    held = train.part((counted >= most).nonzero()[:, 0])
    other = squares(photos_of([val], TEN))
    val_part = Squares(torch.cat([held.pixels, other.pixels]), torch.cat([held.classes, other.classes]), TEN)
    train = train.part((counted < most).nonzero()[:, 0])
    runs = [one(size, seed, train, val_part) for seed in SEEDS for size in SIZES]
    recipe = {key: value for key, value in asdict(WITH).items() if key not in ("passes", "seed")}
    settings = {
        "photos": len(train), "held_back": len(val_part), "classes": TEN, "side": SIDE, "steps": STEPS, "every": EVERY,
        "recipe": recipe,
    }  # fmt: skip
    print(write("data_size", settings, runs))


if __name__ == "__main__":
    val_zip, *train_zips = [Path(path) for path in sys.argv[1:]]
    main(val_zip, train_zips)
