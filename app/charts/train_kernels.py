"""conv1's kernels as tiles with gaps, which show the page behind them."""

import math

import numpy as np
from PIL import Image

from app.charts.pictures import enlarged, kernel

TILE, GAP = 44, 5  # pixels


def tiles(weights: np.ndarray, across: int) -> Image.Image:
    """(K, 3, h, w) kernels in rows of `across`."""
    step = TILE + GAP
    down = math.ceil(len(weights) / across)
    canvas = Image.new("RGBA", (across * step - GAP, down * step - GAP))
    for number, one in enumerate(weights):
        tile = enlarged(kernel(one), TILE).resize((TILE, TILE), Image.Resampling.NEAREST)
        canvas.paste(tile, (number % across * step, number // across * step))
    return canvas
