"""How fast training is, beside a plain loop, and what reading photos and being watched cost it."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from lightning_fabric import Fabric
from torch import nn
from torchvision.models import alexnet

from alexnet.data.sets import load
from alexnet.data.squares import Squares
from alexnet.device import best_device, describe, precision_on
from alexnet.network import AlexNet
from alexnet.training.diary import train_run
from alexnet.training.plan import Plan, build
from alexnet.training.recipe import CLASSROOM, MODERN
from alexnet.training.run import Run
from alexnet.training.trainer import Trainer

CLASSES, BATCH = 1000, 128
LARGE, SMALL = (256, 224), (64, 131)  # squares and crops in pixels: the paper's photos, and Tiny ImageNet's at their largest


def bench_training(rounds: int = 5) -> dict[str, object]:
    """Images a second, as medians of `rounds` steps that take turns.

    `plain`: torchvision's alexnet in float32 with SGD, as its reference script trains it, on tensors that are ready.
    `ours`: the modern recipe on the same network, crops cut and turned on the way; `ready` the same without that.
    `loader`: ours by ready; `watched`: a training of the built-in shapes with its live view by one without; both could
    save the same checkpoints, so none is saved.
    """
    fabric = Fabric(devices=1, precision=precision_on(best_device(), MODERN.precision))
    found = {f"{side} to {crop} px": _compared(side, crop, rounds, fabric) for side, crop in (LARGE, SMALL)}
    return {"device": describe(best_device()), "photos": found, "watched": round(_watched(), 3)}


def _compared(side: int, crop: int, rounds: int, fabric: Fabric) -> dict[str, float]:
    pixels = torch.randint(0, 256, (2 * BATCH, 3, side, side), dtype=torch.uint8)
    data = Squares(pixels, torch.arange(2 * BATCH), tuple(map(str, range(CLASSES))))
    recipe = replace(MODERN, passes=10_000, sizes=(crop, crop), normalise=False, batch=BATCH)
    jobs: dict[str, Iterator[object]] = {
        "plain": _plain(crop, fabric.device),
        "ours": Trainer(AlexNet(CLASSES), data, recipe, fabric).steps(),
        "ready": _ready(Trainer(AlexNet(CLASSES), data, recipe, fabric), crop),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(rounds + 1):  # the first round warms up
        for name, job in jobs.items():
            spent = _seconds(partial(next, job), fabric.device)
            if number:
                times[name].append(spent)
    speed = {name: round(BATCH / statistics.median(spent), 1) for name, spent in times.items()}
    ours = speed["ours"]
    return speed | {"ours by plain": round(ours / speed["plain"], 2), "loader": round(ours / speed["ready"], 3)}


def _plain(crop: int, device: torch.device) -> Iterator[None]:
    network = alexnet(num_classes=CLASSES).to(device)
    optimizer = torch.optim.SGD(network.parameters(), 0.01, 0.9, weight_decay=1e-4)
    x, y = torch.randn(BATCH, 3, crop, crop, device=device), torch.randint(0, CLASSES, (BATCH,), device=device)
    while True:
        loss = nn.functional.cross_entropy(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        yield


def _ready(trainer: Trainer, crop: int) -> Iterator[None]:
    x = torch.randn(BATCH, 3, crop, crop).contiguous(memory_format=torch.channels_last)
    x, y = trainer.fabric.to_device(x), trainer.fabric.to_device(torch.randint(0, CLASSES, (BATCH,)))
    while True:
        loss, _ = trainer._step(x, y, 0)
        loss.item()
        yield


def _watched() -> float:
    """Speed of a training that others watch, as a share of one that nobody can; they take turns, step by step."""
    train, val = load("shapes", (), None, 64, 0)
    fabric = Fabric(devices=1, precision=precision_on(best_device(), CLASSROOM.precision))
    with TemporaryDirectory() as folder:
        plan = Plan("alexnet", (1024, 1024), CLASSROOM, "shapes")
        alone = Trainer(build(plan, len(train.names)), train, CLASSROOM, fabric)
        written = train_run(Run(Path(folder) / "run"), plan, train, val, fabric, save_every=alone.total + 1)
        jobs, spent = {"alone": alone.steps(), "watched": written}, dict.fromkeys(("alone", "watched"), 0.0)
        for number in range(alone.total):
            for name, job in jobs.items():
                seconds = _seconds(partial(next, job), fabric.device)
                spent[name] += seconds if number else 0.0  # the first step warms up
        written.close()
    return spent["alone"] / spent["watched"]


def _seconds(work: Callable[[], object], device: torch.device) -> float:
    started = time.perf_counter()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - started
