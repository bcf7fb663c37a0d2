"""Max pooling in pictures: which places of a map are kept, and a few windows with their numbers."""

from html import escape

import numpy as np
from PIL import Image, ImageDraw

from app.charts.maps import coloured, palette, shades
from app.charts.pictures import enlarged
from app.charts.style import ACCENT, Number

CELL = 44  # drawing units
ZOOM = 7  # places a side that are seen in numbers: three windows of 3 that overlap by 1
WINDOWS = 3


def marked(values: np.ndarray, place: tuple[int, int], side: int, reach: int = 1) -> Image.Image:
    """A (h, w) map about `side` pixels wide, with a frame around `reach` x `reach` places from `place`, (row, column)."""
    picture = enlarged(coloured(shades(values, signed=False), signed=False).convert("RGB"), side)
    return _framed(picture, place, reach, picture.width / values.shape[1])


def kept(values: np.ndarray, taken: np.ndarray, place: tuple[int, int], side: int) -> Image.Image:
    """The map in colour where some window took an answer, grey where one was lost; and a frame around the zoom."""
    colours = np.asarray(coloured(shades(values, signed=False), signed=False).convert("RGB")).copy()
    colours[(taken == 0) & (values > 0)] = (128, 124, 118)
    picture = enlarged(Image.fromarray(colours), side)
    return _framed(picture, place, ZOOM, picture.width / values.shape[1])


def corner(row: int, column: int, shape: tuple[int, int]) -> tuple[int, int]:
    """Where the zoom around a place begins: (row, column), even, so that it begins with a window."""
    top, left = (
        int(np.clip(at // 2 - 1, 0, (side - 3) // 2 + 1 - WINDOWS)) * 2 for at, side in zip((row, column), shape, strict=True)
    )
    return top, left


def windows(
    values: np.ndarray, taken: np.ndarray, answers: np.ndarray, begin: tuple[int, int], size: int, title: str, number: Number
) -> str:
    """SVG of `ZOOM` x `ZOOM` places in numbers under nine windows that move by 2, and what the windows keep.

    Args:
        values, taken, answers: the (h, w) map, how many windows took each place, and the pooled map.
        begin: (row, column) as `corner` gives it.
        size: of a window.
        number: writes the answers.
    """
    top, left = begin
    shade, colours = shades(values, signed=False), palette(False)
    parts = []
    for row in range(ZOOM):
        for column in range(ZOOM):
            at = top + row, left + column
            kept_here = bool(taken[at]) or values[at] <= 0
            parts.append(
                _cell(column * CELL, row * CELL, colours[shade[at]], _written(values[at], number), 1 if kept_here else 0.35)
            )
    for row in range(WINDOWS):
        for column in range(WINDOWS):
            inset, side = 3 + 2 * ((row + column) % 2), size * CELL
            dash = "" if (row + column) % 2 else ' stroke-dasharray="7 4"'
            x, y = 2 * column * CELL + inset, 2 * row * CELL + inset
            parts.append(
                f'<rect x="{x}" y="{y}" width="{side - 2 * inset}" height="{side - 2 * inset}" rx="5" fill="none" '
                f'stroke="#fff" stroke-width="4" opacity=".7"/><rect x="{x}" y="{y}" width="{side - 2 * inset}" '
                f'height="{side - 2 * inset}" rx="5" fill="none" stroke="{ACCENT}" stroke-width="2"{dash}/>'
            )
    start = ZOOM * CELL + 52
    parts.append(f'<text x="{start - 26}" y="{ZOOM * CELL / 2 + 8}" font-size="26" text-anchor="middle" fill="{ACCENT}">→</text>')
    for row in range(WINDOWS):
        for column in range(WINDOWS):
            value = answers[top // 2 + row, left // 2 + column]
            place = int(np.clip(shades(values, signed=False)[values == value].max(initial=0), 0, 255))
            parts.append(_cell(start + column * CELL, (row + 2) * CELL, colours[place], _written(value, number), 1))
    box = f'viewBox="0 0 {start + WINDOWS * CELL} {ZOOM * CELL}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'


def _written(value: float, number: Number) -> str:
    return number(value, ".1f") if value else "0"


def _cell(x: float, y: float, colour: np.ndarray, written: str, strength: float) -> str:
    ink = "#1c1917" if colour @ (0.3, 0.6, 0.1) > 120 or strength < 1 else "#fff"
    fill = tuple(int(part) for part in colour) if strength == 1 else (196, 190, 182)
    return (
        f'<rect x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{CELL - 2}" rx="3" fill="rgb{fill}"/>'
        f'<text x="{x + CELL / 2}" y="{y + CELL / 2 + 6}" font-size="18" text-anchor="middle" fill="{ink}">{written}</text>'
    )


def _framed(picture: Image.Image, place: tuple[int, int], reach: int, scale: float) -> Image.Image:
    draw, (row, column) = ImageDraw.Draw(picture), place
    left, top = column * scale - 2, row * scale - 2
    box = (left, top, left + reach * scale + 3, top + reach * scale + 3)
    draw.rectangle(box, outline=(20, 20, 20), width=5)
    draw.rectangle([edge + (1 if place < 2 else -1) for place, edge in enumerate(box)], outline=(255, 255, 255), width=2)
    return picture
