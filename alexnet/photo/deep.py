"""Pictures of more than 8 bits a channel, in 8."""

import sys

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile

OTHER = "16B" if sys.byteorder == "little" else "16L"
SWAPPED = {"16L": "16B", "16B": "16L", "16N": OTHER}  # of Pillow's names for 16 bits: the one that reads the other byte
DARK = 16  # level of the upper 8 bits below which nothing is seen: 12 bits kept in 16
DEPTHS = (8, 10, 12)  # bits that cameras, scanners and microscopes keep in 16


def eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits by its `white`; I and F, which have no agreed white, from least to greatest value."""
    values = np.array(image, np.float32)
    if image.mode in ("I", "F"):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        np.nan_to_num(values, copy=False, nan=low, posinf=high, neginf=low)
    else:
        low, high = 0.0, white(int(values.max()))
    values -= low
    values *= 255 / ((high - low) or 1)
    return Image.fromarray(np.rint(values, out=values).astype(np.uint8))


def white(most: int) -> float:
    """What stands for white in 16 bits, by the greatest value: 65535, or that of 8, 10 or 12 bits where all stay within it.

    >>> white(700), white(4095), white(6553)
    (1023.0, 4095.0, 65535.0)
    """
    return float(next((2**bits - 1 for bits in DEPTHS if most < 2**bits), 65535))


def is_deep(image: ImageFile) -> bool:
    """Whether it has colours of 16 bits, of which Pillow reads the upper 8; asked before it is loaded."""
    return image.mode in ("RGB", "RGBA") and bool(image.tile) and _layout(image).partition(";")[2] in SWAPPED


def is_dark(image: Image.Image) -> bool:
    """Whether no colour reaches `DARK`."""
    return int(np.asarray(image)[..., :3].max()) < DARK


def read_lower(image: ImageFile) -> None:
    """Lets the load that comes read the lower 8 bits of each colour in place of the upper."""
    colours, _, order = _layout(image).partition(";")
    layout = f"{colours};{SWAPPED[order]}"
    image.tile = [tile._replace(args=(layout, *tile.args[1:]) if isinstance(tile.args, tuple) else layout) for tile in image.tile]


def joined(upper: Image.Image, lower: Image.Image) -> Image.Image:
    """Colours of 16 bits by their `white`; alpha, too, by its own."""
    values = np.asarray(upper, np.uint16) * 256 + np.asarray(lower)
    parts = [part * np.float32(255 / white(int(part.max(initial=0)))) for part in (values[..., :3], values[..., 3:])]
    return Image.fromarray(np.rint(np.concatenate(parts, -1)).astype(np.uint8))


def _layout(image: ImageFile) -> str:
    """Pillow's name for how the pixels lie in the file."""
    args = image.tile[0].args
    return str(args[0] if isinstance(args, tuple) and args else args)
