"""A heat map as a picture: laid over the photo, in colours that colour-blind readers can tell apart."""

import numpy as np
from PIL import Image

# Anchor colours, dark to bright: black through purple and orange to pale yellow, its lightness rising steadily.
WARMTH = np.array([(10, 7, 34), (84, 15, 109), (187, 55, 84), (249, 140, 10), (252, 255, 164)], float)
POSITIVE = np.array((230, 97, 1), float)  # speaks for the class: orange
NEGATIVE = np.array((33, 102, 172), float)  # speaks against it: blue
PALE = np.array((247, 247, 247), float)
BRIGHTEST = 99.5  # percentile of the absolute values that gets the full colour; the few above are clipped


def scaled(heat: np.ndarray) -> np.ndarray:
    """`heat` divided by (nearly) its largest absolute value and clipped: [-1, 1], or [0, 1] if nothing is below zero.

    >>> scaled(np.array([0.0, -1.0, 2.0, 2.0])).tolist()
    [0.0, -0.5, 1.0, 1.0]
    """
    largest = np.percentile(np.abs(heat), BRIGHTEST) or np.abs(heat).max() or 1.0
    return np.clip(heat / largest, -1, 1)


def colours(heat: np.ndarray, signed: bool) -> np.ndarray:
    """(H, W) to (H, W, 3) uint8: dark to bright, or if `signed` blue through white to orange.

    >>> colours(np.array([[-1.0, 0.0, 1.0]]), signed=True).tolist()
    [[[33, 102, 172], [247, 247, 247], [230, 97, 1]]]
    """
    share = scaled(heat)
    if signed:
        strength = np.abs(share)[..., None]
        ends = np.where((share > 0)[..., None], POSITIVE, NEGATIVE)
        return np.rint(PALE + (ends - PALE) * strength).astype(np.uint8)
    at = np.clip(share, 0, 1) * (len(WARMTH) - 1)
    steps = np.arange(len(WARMTH))
    return np.rint(np.stack([np.interp(at, steps, channel) for channel in WARMTH.T], -1)).astype(np.uint8)


def overlay(photo: Image.Image, heat: np.ndarray, signed: bool, opacity: float = 0.6) -> Image.Image:
    """`photo` with the heat map over it, as large as the photo.

    Args:
        heat: (H, W); enlarged smoothly where the photo is larger.
        opacity: 0 shows the photo alone, 1 the heat map alone.
    """
    layer = Image.fromarray(colours(heat, signed)).resize(photo.size, Image.Resampling.BILINEAR)
    return Image.blend(photo.convert("RGB"), layer, opacity)
