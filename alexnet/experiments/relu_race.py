"""Figure 1 again, on small photos: steps to 25 % training error with ReLU, tanh and sigmoid (section 3.1).

    python -m alexnet.experiments.relu_race train-0.zip train-1.zip ...

Ten classes at 32x32, no regularisation; the learning rate is tuned for each racer on a seed of its own, then five seeds run.
"""

import io
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from alexnet.experiments.recorded import TEN, photos_of, write
from alexnet.race import ACTIVATIONS, BATCH, GOAL, SIDE, Lap, race

RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.005, 0.002, 0.5, 0.001)
SEEDS, TUNING = (0, 1, 2, 3, 4), 100
MOST = 3500  # steps after which a racer is given up: 100 passes


def small(photos: list[tuple[int, bytes]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Photos as (N, 3, 32, 32) uint8 and their classes, (N,)."""
    images = [Image.open(io.BytesIO(data)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX) for _, data in photos]
    pixels = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).contiguous()
    return pixels, torch.tensor([number for number, _ in photos])


def arrived(laps: list[Lap]) -> int | None:
    """The step at which a racer reached the goal, None if it did not."""
    return laps[-1].step if laps[-1].error <= GOAL else None


def main(sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/relu_race.json."""
    photos = small(photos_of(sources, TEN))
    tuned, runs = {}, []
    for name in ACTIVATIONS:
        tuned[name], best = {}, MOST
        for rate in RATES:  # none needs to run longer than the best so far
            steps = arrived(list(race(*photos, name, rate, TUNING, best)))
            tuned[name][rate] = steps
            best = min(best, steps or best)
            print(name, rate, steps, flush=True)
        fastest = (
            min((steps, rate) for rate, steps in tuned[name].items() if steps) if any(tuned[name].values()) else (None, RATES[0])
        )
        for seed in SEEDS:
            laps = list(race(*photos, name, fastest[1], seed, MOST))
            points = [[lap.step, lap.error] for lap in laps if lap.step % 5 == 0 or lap is laps[-1]]
            runs.append({"seed": seed, "activation": name, "rate": fastest[1], "steps": arrived(laps), "error": points})
            print(name, seed, arrived(laps), flush=True)
    settings = {
        "photos": len(photos[1]), "classes": TEN, "side": SIDE, "batch": BATCH, "momentum": 0.9, "goal": GOAL, "most": MOST,
        "tuned": tuned, "tuning_seed": TUNING,
    }  # fmt: skip
    print(write("relu_race", settings, runs))


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
