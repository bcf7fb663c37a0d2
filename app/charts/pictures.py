"""Kernels, responses and crops as crisp pictures."""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from alexnet.ask.overlay import colours
from alexnet.photo.crops import Box

OUTLINE = (194, 65, 12)  # the accent: what the network sees
LONGEST = 2.5  # longer side by shorter side of a photo that is shown whole


def enlarged(image: Image.Image, side: int) -> Image.Image:
    """The picture with each pixel as a sharp square, about `side` pixels wide."""
    factor = max(1, round(side / image.width))
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.NEAREST)


def kernel(weights: np.ndarray) -> Image.Image:
    """A (3, h, w) kernel in its own colours: 0 is grey, the largest absolute weight is full colour."""
    share = weights / max(np.abs(weights).max(), 1e-12)
    return Image.fromarray(np.rint((share * 0.5 + 0.5) * 255).astype(np.uint8).transpose(1, 2, 0))


def kernel_sheet(weights: np.ndarray, across: int | None = None) -> Image.Image:
    """(K, 3, h, w) kernels as one picture, in rows of `across`, without gaps."""
    return sheet([kernel(one) for one in weights], across)


def sheet(pictures: list[Image.Image], across: int | None = None) -> Image.Image:
    """Pictures of one size in rows of `across`, by default about as many across as down."""
    across = across or math.ceil(len(pictures) ** 0.5)
    width, height = pictures[0].size
    canvas = Image.new("RGB", (across * width, math.ceil(len(pictures) / across) * height))
    for number, picture in enumerate(pictures):
        canvas.paste(picture, (number % across * width, number // across * height))
    return canvas


def response(values: np.ndarray, side: int = 440) -> Image.Image:
    """A (h, w) map of one kernel's answers: orange above zero, blue below, white at zero."""
    return enlarged(Image.fromarray(colours(values, signed=True)), side)


def outlined(photo: Image.Image, box: Box) -> Image.Image:
    """The photo with what lies outside `box` (left, top, right, bottom in pixels) dimmed, and a line around it.

    Of a photo longer than `LONGEST` only the middle is shown; a page could not hold the whole.
    """
    dimmed = Image.blend(photo, Image.new("RGB", photo.size, (128, 124, 118)), 0.6)
    left, top = math.floor(box[0]), math.floor(box[1])
    right, bottom = max(left + 1, round(box[2])), max(top + 1, round(box[3]))
    dimmed.paste(photo.crop((left, top, right, bottom)), (left, top))
    width = max(1, photo.width // 130)
    ImageDraw.Draw(dimmed).rectangle((left, top, right - 1, bottom - 1), outline=OUTLINE, width=width)
    return middle(dimmed)


def middle(photo: Image.Image) -> Image.Image:
    """The photo, or of one longer than `LONGEST` to 1 only the middle."""
    width, height = photo.size
    return ImageOps.fit(photo, (min(width, math.ceil(LONGEST * height)), min(height, math.ceil(LONGEST * width))))
