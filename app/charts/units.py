"""The units of a dense layer as a grid of squares: silent, speaking, or dropped."""

import math

import numpy as np
from PIL import Image

CELL = 16  # pixels of a unit, a line between two of them included
SILENT, FAINT, STRONG, DROPPED, LINE = (226, 220, 210), (252, 214, 186), (190, 62, 4), (58, 54, 50), (255, 253, 250)


def unit_grid(values: np.ndarray, kept: np.ndarray) -> Image.Image:
    """(n,) outputs after the ReLU and which of them are kept, (n,) bool, as a picture; a dropped unit is crossed out.

    A speaking unit is the darker, the more it says; the strongest of all is full colour.
    """
    across = math.ceil(len(values) ** 0.5)
    down = math.ceil(len(values) / across)
    share = np.sqrt(values / max(values.max(), 1e-12))[:, None]
    colours = np.where(values[:, None] > 0, np.array(FAINT) * (1 - share) + np.array(STRONG) * share, np.array(SILENT))
    cells = np.empty((down * across, CELL, CELL, 3), np.uint8)
    cells[:] = LINE
    cells[: len(values), :-1, :-1] = np.rint(colours)[:, None, None].astype(np.uint8)
    place = np.arange(2, CELL - 3)
    for thick in (0, 1):
        for rows, columns in ((place, place + thick), (place, CELL - 2 - place - thick)):
            crossed = cells[: len(values)][~kept]
            crossed[:, rows, columns] = DROPPED
            cells[np.flatnonzero(~kept)] = crossed
    grid = cells.reshape(down, across, CELL, CELL, 3).swapaxes(1, 2).reshape(down * CELL, across * CELL, 3)
    return Image.fromarray(grid)
