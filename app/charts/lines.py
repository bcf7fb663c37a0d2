"""Curves as SVG: light enough to be drawn anew every second."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

WIDTH, HEIGHT = 340, 170  # drawing units; the page scales them
INK = "#7d7a75"  # readable on white and on black
TEXT = f'text-anchor="end" font-size="13" fill="{INK}" font-family="sans-serif"'
LEFT, BOTTOM, TOP = 46, 12, 10  # room for the numbers beside the axes


@dataclass(frozen=True)
class Line:
    """One curve: its points (x, y), not finite ones left out, its colour, and whether each point is marked."""

    points: Sequence[tuple[float, float]]
    colour: str
    dots: bool = False


def chart(lines: Sequence[Line], x_max: float, y_max: float, y_label: Sequence[str]) -> str:
    """SVG of the curves between 0 and `x_max`, 0 and `y_max`; `y_label`: words for 0, the middle and `y_max`."""
    x_max, y_max = max(x_max, 1e-9), max(y_max, 1e-9)

    def place(x: float, y: float) -> str:
        across = LEFT + (WIDTH - LEFT - 8) * min(x / x_max, 1)
        down = TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(y / y_max, 1))
        return f"{across:.1f},{down:.1f}"

    grid = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}" stroke="{INK}" opacity=".35"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" {TEXT}>{escape(label)}</text>'
        for label, y in zip(y_label, _heights(len(y_label)), strict=True)
    )
    curves = ""
    for line in lines:
        points = [place(x, y) for x, y in line.points if isfinite(y)]
        curves += f'<polyline points="{" ".join(points)}" fill="none" stroke="{line.colour}" stroke-width="2"/>'
        if line.dots:
            curves += "".join(
                f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{line.colour}"/>' for p in points
            )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{grid}{curves}</svg>'


def _heights(count: int) -> list[float]:
    """Where `count` grid lines stand, from the bottom to the top."""
    return [TOP + (HEIGHT - TOP - BOTTOM) * (1 - number / (count - 1)) for number in range(count)]


def thinned(values: Sequence[float], most: int = 240) -> list[tuple[float, float]]:
    """(place, mean) of up to `most` equal stretches of `values`; place counts from 1, as steps do."""
    stretch = max(1, -(-len(values) // most))
    parts = (values[start : start + stretch] for start in range(0, len(values), stretch))
    return [(min(number * stretch + stretch, len(values)), sum(part) / len(part)) for number, part in enumerate(parts)]
