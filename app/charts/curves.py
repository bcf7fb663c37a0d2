"""Recorded curves as SVG: a line a kind, the band between its lowest and highest seed, words on both axes."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isfinite, log10

from app.charts.lines import INK

WIDTH, HEIGHT = 640, 330  # drawing units; the page scales them
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 12, 46
STYLE = """
<style>
figure.curves { margin: 0; }
figure.curves img.chart { width: 100%; height: auto; display: block; }
figure.curves ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0 0 0.3rem; padding: 0; }
figure.curves li { margin: 0; padding: 0; font-size: 1rem; display: flex; align-items: center; gap: 0.45rem; }
figure.curves li img { width: 2rem; height: 0.8rem; flex: none; }
</style>
"""


@dataclass(frozen=True)
class Curve:
    """One kind: its name, colour, dash pattern ("" for none), its runs, each a row of (x, y), and the two edges of a band.

    Without `band` it lies between the lowest and the highest run.
    """

    name: str
    colour: str
    runs: Sequence[Sequence[tuple[float, float]]]
    dash: str = ""
    band: Sequence[Sequence[tuple[float, float]]] = ()


def curves(
    kinds: Sequence[Curve], title: str, x_label: str, y_label: str, x_max: float, y_max: float, percent: bool = True,
    x_min: float = 0.0, y_min: float = 0.0, level: float | None = None, low: bool = False,
) -> str:  # fmt: skip
    """An HTML figure: legend and SVG; `title` is what those hear who listen to the page.

    Args:
        percent: the numbers beside the y axis are shares, shown as percentages.
        level: where to draw a dashed line across.
        low: half as high as usual.
    """

    height = HEIGHT * 0.58 if low else HEIGHT

    def across(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max((x - x_min) / (x_max - x_min), 0), 1)

    def down(y: float) -> float:
        return TOP + (height - TOP - BOTTOM) * (1 - min(max((y - y_min) / (y_max - y_min), 0), 1))

    parts = []
    parts += [_words(across(x), height - BOTTOM + 20, f"{x:,.10g}", "middle") for x in ticks(x_min, x_max)]
    for y in ticks(y_min, y_max):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(y):.1f}" y2="{down(y):.1f}" stroke="{INK}" opacity=".3"/>'
        )
        parts.append(_words(LEFT - 8, down(y) + 5, f"{y:.0%}" if percent else f"{y:g}", "end"))
    parts.append(_words((LEFT + WIDTH - RIGHT) / 2, height - 4, x_label, "middle"))
    if level is not None:
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(level):.1f}" y2="{down(level):.1f}" stroke="{INK}"'
            ' stroke-width="1.5" stroke-dasharray="6 5"/>'
        )
    for kind in kinds:
        runs = [[(x, y) for x, y in run if isfinite(y)] for run in kind.runs]
        edges = kind.band or runs
        parts += [_band(edges, kind.colour, across, down)] if len(edges) > 1 else []
        opacity = 1 if len(runs) == 1 else 0.75
        for run in runs:
            points = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in run)
            dash = f' stroke-dasharray="{kind.dash}"' if kind.dash else ""
            parts.append(
                f'<polyline points="{points}" fill="none" stroke="{kind.colour}" stroke-width="2"'
                f' stroke-linejoin="round" opacity="{opacity}"{dash}/>'
            )
    legend = "".join(
        f'<li><img alt="" src="{_uri(_swatch(kind), 32, 12)}">{escape(kind.name)}</li>' for kind in kinds if len(kinds) > 1
    )
    return (
        f'<figure class="curves"><ul>{legend}</ul><div>{escape(y_label)}</div>'
        f'<img class="chart" alt="{escape(title, quote=True)}" src="{_uri("".join(parts), WIDTH, height)}"></figure>'
    )


def ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers between `low` and `high`."""
    rough = (high - low) / 6
    size = 10 ** floor(log10(rough))
    step = next(times * size for times in (1, 2, 2.5, 5, 10) if times * size >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return [round(number * step, 10) for number in range(first, floor(high / step + 1e-9) + 1)]


def _swatch(kind: Curve) -> str:
    return f'<line x1="0" x2="32" y1="6" y2="6" stroke="{kind.colour}" stroke-width="4" stroke-dasharray="{kind.dash}"/>'


def _uri(drawing: str, width: float, height: float) -> str:
    """SVG inside an address: Streamlit takes bare SVG out of a page's HTML."""
    size = f'viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawing}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _band(runs: Sequence[Sequence[tuple[float, float]]], colour: str, across, down) -> str:
    """Between the lowest and the highest run, as far as all of them go."""
    shared = [column for column in zip(*runs, strict=False) if len({x for x, _ in column}) == 1]
    top = [f"{across(column[0][0]):.1f},{down(max(y for _, y in column)):.1f}" for column in shared]
    low = [f"{across(column[0][0]):.1f},{down(min(y for _, y in column)):.1f}" for column in reversed(shared)]
    return f'<polygon points="{" ".join(top + low)}" fill="{colour}" opacity=".18"/>'


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="15" fill="{INK}" font-family="sans-serif">'
        f"{escape(words)}</text>"
    )
