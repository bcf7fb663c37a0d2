"""The dense layers with and without dropout, on frozen convolutions: training and validation error, pass by pass (4.2).

    python -m alexnet.experiments.dropout CACHE val.zip train-0.zip train-1.zip ...

Fifty photos a class, so that there is something to overfit; the same weights at the start, the same batches.
Errors are measured without dropout, on the training photos and on those held back.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from alexnet.device import best_device, quick_in_bf16
from alexnet.experiments.photos import photos_of
from alexnet.network import AlexNet
from alexnet.recorded import write
from alexnet.training.features import pool5_features
from alexnet.weights.files import load
from alexnet.weights.sources import find

SEEDS, PASSES, BATCH, RATE, WIDTH, A_CLASS = (0, 1, 2), 16, 256, 3e-4, 1024, 50
PROBABILITIES = (0.0, 0.5)
QUICK = quick_in_bf16(torch.device("cpu"))


def features(cache: Path, part: str, photos: list[tuple[int, bytes]]) -> tuple[torch.Tensor, torch.Tensor]:
    """(N, 9216) float16 of the built-in network's pool5, and the classes, (N,)."""
    entry = find("built-in")
    network, _ = load(entry, best_device())
    assert isinstance(network, AlexNet)
    file = cache / f"dropout-{part}-{len(photos)}.npy"
    for share in pool5_features(network, [data for _, data in photos], file, entry.preprocessing, 0, 1):
        print(f"{part} {share:.0%}", end="\r", flush=True)
    return torch.from_numpy(np.load(file)), torch.tensor([number for number, _ in photos])


@torch.no_grad()
def measured(head: nn.Module, x: torch.Tensor, y: torch.Tensor) -> tuple[float, float]:
    """Mean loss and the share named wrong, every unit at work."""
    head.eval()
    with torch.autocast("cpu", torch.bfloat16, enabled=QUICK):
        scores = torch.cat([head(part.float()) for part in x.split(1000)]).float()
    return nn.functional.cross_entropy(scores, y).item(), (scores.argmax(1) != y).float().mean().item()


def one_pass(head: nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor, order: torch.Generator) -> None:
    """Trains once on every photo, in an order of its own."""
    head.train()
    for rows in torch.randperm(len(y), generator=order).split(BATCH):
        with torch.autocast("cpu", torch.bfloat16, enabled=QUICK):
            loss = nn.functional.cross_entropy(head(x[rows].float()), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def trained(
    p: float, seed: int, train: tuple[torch.Tensor, torch.Tensor], val: tuple[torch.Tensor, torch.Tensor]
) -> dict[str, object]:
    """One training; its curves, measured before the first pass and after each."""
    torch.manual_seed(seed)
    head = AlexNet(200, (WIDTH, WIDTH), p).classifier
    optimizer = torch.optim.Adam(head.parameters(), RATE)
    some = torch.randperm(len(train[1]), generator=torch.Generator().manual_seed(99))[: len(val[1])]
    parts = {"train": (train[0][some], train[1][some]), "val": val}
    points: dict[str, list[float]] = {f"{part}_{measure}": [] for part in parts for measure in ("loss", "error")}
    order = torch.Generator().manual_seed(seed)
    for number in range(PASSES + 1):
        if number:
            one_pass(head, optimizer, *train, order)
        for part, photos in parts.items():
            for measure, value in zip(("loss", "error"), measured(head, *photos), strict=True):
                points[f"{part}_{measure}"].append(value)
        print(p, seed, number, {key: round(values[-1], 3) for key, values in points.items()}, flush=True)
    return {"seed": seed, "dropout": p, **points}


def main(cache: Path, val: Path, sources: list[Path]) -> None:
    """Runs everything and writes assets/runs/dropout.json."""
    wnids = load(find("built-in"), best_device())[1]
    parts = [
        features(cache, "train", photos_of(sources, wnids, A_CLASS)),
        features(cache, "val", photos_of([val], wnids)),
    ]
    runs = [trained(p, seed, *parts) for seed in SEEDS for p in PROBABILITIES]
    settings = {
        "photos": len(parts[0][1]), "held_back": len(parts[1][1]), "classes": 200, "width": WIDTH, "optimizer": "Adam",
        "rate": RATE, "batch": BATCH, "passes": PASSES, "convolutions": "built-in, frozen",
    }  # fmt: skip
    print(write("dropout", settings, runs))


if __name__ == "__main__":
    cache_folder, val_zip, *train_zips = [Path(path) for path in sys.argv[1:]]
    main(cache_folder, val_zip, train_zips)
