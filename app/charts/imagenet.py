"""The tree of ImageNet's classes to click into, and error against the number of photos, both in Plotly."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, log10

import plotly.graph_objects as go

from app.charts.style import ACCENT, GRID, QUIET, TEMPLATE, Number

WRONG, MIDDLE, RIGHT = (160, 74, 4), (243, 236, 224), (26, 85, 150)  # orange to blue, which colour-blind eyes tell apart, too
UNKNOWN, ROOT = "#a8a29e", "#ddd8cf"
HIGH = 470  # pixels
INK, PAPER = "#000000", "#ffffff"  # of words on pale and on dark tiles
SIZES = """
<style>
.datasets ol.bars li { grid-template-columns: minmax(0, 11.5rem) minmax(0, 1fr) 8.3rem; }
@container (max-width: 25rem) { .datasets ol.bars li { grid-template-columns: minmax(0, 1fr) 8.3rem; } }
</style>
"""


@dataclass(frozen=True)
class Tile:
    """A node of the tree.

    Attributes:
        parent: id of the node above; "" for the root.
        words: on the tile.
        classes: how many are below; 1 for a class.
        right: share of photos named right, in [0, 1]; nan where the network was never asked.
        hover: what it says where the pointer rests; HTML as Plotly knows it.
    """

    id: str
    parent: str
    words: str
    classes: int
    right: float
    hover: str


def _mixed(right: float) -> tuple[int, ...]:
    end, far = RIGHT if right > 0.5 else WRONG, abs(right * 2 - 1) ** 0.8
    return tuple(round(low + (high - low) * far) for low, high in zip(MIDDLE, end, strict=True))


def shade(right: float) -> str:
    """The colour of a share named right: orange for 0, pale for one half, blue for 1; grey for nan."""
    return UNKNOWN if isnan(right) else "#{:02x}{:02x}{:02x}".format(*_mixed(right))


def ink(right: float) -> str:
    """Black or white: what can be read better on a tile of this share named right, by WCAG's relative luminance."""
    if isnan(right):
        return INK
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _mixed(right)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return PAPER if light < 0.179 else INK  # there both have a contrast of 4.58


def treemap(tiles: Sequence[Tile], level: str, deep: int) -> go.Figure:
    """Nested tiles, as large as the number of classes below.

    Args:
        level: id of the node that fills the picture at first; a click goes further in, a click on its own bar back.
        deep: levels shown at once, the one that fills the picture included.
    """
    figure = go.Figure(
        go.Treemap(
            ids=[tile.id for tile in tiles],
            parents=[tile.parent for tile in tiles],
            labels=[tile.words for tile in tiles],
            values=[tile.classes for tile in tiles],
            customdata=[tile.hover for tile in tiles],
            marker={
                "colors": [shade(tile.right) if tile.parent else ROOT for tile in tiles],
                "pad": {"t": 26, "l": 3, "r": 3, "b": 3},
                "line": {"width": 1.5, "color": "rgba(255, 255, 255, 0.75)"},
            },
            branchvalues="total",
            level=level,
            maxdepth=deep,
            tiling={"packing": "squarify", "pad": 2},
            pathbar={"side": "bottom", "thickness": 30, "textfont": {"size": 16, "color": INK}},
            textfont={"size": 16, "color": [ink(tile.right) if tile.parent else INK for tile in tiles]},
            textposition="middle center",
            texttemplate="%{label}",
            hovertemplate="%{customdata}<extra></extra>",
            root={"color": ROOT},
        )
    )
    figure.update_layout(template=TEMPLATE, height=HIGH, margin={"l": 0, "r": 0, "t": 4, "b": 34})
    figure.update_layout(uniformtext={"minsize": 13, "mode": "hide"})
    return figure


def scale(low: str, high: str, unknown: str | None) -> str:
    """HTML: the tiles' colours, and what they mean."""
    steps = ", ".join(shade(number / 8) for number in range(9))
    swatch = 'style="display:inline-block;height:0.9rem;border-radius:3px;vertical-align:-0.1rem;margin:0 0.5rem;width:{}"'
    bar = f"<span {swatch.format(f'7rem;background:linear-gradient(90deg, {steps})')}></span>"
    grey = f"&emsp;<span {swatch.format(f'1.4rem;background:{UNKNOWN}')}></span>{unknown}" if unknown else ""
    return f"<div>{low}{bar}{high}{grey}</div>"


def sizes(list_of_bars: str) -> str:
    """HTML bars with room for numbers of seven digits at their ends."""
    return f'{SIZES}<div class="datasets">{list_of_bars}</div>'


def growth(runs: Sequence[tuple[int, float]], x_label: str, y_label: str, number: Number) -> go.Figure:
    """Error against photos a class on a logarithmic axis: a dot a training, a line through their means, a band around them.

    Args:
        runs: (photos a class, share named wrong in [0, 1]) of each training.
        number: writes the shares.
    """
    sizes = sorted({size for size, _ in runs})
    errors = [[error for one, error in runs if one == size] for size in sizes]
    means = [sum(part) / len(part) for part in errors]
    figure = go.Figure()
    figure.add_scatter(x=sizes, y=list(map(max, errors)), mode="lines", line={"width": 0}, hoverinfo="skip")
    figure.add_scatter(
        x=sizes, y=list(map(min, errors)), mode="lines", line={"width": 0}, fill="tonexty",
        fillcolor="rgba(217, 86, 15, 0.2)", hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(x=sizes, y=means, mode="lines", line={"width": 3, "color": ACCENT}, hoverinfo="skip")
    figure.add_scatter(
        x=sizes, y=[max(part) + 0.02 for part in errors], mode="text", text=[f"<b>{number(mean, '.0%')}</b>" for mean in means],
        textposition="top center", textfont={"size": 20}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=[size for size, _ in runs], y=[error for _, error in runs], mode="markers",
        marker={"size": 9, "color": ACCENT, "line": {"width": 1.5, "color": QUIET}},
        customdata=[f"{size}: {number(error, '.1%')}" for size, error in runs], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    ends = [log10(sizes[0]) - 0.15, log10(sizes[-1]) + 0.15]
    small = {"size": 16}
    top = max(map(max, errors)) + 0.12
    tenths = [place / 10 for place in range(int(10 * top) + 1)]
    figure.update_xaxes(type="log", title={"text": x_label, "font": small}, tickvals=sizes, range=ends, gridcolor=GRID)
    figure.update_yaxes(
        title={"text": y_label, "font": small}, tickvals=tenths, ticktext=[number(tenth, ".0%") for tenth in tenths],
        range=[0, top], gridcolor=GRID,
    )  # fmt: skip
    figure.update_layout(template=TEMPLATE, height=380)
    return figure
