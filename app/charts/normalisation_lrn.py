"""Neighbouring maps at one place as bars, before and after LRN, with arcs for who inhibits the one in the middle."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from PIL import Image

from app.charts.maps import palette, shades
from app.charts.style import ACCENT, INK, QUIET, Number

WIDTH, HEIGHT, BASE, TOP = 460, 246, 146, 32  # drawing units; the page scales them
GAP = 3  # pixels between two maps of a sheet
PHONE = """<style>
@media (max-width: 640px) { .narrow-out { display: none; } .word { font-size: 17px; } }
</style>"""  # where the drawing is small its words are larger, and the bars' numbers stand in the sentence below it alone
SMALL = 0.0005  # shares below it are drawn as a hair line


@dataclass(frozen=True)
class Neighbour:
    """One map: its number for the reader, its answer before and after, its share of the middle one's denominator or None."""

    number: int
    before: float
    after: float
    share: float | None


def inhibition(maps: Sequence[Neighbour], middle: int, words: dict[str, str], number: Number) -> str:
    """SVG of the maps side by side.

    Args:
        middle: place in `maps` of the one whose denominator is shared out.
        words: "before", "after", "map" (names the axis), "inhibits" (said of the arcs), "title" (for those who listen).
        number: writes answers and shares.
    """
    step = WIDTH / len(maps)
    largest = max([one.before for one in maps] + [one.after for one in maps] + [1e-6])
    centre = [step * (place + 0.5) for place in range(len(maps))]
    inside = [place for place, one in enumerate(maps) if one.share is not None]
    left, right = step * inside[0], step * (inside[-1] + 1)
    parts = [
        f'<rect x="{left + 2:.1f}" y="{TOP - 8}" width="{right - left - 4:.1f}" height="{BASE - TOP + 36}" rx="8" '
        f'fill="{ACCENT}" opacity=".1"/>',
        f'<line x1="0" x2="{WIDTH}" y1="{BASE}" y2="{BASE}" stroke="{INK}"/>',
        _key(QUIET, words["before"], 0),
        _key(ACCENT, words["after"], 130),
    ]
    for place, one in enumerate(maps):
        for value, colour, side in ((one.before, QUIET, -1), (one.after, ACCENT, 0)):
            height, x, width = (BASE - TOP - 18) * value / largest, centre[place] + side * step * 0.4, step * 0.37
            parts.append(f'<rect x="{x:.1f}" y="{BASE - height:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>')
            if value:
                parts.append(_text(x + width / 2, BASE - height - 4, number(value, ".1f"), 12, css="narrow-out"))
        bold = ' font-weight="700"' if place == middle else ""
        parts.append(_text(centre[place], BASE + 19, str(one.number), 13, bold))
        if one.share is not None:
            parts.append(_arc(centre[place], centre[middle], one.share, number))
    parts.append(_text(WIDTH / 2, HEIGHT - 5, words["inhibits"], 13))
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" style="max-width:36rem"'
    told = f'role="img" aria-label="{escape(words["title"])}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {told}>{PHONE}{"".join(parts)}</svg>'


def _arc(x: float, to: float, share: float, number: Number) -> str:
    """From a neighbour to the middle, as thick as its share; a ring for the middle itself."""
    top, width, away = BASE + 30, max(0.8, 20 * share), abs(to - x)
    style = f'fill="none" stroke="{ACCENT}" stroke-width="{width:.1f}" stroke-opacity="{1 if share >= SMALL else 0.5}"'
    written = number(share, ".1%") if share >= SMALL else "0" if share == 0 else "<" + number(0.001, ".1%")
    if x == to:
        return f'<circle cx="{x:.1f}" cy="{top + 8}" r="7" {style}/>' + _text(x, top + 40, written, 12, ' font-weight="700"')
    bend = top + 24 + 0.14 * away
    return f'<path d="M{x:.1f},{top} Q{(x + to) / 2:.1f},{bend:.1f} {to:.1f},{top}" {style}/>' + _text(x, top + 40, written, 12)


def _text(x: float, y: float, words: str, size: int, more: str = "", css: str = "word") -> str:
    look = f'text-anchor="middle" class="{css}" font-size="{size}" fill="currentColor"{more}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'


def _key(colour: str, words: str, x: int) -> str:
    return (
        f'<rect x="{x}" y="2" width="14" height="14" rx="3" fill="{colour}"/>'
        f'<text x="{x + 20}" y="14" class="word" font-size="13" fill="currentColor">{escape(words)}</text>'
    )


def map_tiles(maps: np.ndarray) -> Image.Image:
    """(K, h, w) maps in rows, about as many across as down, in colours of one scale; what lies between them is transparent."""
    count, height, width = maps.shape
    across = math.ceil(count**0.5)
    canvas = np.zeros((math.ceil(count / across) * (height + GAP) - GAP, across * (width + GAP) - GAP, 4), np.uint8)
    for place, tile in enumerate(palette(False)[shades(maps, signed=False)]):
        top, left = place // across * (height + GAP), place % across * (width + GAP)
        canvas[top : top + height, left : left + width, :3] = tile
        canvas[top : top + height, left : left + width, 3] = 255
    return Image.fromarray(canvas)
