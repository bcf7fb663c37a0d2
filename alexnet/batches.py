"""Squares of photos -> batches of random or central crops, cut on the device that trains."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def random_boxes(count: int, smallest: float, largest: float, ratio: float, flip: bool, rng: np.random.Generator) -> Tensor:
    """(count, 2, 3) affine maps from a crop's [-1, 1] square to the photo's, as `affine_grid` takes them.

    Args:
        smallest, largest: bounds of the crop's share of the photo's area, in (0, 1]; uniform in between.
        ratio: largest width by height, or height by width; log-uniform in between. 1 gives squares.
        flip: mirror half of them.
    """
    area = rng.uniform(smallest, largest, count)
    shape = np.exp(rng.uniform(-np.log(ratio), np.log(ratio), count))
    w, h = np.minimum(1, np.sqrt(area * shape)), np.minimum(1, np.sqrt(area / shape))
    x, y = rng.uniform(w - 1, 1 - w), rng.uniform(h - 1, 1 - h)
    w = np.where(rng.random(count) < 0.5, w, -w) if flip else w
    zero = np.zeros(count)
    return torch.from_numpy(np.stack([np.stack([w, zero, x], 1), np.stack([zero, h, y], 1)], 1).astype(np.float32))


def random_crops(pixels: Tensor, boxes: Tensor, size: int) -> Tensor:
    """(N, 3, side, side) uint8 and one box each to (N, 3, size, size) normalised crops, on the device of `pixels`."""
    grid = affine_grid(boxes.to(pixels.device), [len(pixels), 3, size, size], align_corners=False)
    crops = grid_sample(_normalised(pixels), grid, padding_mode="reflection", align_corners=False)
    return crops.contiguous(memory_format=torch.channels_last)


def centre_crops(pixels: Tensor, resize: int, crop: int) -> Tensor:
    """(N, 3, side, side) uint8 to the normalised centres of `crop` px, after the squares were brought to `resize` px."""
    photos = _normalised(pixels)
    if photos.shape[-1] != resize:
        photos = interpolate(photos, (resize, resize), mode="bilinear", align_corners=False, antialias=photos.shape[-1] > resize)
    start = (resize - crop) // 2
    return photos[:, :, start : start + crop, start : start + crop].contiguous(memory_format=torch.channels_last)


def _normalised(pixels: Tensor) -> Tensor:
    mean, std = (torch.tensor(values, device=pixels.device)[:, None, None] for values in (MEAN, STD))
    return pixels.float().div_(255).sub_(mean).div_(std)
