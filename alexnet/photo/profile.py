"""Colour profiles: the colours that the photographer saw, in sRGB, for which the networks were trained and which screens show."""

import io
from functools import lru_cache
from typing import Literal

import numpy as np
from PIL import Image
from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform, createProfile

SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab "}  # of a profile, by the mode of the pictures it is for
ALIKE = 2  # levels of 255 by which a profile may change colours and still be taken for sRGB
TRANSFORMS = 16  # kept; a class's phones have few kinds


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` with the colours that its `profile` means; a profile that is broken or for another kind of picture is ignored.

    Args:
        image: RGB, L, CMYK or LAB, or RGBA or LA, whose alpha stays.
        profile: ICC, as it lies in the file; None for none, which for LAB is the CIE's.
    """
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    mode = image.mode if alpha is None else image.mode[:-1]
    transform = _transform(profile, mode) if profile else None
    if transform is None and mode == "LAB":
        transform = _transform(_made("LAB").tobytes(), mode)
    if transform is None:
        return image
    converted = transform.apply(image.convert(mode))
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


@lru_cache(TRANSFORMS)
def _transform(profile: bytes, mode: str) -> ImageCmsTransform | None:
    """The way from `profile` to sRGB; None where there is none, or where it would change nothing."""
    try:
        of = ImageCmsProfile(io.BytesIO(profile))
        if of.profile.xcolor_space != SPACES.get(mode):
            return None
        transform = ImageCmsTransform(of, _made("sRGB"), mode, "RGB")
        return None if mode in ("RGB", "L") and _changes_nothing(transform, _colours(mode)) else transform
    except Exception:  # lcms and Pillow raise several kinds on broken profiles
        return None


def _made(name: Literal["LAB", "sRGB"]) -> ImageCmsProfile:
    return ImageCmsProfile(createProfile(name))


def _changes_nothing(transform: ImageCmsTransform, colours: Image.Image) -> bool:
    change = np.asarray(transform.apply(colours), np.int16) - np.asarray(colours.convert("RGB"), np.int16)
    return int(np.abs(change).max()) <= ALIKE


def _colours(mode: str) -> Image.Image:
    """Colours all over: 9 steps of red, green and blue, or every grey."""
    if mode == "L":
        return Image.fromarray(np.arange(256, dtype=np.uint8)[None])
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    return Image.fromarray(np.stack(np.meshgrid(steps, steps, steps), -1).reshape(1, -1, 3))
