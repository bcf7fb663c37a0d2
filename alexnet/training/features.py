"""What frozen convolutions make of every photo, computed once a view and kept, so that dense layers train in minutes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from PIL import Image, ImageEnhance, ImageOps
from torch import Tensor

from alexnet.device import quick_in_bf16
from alexnet.errors import Problem
from alexnet.files import whole
from alexnet.network import DENSE_INPUT, AlexNet
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor
from alexnet.photo.image import decode

INTERPOLATIONS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)


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
    network: AlexNet, photos: Sequence[bytes], file: Path, preprocessing: Preprocessing, seed: int, smallest: float = 0.3
) -> Iterator[float]:
    """Writes the (N, 9216) float16 pool5 features of one view of every photo to `file`, yielding the share done.

    The features of a photo that cannot be read are NaN.

    Args:
        seed: of the random views.
        smallest: share of the photo's area that the smallest random view shows; 1 for the centre crop of all photos,
            or its mirror image where `seed` is odd.
        file: an .npy file. It is written whole or not at all; one that is there already is kept.
    """
    if file.exists():
        return
    device = next(network.parameters()).device
    kind = torch.bfloat16 if quick_in_bf16(device) else torch.float32
    convolutions = deepcopy(network.features).to(kind).to(memory_format=torch.channels_last)

    def view(index: int) -> Image.Image | None:
        try:
            photo = decode(photos[index])
        except Problem:
            return None
        if smallest == 1:
            crop = centre_crop(photo, preprocessing)
            return ImageOps.mirror(crop) if seed % 2 else crop
        return random_view(photo, np.random.default_rng((seed, index)), preprocessing.crop, smallest)

    batches = np.array_split(np.arange(len(photos)), max(1, len(photos) // 250))

    def load(batch: np.ndarray) -> tuple[np.ndarray, Tensor]:
        """The photos of a batch that can be read: their places and pixels."""
        views = {index: one for index in batch if (one := view(index)) is not None}
        return np.array([*views], int), to_tensor([*views.values()], preprocessing) if views else torch.empty(0)

    with whole(file) as unfinished, ThreadPoolExecutor(2) as pool, torch.no_grad():
        features = open_memmap(unfinished, mode="w+", dtype=np.float16, shape=(len(photos), DENSE_INPUT))
        coming = pool.submit(load, batches[0])
        for number, batch in enumerate(batches):
            rows, x = coming.result()
            if number + 1 < len(batches):
                coming = pool.submit(load, batches[number + 1])
            features[batch] = np.nan
            if len(rows):
                x = x.to(device, kind, memory_format=torch.channels_last)
                features[rows] = torch.flatten(convolutions(x), 1).to(torch.float16).cpu().numpy()
            yield (number + 1) / len(batches)
        features.flush()
