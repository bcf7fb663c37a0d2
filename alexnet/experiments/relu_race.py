"""Figure 1 again, on small photos: steps to 25 % training error with ReLU, tanh and sigmoid (section 3.1).

    python -m alexnet.experiments.relu_race train-0.zip train-1.zip ...

Ten classes at 32x32, no regularisation; the learning rate is tuned for each racer on a seed of its own, then three
seeds run, from two kinds of first weights.
"""

import io
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from alexnet.experiments.photos import TEN, photos_of
from alexnet.lessons.relu_race import ACTIVATIONS, BATCH, GOAL, SIDE, STARTS, Lap, race
from alexnet.recorded import write

RATES = (0.02, 0.05, 0.01, 0.03, 0.1, 0.005)
SEEDS, TUNING = (0, 1, 2), 100
MOST = 1000  # steps after which a racer is given up: 28 passes
HOPELESS, CHANCE = 400, 0.86  # while tuning: steps after which a rate that still guesses (90 % wrong) is given up


def small(photos: list[tuple[int, bytes]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Photos as (N, 3, 32, 32) uint8 and their classes, (N,)."""
    images = [Image.open(io.BytesIO(data)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX) for _, data in photos]
    pixels = torch.from_numpy(np.stack([np.asarray(image) for image in images])).permute(0, 3, 1, 2).contiguous()
    return pixels, torch.tensor([number for number, _ in photos])


def arrived(laps: list[Lap]) -> int | None:
    """The step at which a racer reached the goal, None if it did not."""
    return laps[-1].step if laps[-1].error <= GOAL else None


def tune(photos: tuple[torch.Tensor, torch.Tensor], name: str, start: str) -> dict[float, int | None]:
    """Steps to the goal by learning rate, on a seed of its own; none needs to run longer than the best so far."""
    tuned: dict[float, int | None] = {}
    best = MOST
    for rate in RATES:
        laps: list[Lap] = []
        for lap in race(*photos, name, rate, TUNING, best, start):
            laps.append(lap)
            if lap.step == HOPELESS and lap.error > CHANCE:
                break
        tuned[rate] = arrived(laps)
        best = min(best, tuned[rate] or best)
        print(start, name, rate, tuned[rate], round(laps[-1].error, 3), flush=True)
    return tuned


def main(sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/relu_race.json, a first time when one kind of first weights is done."""
    photos = small(photos_of(sources, TEN))
    tuned_of: dict[str, dict[float, int | None]] = {}
    settings = {
        "photos": len(photos[1]), "classes": TEN, "side": SIDE, "batch": BATCH, "momentum": 0.9, "goal": GOAL, "most": MOST,
        "tuning_seed": TUNING, "tuned": tuned_of,
    }  # fmt: skip
    runs = []
    for start in STARTS:
        for name in ACTIVATIONS:
            tuned = tuned_of[f"{start} {name}"] = tune(photos, name, start)
            _, rate = min(((steps, rate) for rate, steps in tuned.items() if steps), default=(None, RATES[0]))
            for seed in SEEDS:
                laps = list(race(*photos, name, rate, seed, MOST, start))
                points = [[lap.step, lap.error] for lap in laps if lap.step % 5 == 0 or lap is laps[-1]]
                told = {"seed": seed, "activation": name, "start": start, "rate": rate, "steps": arrived(laps)}
                runs.append(told | {"error": points})
                print(start, name, seed, arrived(laps), flush=True)
        print(write("relu_race", settings, runs))


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
