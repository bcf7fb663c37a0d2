"""How fast training is, beside a plain loop, and what reading photos and being watched cost it."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import nn
from torchvision.models import alexnet

from alexnet.batches import random_boxes, random_crops
from alexnet.datasets import load
from alexnet.device import best_device, describe
from alexnet.network import AlexNet
from alexnet.photos import Squares
from alexnet.runs import Run
from alexnet.train import Trainer
from alexnet.training import CLASSROOM, MODERN
from alexnet.watched import Plan, train_run

CLASSES, SIDE, CROP, BATCH = 1000, 256, 224, 128


def bench_training(rounds: int = 5) -> dict[str, object]:
    """Images a second, as medians of `rounds` steps that take turns.

    `plain`: torchvision's alexnet in float32 with SGD, as its reference script trains it, on tensors that are ready.
    `ours`: the modern recipe on the same network, photos cut and turned on the way. `ready`: the same without that.
    """
    fabric = Fabric(devices=1, precision=MODERN.precision)
    device = fabric.device
    pixels = torch.randint(0, 256, (2 * BATCH, 3, SIDE, SIDE), dtype=torch.uint8)
    data = Squares(pixels, torch.arange(2 * BATCH), tuple(map(str, range(CLASSES))))
    recipe = replace(MODERN, passes=10_000, sizes=(CROP, CROP), normalise=False, batch=BATCH)
    jobs: dict[str, Iterator[object]] = {
        "plain": _plain(device),
        "ours": Trainer(AlexNet(CLASSES), data, recipe, fabric).steps(),
        "ready": _ready(Trainer(AlexNet(CLASSES), data, recipe, fabric), data, recipe),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(rounds + 1):  # the first round warms up
        for name, job in jobs.items():
            spent = _seconds(lambda job=job: next(job), device)
            if number:
                times[name].append(spent)
    speed = {name: BATCH / statistics.median(spent) for name, spent in times.items()}
    return {
        "device": describe(best_device()),
        "images_a_second": {name: round(value, 1) for name, value in speed.items()},
        "ours_by_plain": round(speed["ours"] / speed["plain"], 2),
        "loader": round(speed["ours"] / speed["ready"], 3),
        "watched": round(_watched(), 3),
    }


def _plain(device: torch.device) -> Iterator[None]:
    network = alexnet(num_classes=CLASSES).to(device)
    optimizer = torch.optim.SGD(network.parameters(), 0.01, 0.9, weight_decay=1e-4)
    x, y = torch.randn(BATCH, 3, CROP, CROP, device=device), torch.randint(0, CLASSES, (BATCH,), device=device)
    while True:
        loss = nn.functional.cross_entropy(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        yield


def _ready(trainer: Trainer, data: Squares, recipe: object) -> Iterator[None]:
    pixels, classes = data.__getitems__(list(range(BATCH)))
    boxes = random_boxes(BATCH, recipe.smallest, recipe.largest, recipe.ratio, recipe.flip, np.random.default_rng(0))
    x = trainer.fabric.to_device(random_crops(pixels, boxes, CROP))
    y = trainer.fabric.to_device(classes)
    while True:
        loss, _ = trainer._step(x, y, 0)
        loss.item()
        yield


def _watched(passes: int = 4) -> float:
    """Time of a training of the built-in shapes that is not written down, as a share of one that is."""
    train, val = load("shapes", (), None, 64, 0)
    recipe = replace(CLASSROOM, passes=passes)
    fabric = Fabric(devices=1, precision=recipe.precision)

    def alone() -> None:
        for _ in Trainer(AlexNet(len(train.names), (1024, 1024)), train, recipe, fabric).steps():
            pass

    def watched() -> None:
        with TemporaryDirectory() as folder:
            for _ in train_run(Run(Path(folder) / "run"), Plan("alexnet", (1024, 1024), recipe, "shapes"), train, val, fabric):
                pass

    return _seconds(alone, fabric.device) / _seconds(watched, fabric.device)


def _seconds(work: Callable[[], object], device: torch.device) -> float:
    started = time.perf_counter()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - started
