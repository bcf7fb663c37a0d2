"""Photo -> the squares that the network sees -> tensor."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

MAX_ASPECT = 16  # a photo longer than this is never resized as a whole

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Preprocessing:
    """How a photo becomes a network's input; it belongs to the weights, for they were trained with it.

    Attributes:
        resize: the shorter side of the photo is brought to this many pixels (paper, section 2: 256).
        crop: side in pixels of the square that the network sees (section 4.1: 224); at most `resize`.
        mean: of each channel, red, green, blue, in [0, 1]; subtracted. The defaults are torchvision's for ImageNet.
        std: standard deviation of each channel in [0, 1]; divided by. The paper subtracts the mean only.
        via: a photo whose shorter side is longer than this many pixels is first brought to it, because the training
            photos were that small and the network knows nothing finer; None for no such detour.
    """

    resize: int = 256
    crop: int = 224
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    via: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.crop <= self.resize:
            raise ValueError(f"crop must be in 1 ... resize ({self.resize}), not {self.crop}")


def centre_box(image: Image.Image, preprocessing: Preprocessing) -> Box:
    """What the network sees of `image`: (left, top, right, bottom) in the photo's own pixels.

    Example:
        >>> centre_box(Image.new("RGB", (512, 256)), Preprocessing(resize=256, crop=224))
        (144.0, 16.0, 368.0, 240.0)
    """
    return ten_boxes(image, preprocessing)[-1]


def centre_crop(image: Image.Image, preprocessing: Preprocessing) -> Image.Image:
    """What the network sees: RGB, crop x crop; as torchvision's Resize(resize) and CenterCrop(crop) on PIL images."""
    image = _coarse(image, preprocessing.via)
    return _cut(image, preprocessing.resize, preprocessing.crop, *_corners(image.size, preprocessing)[-1])


def network_input(photos: Image.Image | Iterable[Image.Image], preprocessing: Preprocessing) -> Tensor:
    """What the network is given for one or more RGB photos of any size: their centre crops, (N, 3, crop, crop), normalised.

    Of an iterator no more than one photo is in memory at a time.

    >>> tuple(network_input(Image.new("RGB", (640, 480)), Preprocessing()).shape)
    (1, 3, 224, 224)
    """
    many = [photos] if isinstance(photos, Image.Image) else photos
    return to_tensor([centre_crop(photo, preprocessing) for photo in many], preprocessing)


def ten_boxes(image: Image.Image, preprocessing: Preprocessing) -> list[Box]:
    """Where the first five of `ten_crop` lie: (left, top, right, bottom) in the photo's own pixels.

    Example:
        >>> for box in ten_boxes(Image.new("RGB", (512, 512)), Preprocessing(resize=256, crop=224)):
        ...     print(*box)
        0.0 0.0 448.0 448.0
        64.0 0.0 512.0 448.0
        0.0 64.0 448.0 512.0
        64.0 64.0 512.0 512.0
        32.0 32.0 480.0 480.0
    """
    resized = _resized(image.size, preprocessing.resize)
    return [_box(image.size, resized, preprocessing.crop, *at) for at in _corners(image.size, preprocessing)]


def ten_crop(image: Image.Image, preprocessing: Preprocessing) -> list[Image.Image]:
    """The paper's ten views (section 4.1), RGB, crop x crop: top left, top right, bottom left, bottom right, centre,
    then the mirror of each.

    The corners are those of the central resize x resize square (section 2), not of the whole photo as in
    torchvision's TenCrop; on square photos the two agree.
    """
    image = _coarse(image, preprocessing.via)
    side, crop = preprocessing.resize, preprocessing.crop
    (x, y), *_ = corners = _corners(image.size, preprocessing)
    square = _cut(image, side, side, x, y)
    five = [square.crop((left - x, top - y, left - x + crop, top - y + crop)) for left, top in corners]
    return five + [ImageOps.mirror(view) for view in five]


def to_tensor(images: Image.Image | list[Image.Image], preprocessing: Preprocessing) -> Tensor:
    """Crops to a network's input: (N, 3, crop, crop), float32, normalised by mean and std.

    Args:
        images: one or more RGB crops, each crop x crop.

    Raises:
        ValueError: for another size or mode, which the network would take without complaint.
    """
    images = images if isinstance(images, list) else [images]
    for image in images:
        if (image.mode, image.size) != ("RGB", (preprocessing.crop, preprocessing.crop)):
            raise ValueError(f"expected RGB, {preprocessing.crop} px a side, not {image.mode}, {image.size}")
    # In NumPy, 0.15 ms; torch's threads wait some 25 ms for one another when the other cores are busy.
    batch = np.stack([np.asarray(image) for image in images]).astype(np.float32)  # (N, crop, crop, 3)
    batch /= 255
    batch -= np.array(preprocessing.mean, np.float32)
    batch /= np.array(preprocessing.std, np.float32)
    # "Channels last" in memory, as the pixels came: a batch of ten is a quarter quicker through the convolutions.
    return torch.from_numpy(batch).permute(0, 3, 1, 2)


def _coarse(image: Image.Image, via: int | None) -> Image.Image:
    """The photo with its shorter side brought down to `via`."""
    if via is None or min(image.size) <= via:
        return image
    width, height = (max(1, round(via * side / min(image.size))) for side in image.size)
    return image.resize((width, height), Image.Resampling.BILINEAR)


def _resized(size: tuple[int, int], short: int) -> tuple[int, int]:
    """(width, height) with the shorter side brought to `short`, the longer rounded down, as torchvision does."""
    width, height = (int(short * side / min(size)) for side in size)
    return width, height


def _corners(size: tuple[int, int], preprocessing: Preprocessing) -> list[tuple[int, int]]:
    """(left, top) of the five views in the resized photo: the four corners of the central square, then the centre."""
    width, height = _resized(size, preprocessing.resize)
    square, crop = preprocessing.resize, preprocessing.crop
    (x, y), centre = ((round((width - part) / 2), round((height - part) / 2)) for part in (square, crop))
    far = square - crop
    return [(x, y), (x + far, y), (x, y + far), (x + far, y + far), centre]


def _box(size: tuple[int, int], resized: tuple[int, int], side: int, left: int, top: int) -> Box:
    """A square of the resized photo in the photo's own pixels."""
    (across, down), (width, height) = size, resized
    return left * across / width, top * down / height, (left + side) * across / width, (top + side) * down / height


def _cut(image: Image.Image, short: int, side: int, left: int, top: int) -> Image.Image:
    """The square at (left, top) of the photo resized to `short`; of extreme shapes only that part is resized."""
    resized = _resized(image.size, short)
    if max(resized) > MAX_ASPECT * short:  # 1x1024 would become 256x262144; at most 1 grey level off the exact way
        return image.resize((side, side), Image.Resampling.BILINEAR, _box(image.size, resized, side, left, top))
    return image.resize(resized, Image.Resampling.BILINEAR).crop((left, top, left + side, top + side))
