"""Photos laid out on a plane, as one picture."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

WIDTH, HEIGHT, THUMB, EDGE = 1120, 620, 84, 14
MARK = (217, 86, 15)


def constellation(pictures: Sequence[Image.Image], places: np.ndarray, marked: int) -> Image.Image:
    """Each picture at its (x, y) in [0, 1]; the one that is `marked` on top, in a frame."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), (250, 247, 241))
    draw = ImageDraw.Draw(canvas)
    for number in [*(n for n in range(len(pictures)) if n != marked), marked]:
        x = round(EDGE + places[number, 0] * (WIDTH - THUMB - 2 * EDGE))
        y = round(EDGE + (1 - places[number, 1]) * (HEIGHT - THUMB - 2 * EDGE))
        canvas.paste(pictures[number].resize((THUMB, THUMB), Image.Resampling.LANCZOS), (x, y))
        colour, width = (MARK, 6) if number == marked else ((255, 255, 255), 2)
        draw.rectangle(
            (x - width // 2, y - width // 2, x + THUMB + width // 2, y + THUMB + width // 2), outline=colour, width=width
        )
    return canvas
