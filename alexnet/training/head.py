"""Trains the dense layers of the built-in network on frozen convolutions."""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from alexnet.ask.evaluate import Evaluation, evaluate
from alexnet.data.entries import WNID, Entry, Reader, entries
from alexnet.device import best_device, describe, quick_in_bf16
from alexnet.errors import Problem
from alexnet.files import shown
from alexnet.network import AlexNet, freeze
from alexnet.training.batch_norm import folded, normalised
from alexnet.training.bounds import AREA, DECAY, RATE, SEED, SHARE, Bounds, check, read_number
from alexnet.training.features import pool5_features
from alexnet.weights.entry import Weights
from alexnet.weights.files import load, read, save

BOUNDS = {
    "views": AREA, "passes": Bounds(1, 1e6), "batch": Bounds(1, 1e6), "rate": RATE, "decay": DECAY, "smoothing": SHARE,
    "mixup": Bounds(0, 100), "average": SHARE, "width": Bounds(1, 65536),
    "resize": Bounds(224, 1024), "dropout": SHARE, "seed": SEED,
}  # fmt: skip


@dataclass(frozen=True)
class HeadRecipe:
    """How the head is trained; every field is a choice that can be changed from the command line."""

    views: tuple[float, ...] = (1, 0.6, 0.6)  # of each photo: smallest share of it that a random crop shows, 1 the centre crop
    passes: int = 12  # how often every photo is seen; pass k uses view k modulo their number
    batch: int = 512  # photos a step
    rate: float = 1e-3  # highest learning rate of the one-cycle schedule
    decay: float = 0.05  # AdamW's weight decay
    smoothing: float = 0.1  # label smoothing: the share of the target spread over all classes
    mixup: float = 0.0  # alpha of mixup on the features, 0 for none (Zhang et al. 2018)
    average: float = 0.998  # decay a step of the moving average of the weights, which is what is kept
    width: int = 1024  # units of fc6 and of fc7
    resize: int = 240  # the shorter side of a photo, in pixels, before the centre crop of 224: small photos keep more than at 256
    dropout: float = 0.5  # probability that a unit in front of fc6 and fc7 is dropped (paper, section 4.2)
    seed: int = 0

    @classmethod
    def of(cls, settings: dict[str, str]) -> "HeadRecipe":
        """The recipe with some fields as text, such as {"passes": "12", "views": "1,0.6"}.

        Raises ValueError for a field that there is not, for a value that is no number, and for one out of bounds.

        Example:
            >>> HeadRecipe.of({"passes": "24", "views": "1,0.6"}).views
            (1.0, 0.6)
        """
        kinds: dict[str, type] = {field.name: type(field.default) for field in fields(cls)}
        if unknown := settings.keys() - kinds.keys():
            raise ValueError(f"no field {', '.join(sorted(unknown))}; there are {', '.join(kinds)}")
        return cls(**{name: _value(name, text, kinds[name]) for name, text in settings.items()})

    def __post_init__(self) -> None:
        check(self, BOUNDS)


def _value(name: str, text: str, kind: type) -> Any:
    return tuple(read_number(name, part, float) for part in text.split(",")) if kind is tuple else read_number(name, text, kind)


def train_head(
    head: nn.Module, views: list[Path], classes: np.ndarray, recipe: HeadRecipe
) -> Iterator[tuple[int, float, nn.Module]]:
    """Trains `head` ((N, 9216) features to scores), yielding after each pass (pass, mean loss, averaged head).

    Args:
        views: feature files, one a view, with a row for each photo.
        classes: (photos,) class index of each photo; those below 0 are passed over.

    Raises:
        Problem: "run.not_finite" for a loss that is no number.
    """
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    device = next(head.parameters()).device
    decayed = [p for p in head.parameters() if p.ndim > 1]
    plain = [p for p in head.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": recipe.decay}, {"params": plain, "weight_decay": 0}], lr=recipe.rate
    )
    fine = np.flatnonzero(classes >= 0)
    steps = max(1, len(fine) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps * recipe.passes)
    averaged = torch.optim.swa_utils.AveragedModel(head, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.average))
    loss_of = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing)
    for number in range(recipe.passes):
        features = np.load(views[number % len(views)], mmap_mode="r")  # the system keeps as much of it in memory as there is room
        head.train()
        total = 0.0
        for done, rows in enumerate(np.array_split(fine[rng.permutation(len(fine))[: steps * recipe.batch]], steps)):
            x = torch.from_numpy(features[rows]).to(device, torch.float32)
            y = torch.from_numpy(classes[rows]).to(device)
            share = rng.beta(recipe.mixup, recipe.mixup) if recipe.mixup else 1.0
            other = torch.from_numpy(rng.permutation(len(rows))).to(device)
            x = share * x + (1 - share) * x[other]
            with torch.autocast(device.type, torch.bfloat16, enabled=quick_in_bf16(device)):
                scores = head(x)
                loss = share * loss_of(scores, y) + (1 - share) * loss_of(scores, y[other])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            averaged.update_parameters(head)
            total += loss.item()
            if not math.isfinite(total):
                raise Problem("run.not_finite", step=number * steps + done + 1)
        yield number + 1, total / steps, averaged.module.eval()


def make(
    train: tuple[Path, ...], convolutions: Path, val: Path, measured_on: str, cache: Path, entry: Weights, recipe: HeadRecipe
) -> Iterator[str]:
    """Trains a head for `convolutions` and writes the whole network to `entry.path`, telling what happens line by line.

    Args:
        train: folders or zips of class folders named by WordNet id.
        convolutions: conv1 to conv5, .safetensors with torchvision's keys.
        val, measured_on: photos to measure on and what to call them; the accuracy goes into the file.
        cache: folder for the features, 18 kB a photo and view; what lies there already
            is used again for the same photos, convolutions and preprocessing.
        entry: name, path, origin and licence of the network to be.

    Raises:
        Problem: those of `data.entries` and of `ask.evaluate`; "data.no_classes"; those of `weights.files.read`; "weights.lacks"
            or "weights.shape" where `convolutions` are not AlexNet's; "dataset.broken" where no photo can be read. One that
            cannot is named and passed over.
    """
    device = best_device()
    photos = LabelledPhotos(train)
    entry = replace(entry, wnids=photos.wnids, preprocessing=replace(entry.preprocessing, resize=recipe.resize))
    network = _with_convolutions(convolutions, len(photos.wnids), recipe).to(device)
    yield f"{len(photos):,} photos of {len(photos.wnids)} classes on {describe(device)}; {json.dumps(asdict(recipe))}"
    for folder in (cache, entry.path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    files = _feature_files(cache, convolutions, entry, recipe, photos)
    for number, (file, smallest) in enumerate(zip(files, recipe.views, strict=True)):
        for share in pool5_features(network, photos, file, entry.preprocessing, number, smallest):
            if round(share * 100) % 10 == 0:
                yield f"view {number + 1} of {len(files)}: {share:.0%}"
    broken = np.isnan(np.load(files[0], mmap_mode="r")[:, 0])
    yield from (f"skipped, not readable: {shown(photos.entries[row].name)}" for row in np.flatnonzero(broken))
    if broken.all():
        raise Problem("dataset.broken", name=shown(photos.entries[0].name))
    for number, loss, averaged in train_head(
        normalised(deepcopy(network.classifier)), files, np.where(broken, -1, photos.classes), recipe
    ):
        head = averaged
        yield f"pass {number} of {recipe.passes}: loss {loss:.3f}"
    network.classifier.load_state_dict(folded(head).state_dict())
    how = asdict(recipe) | {"photos": int((~broken).sum()), "torch": torch.__version__, "device": str(device)}
    found = _saved_and_measured(network, entry, how, val, measured_on)
    yield from (f"skipped, not readable: {name}" for name in found.skipped)
    yield from (f"left out, no class of the network: {folder} ({count} photos)" for folder, count in found.unknown.items())
    accuracy = found.accuracy
    left = f"; {broken.sum()} and {len(found.skipped)} not readable" if broken.any() or found.skipped else ""
    yield f"{entry.path}: top-1 {accuracy.top1:.2%}, top-5 {accuracy.top5:.2%} of {accuracy.photos:,} photos{left}"


class LabelledPhotos(Sequence[bytes]):
    """The photos of class folders named by WordNet id: the bytes of each file are read when they are asked for.

    Attributes:
        entries: the files, in order.
        wnids: the classes in the order of their ids.
        classes: (photos,) the place of each photo's class in `wnids`.
    """

    def __init__(self, sources: Sequence[Path]) -> None:
        found = [(next((part for part in reversed(entry.folders) if WNID.fullmatch(part)), None), entry)
                 for source in sources for entry in entries(source)]  # fmt: skip
        labelled = [(wnid, entry) for wnid, entry in found if wnid]
        if not labelled:
            raise Problem("data.no_classes", path=shown(str(sources[0])))
        self.entries: list[Entry] = [entry for _, entry in labelled]
        self.wnids = tuple(sorted({wnid for wnid, _ in labelled}))
        place = {wnid: number for number, wnid in enumerate(self.wnids)}
        self.classes = np.array([place[wnid] for wnid, _ in labelled])
        self._reader = Reader()

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, index: Any) -> Any:
        try:
            return self._reader.read(self.entries[index])
        except (Problem, OSError):
            return b""  # no photo, like every file that cannot be read


def _with_convolutions(file: Path, classes: int, recipe: HeadRecipe) -> AlexNet:
    """A network with the convolutions in `file`, frozen, and a new head."""
    torch.manual_seed(recipe.seed)
    network = AlexNet(classes, (recipe.width, recipe.width), recipe.dropout)
    state = read(Weights(file.stem, file))
    for key, value in network.features.state_dict(prefix="features.").items():
        if key not in state:
            raise Problem("weights.lacks", name=file.name, key=key)
        if state[key].shape != value.shape:
            raise Problem("weights.shape", name=file.name, key=key, shape=tuple(state[key].shape), wanted=tuple(value.shape))
    network.load_state_dict(state, strict=False)
    network.features.requires_grad_(False)
    return network


def _feature_files(cache: Path, convolutions: Path, entry: Weights, recipe: HeadRecipe, photos: Sequence[bytes]) -> list[Path]:
    """Where the features of each view lie; other photos, convolutions or preprocessing have other files."""
    origin = hashlib.sha256(convolutions.read_bytes() + repr(entry.preprocessing).encode())
    for data in photos:
        origin.update(data)
    name = origin.hexdigest()[:16]
    return [cache / f"{name}-view-{number}-{smallest:g}.npy" for number, smallest in enumerate(recipe.views)]


def _saved_and_measured(network: AlexNet, entry: Weights, how: dict[str, object], val: Path, measured_on: str) -> Evaluation:
    """Writes the network, measures it as it will be used, after rounding to fp16, and writes it with its accuracy."""
    save(freeze(network), entry, how)
    rounded, _ = load(entry, next(network.parameters()).device)
    found = evaluate(rounded, entry.wnids, entry, val)
    save(network, replace(entry, accuracy=replace(found.accuracy, measured_on=measured_on)), how)
    return found
