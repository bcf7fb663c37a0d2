"""Squares of photos -> batches of random or central crops, cut on the device that trains."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import batch_norm, grid_sample, interpolate
from torch.utils.data import Dataset

from alexnet.data.sets import Photos
from alexnet.photo.augment import augmented

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PART = 16  # photos that a CPU crops at a time: few enough to stay in its cache


@dataclass(frozen=True)
class Augmented(Dataset[tuple[Tensor, Tensor]]):
    """The photos of `data` after augmentations; where a DataLoader has workers, they do the work.

    Attributes:
        names: of the augmentations.
        seed, number: of the training, and of the pass; each photo's chance is drawn from these two and its place in `data`.
    """

    data: Photos
    names: tuple[str, ...]
    seed: int
    number: int

    def __getitems__(self, rows: list[int]) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) uint8 and (n,) int64."""
        pixels, classes = self.data.__getitems__(rows)
        for photo, row in zip(pixels, rows, strict=True):  # (3, side, side)
            rng = np.random.default_rng((self.seed, self.number, row, 1))  # with the 1 no step's crops are drawn alike
            before = photo.permute(1, 2, 0).numpy().astype(np.float32) / 255
            after = np.rint(augmented(before, self.names, rng) * 255).astype(np.uint8)
            photo.copy_(torch.from_numpy(after).permute(2, 0, 1))
        return pixels, classes


def random_boxes(count: int, smallest: float, largest: float, ratio: float, flip: bool, rng: np.random.Generator) -> Tensor:
    """(count, 4) random crops as (x, y, half width, half height), the photo reaching from -1 to 1; mirrored if x runs back.

    Args:
        smallest, largest: bounds of the crop's share of the photo's area, in (0, 1]; uniform in between.
        ratio: largest width by height, or height by width; log-uniform in between. 1 gives squares.
        flip: mirror half of them: their half width is negative.

    Example:
        >>> whole = random_boxes(2, 1.0, 1.0, 1.0, False, np.random.default_rng(0))
        >>> whole.abs().tolist()  # the middle, and as far to every side as the photo goes
        [[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]]
    """
    area = rng.uniform(smallest, largest, count)
    shape = np.exp(rng.uniform(-np.log(ratio), np.log(ratio), count))
    w, h = np.minimum(1, np.sqrt(area * shape)), np.minimum(1, np.sqrt(area / shape))
    x, y = rng.uniform(w - 1, 1 - w), rng.uniform(h - 1, 1 - h)
    w = np.where(rng.random(count) < 0.5, w, -w) if flip else w
    return torch.from_numpy(np.stack([x, y, w, h], 1).astype(np.float32))


def random_crops(pixels: Tensor, boxes: Tensor, size: int, into: Tensor | None = None) -> Tensor:
    """(N, 3, side, side) uint8 and one box each to (N, 3, size, size) normalised crops, on the device of `pixels`.

    Sampled bilinearly, without antialiasing; beyond the middle of an outermost pixel its colour goes on.

    Args:
        into: crops that are no longer needed, of any size: their memory is used again. A CPU's fresh memory is slow.
    """
    crops = torch.empty(0, device=pixels.device) if into is None else into
    crops.resize_(len(pixels), 3, size, size)
    few = PART if pixels.device.type == "cpu" else len(pixels)
    for part, photos, places in zip(crops.split(few), pixels.split(few), boxes.to(pixels.device).split(few), strict=True):
        part.copy_(_normalised(_sampled(photos, places, size)))
    return crops


def _sampled(pixels: Tensor, boxes: Tensor, size: int) -> Tensor:
    x, y, w, h = boxes[:, :, None].unbind(1)
    places = (2 * torch.arange(size, device=pixels.device) + 1) / size - 1  # middles of the crop's pixels
    last = 1 - 1 / pixels.shape[-1]  # middle of the photo's outermost pixel; further out grid_sample would mix in black
    grid = torch.empty(len(pixels), size, size, 2, device=pixels.device)
    grid[..., 0] = (x + w * places).clamp(-last, last)[:, None, :]
    grid[..., 1] = (y + h * places).clamp(-last, last)[:, :, None]
    return grid_sample(pixels.float(), grid, align_corners=False)


def centre_crops(pixels: Tensor, resize: int, crop: int) -> Tensor:
    """(N, 3, side, side) uint8 to the normalised centres of `crop` px, after the squares were brought to `resize` px."""
    photos = pixels.float()
    if photos.shape[-1] != resize:
        photos = interpolate(photos, (resize, resize), mode="bilinear", align_corners=False, antialias=photos.shape[-1] > resize)
    start = (resize - crop) // 2
    return _normalised(photos[:, :, start : start + crop, start : start + crop])


def _normalised(photos: Tensor) -> Tensor:
    """0 ... 255 to mean 0 and standard deviation 1; in one go over the numbers, as batch normalisation does."""
    mean, std = (255 * torch.tensor(values, device=photos.device) for values in (MEAN, STD))
    return batch_norm(photos, mean, std**2, eps=0.0)
