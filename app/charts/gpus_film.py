"""conv1 of the two towers through a training: every moment in one sprite, how strong each kernel is, and the split as lines."""

from html import escape
from typing import TypeVar

import numpy as np
from PIL import Image

from app.charts.pictures import kernel
from app.charts.style import GPU, GRID, Number

WIDTH, HEIGHT = 360, 290  # of the chart, in its own units
LEFT, RIGHT, TOP, BOTTOM = 44, 52, 36, 26  # what the labels around it need
Height = TypeVar("Height", float, np.ndarray)
NOISE = 2 / 3  # of three colour axes two are off the grey one, and random kernels have no favourite


def sprite(moments: np.ndarray) -> Image.Image:
    """(M, K, 3, h, w) kernels at M moments as one picture: a row for each moment, a kernel each `w` pixels."""
    height, width = moments.shape[-2:]
    canvas = Image.new("RGB", (moments.shape[1] * width, len(moments) * height))
    for row, kernels in enumerate(moments):
        for column, one in enumerate(kernels):
            canvas.paste(kernel(one), (column * width, row * height))
    return canvas


def contrast(kernels: np.ndarray) -> np.ndarray:
    """How strongly to draw each of (..., K, 3, h, w) kernels, (..., K) in [0, 1].

    1 for a kernel at least as strong as the middle one of the K; a weaker one in proportion to its norm, so that
    what is left of the first noise is not blown up to look like a filter.
    """
    norms = np.sqrt(np.square(kernels.astype(np.float32)).sum((-3, -2, -1)))
    middle = np.median(norms, axis=-1, keepdims=True)
    return np.minimum(1, norms / np.maximum(middle, 1e-12))


def places(steps: np.ndarray, split: np.ndarray) -> list[list[float]]:
    """Where the chart draws each moment: [x, y of GPU 1, y of GPU 2] in its units, for the marker."""
    across = LEFT + (WIDTH - LEFT - RIGHT) * steps / max(steps.max(), 1)
    return np.column_stack([across, _height(split)]).round(1).tolist()


def split_lines(steps: np.ndarray, split: np.ndarray, words: dict[str, str], number: Number) -> str:
    """The (M, 2) split indices over the (M,) steps as an SVG with a marker (class "marker") that a component moves.

    Args:
        words: "title" for those who listen, "axis" and "steps" on the axes, "noise" at the dashed line,
            "gpu1" and "gpu2" at the ends of the lines.
        number: writes the numbers on both axes.
    """
    drawn = places(steps, split)
    word = {key: escape(value) for key, value in words.items()}
    grid = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_height(y):.1f}" y2="{_height(y):.1f}" stroke="{GRID}"/>'
        f'<text x="{LEFT - 6}" y="{_height(y) + 4:.1f}" text-anchor="end">{number(y, ".0%")}</text>'
        for y in (0, 0.5, 1)
    )
    noise = (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_height(NOISE):.1f}" y2="{_height(NOISE):.1f}" stroke="currentColor" '
        f'stroke-opacity="0.55" stroke-dasharray="2 4"/>'
        f'<text x="{WIDTH - RIGHT + 5}" y="{_height(NOISE) + 4:.1f}" fill-opacity="0.85">{word["noise"]}</text>'
    )
    lines, dots = "", ""
    for gpu, colour in enumerate(GPU, 1):
        points = " ".join(f"{place[0]},{place[gpu]}" for place in drawn)
        lines += f'<polyline class="gpu{gpu}" points="{points}" fill="none" stroke="{colour}" stroke-width="3"/>'
        dots += f'<circle class="marker gpu{gpu}" cx="{drawn[-1][0]}" cy="{drawn[-1][gpu]}" r="5" fill="{colour}"/>'
    ends = "".join(
        f'<text x="{WIDTH - RIGHT + 9}" y="{y + 4:.1f}" font-weight="700">{word[f"gpu{gpu}"]}</text>'
        for gpu, y in enumerate(apart(drawn[-1][1], drawn[-1][2], _height(NOISE)), 1)
    )
    x = drawn[-1][0]
    marker = f'<line class="marker" x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="currentColor"/>'
    axes = (
        f'<text x="{LEFT}" y="{HEIGHT - BOTTOM + 18}">0</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - BOTTOM + 18}" text-anchor="end">{number(int(steps.max()), ",")}</text>'
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{word["steps"]}</text>'
        f'<text x="{LEFT}" y="14" font-weight="700">{word["axis"]}</text>'
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{word["title"]}" fill="currentColor" font-size="13">'
        f"{grid}{noise}{marker}{lines}{dots}{ends}{axes}</svg>"
    )


def apart(first: float, second: float, taken: float, gap: float = 16) -> tuple[float, float]:
    """Heights for two labels at `first` and `second` that keep `gap` from each other and, if they can, from `taken`."""
    upper, lower = sorted((first, second))
    if abs(upper - taken) < gap:
        upper = taken - gap
    if abs(lower - taken) < gap:
        lower = taken + gap
    lower = max(lower, upper + gap)
    return (upper, lower) if first <= second else (lower, upper)


def _height(share: Height) -> Height:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
