"""Trains the dense layers on frozen convolutions: the pool5 features of each photo are computed once a view and kept."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from PIL import Image, ImageEnhance
from torch import Tensor, nn

from alexnet.crops import Preprocessing, centre_crop, to_tensor
from alexnet.network import DENSE_INPUT, AlexNet

INTERPOLATIONS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)


@dataclass(frozen=True)
class HeadRecipe:
    """How the head is trained; every field is a choice that can be changed from the command line."""

    views: int = 8  # different crops of each photo; pass k over the photos uses view k modulo this
    passes: int = 24  # how often every photo is seen
    batch: int = 512  # photos a step
    rate: float = 1e-3  # highest learning rate of the one-cycle schedule
    decay: float = 0.05  # AdamW's weight decay
    smoothing: float = 0.1  # label smoothing: the share of the target spread over all classes
    mixup: float = 0.2  # alpha of mixup on the features, 0 for none (Zhang et al. 2018)
    average: float = 0.998  # decay a step of the moving average of the weights, which is what is kept
    smallest: float = 0.3  # smallest share of the photo's area that a crop shows
    seed: int = 0


def random_view(photo: Image.Image, rng: np.random.Generator, size: int = 224, smallest: float = 0.3) -> Image.Image:
    """A random crop of `photo` at (size, size): area, shape, place, mirror, colour and sharpness drawn from `rng`.

    The interpolation is drawn too, so that the head learns to trust neither blur nor sharpness: the training
    photos may be much smaller than those it will meet.
    """
    width, height = photo.size
    area = width * height * rng.uniform(smallest, 1)
    ratio = np.exp(rng.uniform(np.log(3 / 4), np.log(4 / 3)))
    w, h = min(width, (area * ratio) ** 0.5), min(height, (area / ratio) ** 0.5)
    left, top = rng.uniform(0, width - w), rng.uniform(0, height - h)
    view = photo.resize((size, size), rng.choice(INTERPOLATIONS), box=(left, top, left + w, top + h))
    if rng.random() < 0.5:
        view = view.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for enhancer in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        view = enhancer(view).enhance(rng.uniform(0.75, 1.25))
    return view


def pool5_features(
    network: AlexNet, photos: list[bytes], file: Path, preprocessing: Preprocessing, seed: int | None, smallest: float = 0.3
) -> Iterator[float]:
    """Writes the (N, 9216) float16 pool5 features of one view of every photo to `file`, yielding the share done.

    Args:
        seed: of the random views; None for the centre crop.
        file: an .npy file. It is written whole or not at all; one that is there already is kept.
    """
    if file.exists():
        return
    device = next(network.parameters()).device
    convolutions = network.features.to(torch.bfloat16).to(memory_format=torch.channels_last)

    def view(index: int) -> Image.Image:
        with Image.open(io.BytesIO(photos[index])) as image:
            photo = image.convert("RGB")
        if seed is None:
            return centre_crop(photo, preprocessing)
        return random_view(photo, np.random.default_rng((seed, index)), preprocessing.crop, smallest)

    partial = file.with_suffix(".partial")
    features = open_memmap(partial, mode="w+", dtype=np.float16, shape=(len(photos), DENSE_INPUT))
    batches = np.array_split(np.arange(len(photos)), max(1, len(photos) // 250))

    def load(batch: np.ndarray) -> Tensor:
        return to_tensor([view(index) for index in batch], preprocessing)

    with ThreadPoolExecutor(2) as pool, torch.no_grad():
        coming = pool.submit(load, batches[0])
        for number, batch in enumerate(batches):
            x = coming.result()
            if number + 1 < len(batches):
                coming = pool.submit(load, batches[number + 1])
            x = x.to(device, torch.bfloat16, memory_format=torch.channels_last)
            features[batch] = torch.flatten(convolutions(x), 1).to(torch.float16).cpu().numpy()
            yield (number + 1) / len(batches)
    features.flush()
    partial.replace(file)


def train_head(
    head: nn.Module, views: list[Path], classes: np.ndarray, chosen: np.ndarray, recipe: HeadRecipe
) -> Iterator[tuple[int, float, nn.Module]]:
    """Trains `head` ((N, 9216) features to scores), yielding after each pass (pass, mean loss, averaged head).

    Args:
        views: feature files, one a view, with a row for each photo.
        classes: (photos,) class index of each photo.
        chosen: rows to train on; the others are never read.
    """
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    device = next(head.parameters()).device
    decayed = [p for p in head.parameters() if p.ndim > 1]
    plain = [p for p in head.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": recipe.decay}, {"params": plain, "weight_decay": 0}], lr=recipe.rate
    )
    steps = len(chosen) // recipe.batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps * recipe.passes)
    averaged = torch.optim.swa_utils.AveragedModel(head, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.average))
    loss_of = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing)
    for number in range(recipe.passes):
        features = np.load(views[number % len(views)], mmap_mode=None)
        head.train()
        total = 0.0
        for rows in np.array_split(rng.permutation(chosen)[: steps * recipe.batch], steps):
            x = torch.from_numpy(features[rows]).to(device, torch.float32)
            y = torch.from_numpy(classes[rows]).to(device)
            share = rng.beta(recipe.mixup, recipe.mixup) if recipe.mixup else 1.0
            other = torch.from_numpy(rng.permutation(len(rows))).to(device)
            x = share * x + (1 - share) * x[other]
            with torch.autocast(device.type, torch.bfloat16):
                scores = head(x)
                loss = share * loss_of(scores, y) + (1 - share) * loss_of(scores, y[other])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            averaged.update_parameters(head)
            total += loss.item()
        yield number + 1, total / steps, averaged.module.eval()


@torch.no_grad()
def accuracy(head: nn.Module, features: Tensor, classes: Tensor) -> tuple[float, float]:
    """(top-1, top-5) fractions of the rows of `features` (N, 9216) whose class is the best, or among the five best."""
    scores = torch.cat([head(part.float()) for part in features.split(500)])
    hits = scores.topk(5).indices == classes[:, None]
    return hits[:, 0].double().mean().item(), hits.any(1).double().mean().item()
