"""Photos in a row by how near they are, and laid out on a plane."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from PIL import Image, ImageDraw

from app.charts.encoded import jpeg_uri

WIDTH, HEIGHT, THUMB, EDGE = 1120, 620, 84, 14
MARK = (217, 86, 15)
SIDE = 150  # px of a picture in a row
STYLE = """
<style>
.near { display: grid; grid-template-columns: repeat(9, minmax(0, 1fr)); gap: 0.3rem 0.6rem; margin: 0; }
.near figure { margin: 0; }
.near img { width: 100%; display: block; border-radius: 5px; box-sizing: border-box; }
.near figcaption { font-size: 0.9rem; line-height: 1.2; padding-top: 0.2rem; overflow-wrap: anywhere; }
.near .alike img { border: 0.25rem solid var(--st-primary-color, #c2410c); }
.near .alike figcaption { font-weight: 700; }
.near .far img { opacity: 0.35; filter: grayscale(0.8); }
@media (max-width: 760px) { .near { grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 0.4rem; } }
</style>
"""


@dataclass(frozen=True)
class Near:
    """A picture in a row, the words under it, and whether it is alike; None of the one that is asked about."""

    picture: Image.Image
    words: str
    alike: bool | None = None


def near_row(row: Sequence[Near], title: str) -> str:
    """HTML of pictures side by side: those that are alike framed, all others faint; `title` is for those who listen."""
    look = {True: "alike", False: "far", None: "asked"}
    figures = "".join(
        f'<figure class="{look[one.alike]}"><img src="{jpeg_uri(one.picture, SIDE)}" alt="{escape(one.words, quote=True)}">'
        f"<figcaption>{escape(one.words)}</figcaption></figure>"
        for one in row
    )
    return f'{STYLE}<div class="near" role="group" aria-label="{escape(title, quote=True)}">{figures}</div>'


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
