"""Curves: a line a kind, the band between its lowest and highest seed, and words on both axes in the page's own font.

The lines are an SVG that is stretched to its place; all words are HTML, so they keep their size on a phone and grow with the
page on a projector.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isfinite, log10
from pathlib import Path

from app.charts.style import INK, Number

Place = Callable[[float], float]  # a number to drawing units
SIDE = 1000  # drawing units, across and down; the page stretches them
FIXED = 'vector-effect="non-scaling-stroke"'  # a line keeps its width when the drawing is stretched
STYLE = f"<style>{(Path(__file__).parent / 'curves.css').read_text('utf-8')}</style>"


@dataclass(frozen=True)
class Curve:
    """One kind: its name, colour, dash pattern ("" for none), its runs, each a row of (x, y), and the two edges of a band.

    Without `band` it lies between the lowest and the highest run. `dots`: each point is marked.
    """

    name: str
    colour: str
    runs: Sequence[Sequence[tuple[float, float]]]
    dash: str = ""
    band: Sequence[Sequence[tuple[float, float]]] = ()
    dots: bool = False


def curves(
    kinds: Sequence[Curve], title: str, x_label: str, y_label: str, x_max: float, y_max: float, number: Number,
    percent: bool = True, x_min: float = 0.0, y_min: float = 0.0, level: float | None = None, low: bool = False,
    run: bool = False,
) -> str:  # fmt: skip
    """An HTML figure: legend, lines and axes; `title` is what those hear who listen to the page.

    Args:
        number: writes the numbers on both axes.
        percent: the numbers beside the y axis are shares, shown as percentages.
        level: where to draw a dashed line across.
        low: half as high as usual.
        run: the lines grow from the left when they are first shown.
    """
    across, down = _scale(x_min, x_max), _scale(y_max, y_min)
    rows, columns = ticks(y_min, y_max), ticks(x_min, x_max)
    lines = "".join(_line(down(y), 'opacity=".3"') for y in rows)
    if level is not None:
        lines += _line(down(level), 'stroke-width="1.5" stroke-dasharray="6 5"')
    lines += "".join(part for kind in kinds for part in _kind(kind, across, down))
    legend = "".join(
        f'<li><img alt="" src="{_uri(_swatch(kind), 32, 12)}">{escape(kind.name)}</li>' for kind in kinds if len(kinds) > 1
    )
    beside = [number(y, ".0%" if percent else "g") for y in rows]
    ys = "".join(f'<span style="top:{down(y) / SIDE:.2%}">{escape(word)}</span>' for y, word in zip(rows, beside, strict=True))
    xs = "".join(f'<span style="left:{across(x) / SIDE:.2%}">{escape(number(x, ",.10g"))}</span>' for x in columns)
    picture = f'<img class="plot" alt="{escape(title, quote=True)}" src="{_uri(lines, SIDE, SIDE, stretched=True)}">'
    look = f"curves{' low' if low else ''}{' run' if run else ''}"
    return (
        f'<figure class="{look}">{f"<ul>{legend}</ul>" if legend else ""}<div class="y">{escape(y_label)}</div><div class="axes">'
        f'<div class="ys" aria-hidden="true" style="min-width:{max(map(len, beside)) + 0.5}ch">{ys}</div>{picture}'
        f'<div class="xs" aria-hidden="true">{xs}</div><div class="x">{escape(x_label)}</div></div></figure>'
    )


def _scale(low: float, high: float) -> Place:
    """A number between `low` and `high` to drawing units; what lies beyond stays at the edge."""
    return lambda value: SIDE * min(max((value - low) / (high - low), 0), 1)


def _line(y: float, style: str) -> str:
    return f'<line x1="0" x2="{SIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="{INK}" {FIXED} {style}/>'


def _kind(kind: Curve, across: Place, down: Place) -> list[str]:
    """The band and the lines of one kind."""
    runs = [[(x, y) for x, y in run if isfinite(y)] for run in kind.runs]
    edges = kind.band or runs
    parts = [_band(edges, kind.colour, across, down)] if len(edges) > 1 else []
    for run in runs:
        points = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in run)
        dash = f' stroke-dasharray="{kind.dash}"' if kind.dash else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{kind.colour}" stroke-width="2.5" {FIXED}'
            f' stroke-linejoin="round" opacity="{1 if len(runs) == 1 else 0.75}"{dash}/>'
        )
        if kind.dots:
            dot = f'stroke="{kind.colour}" stroke-width="7" stroke-linecap="round" {FIXED}'
            parts += [f'<path d="M{across(x):.1f} {down(y):.1f}h0" {dot}/>' for x, y in run]
    return parts


def thinned(values: Sequence[float], most: int = 240) -> list[tuple[float, float]]:
    """(place, mean) of up to `most` equal stretches of `values`; place counts from 1, as steps do.

    Example:
        >>> thinned([1.0, 3.0, 5.0, 7.0], most=2)
        [(2, 2.0), (4, 6.0)]
    """
    stretch = max(1, -(-len(values) // most))
    parts = (values[start : start + stretch] for start in range(0, len(values), stretch))
    return [(min(place * stretch + stretch, len(values)), sum(part) / len(part)) for place, part in enumerate(parts)]


def ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers between `low` and `high`."""
    rough = (high - low) / 6
    size = 10 ** floor(log10(rough))
    step = next(times * size for times in (1, 2, 2.5, 5, 10) if times * size >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return [round(times * step, 10) for times in range(first, floor(high / step + 1e-9) + 1)]


def _swatch(kind: Curve) -> str:
    return f'<line x1="0" x2="32" y1="6" y2="6" stroke="{kind.colour}" stroke-width="4" stroke-dasharray="{kind.dash}"/>'


def _uri(drawing: str, width: float, height: float, stretched: bool = False) -> str:
    """SVG inside an address: Streamlit takes bare SVG out of a page's HTML."""
    size = 'preserveAspectRatio="none"' if stretched else f'width="{width}" height="{height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {size}>{drawing}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _band(runs: Sequence[Sequence[tuple[float, float]]], colour: str, across: Place, down: Place) -> str:
    """Between the lowest and the highest run, as far as all of them go."""
    shared = [column for column in zip(*runs, strict=False) if len({x for x, _ in column}) == 1]
    top = [f"{across(column[0][0]):.1f},{down(max(y for _, y in column)):.1f}" for column in shared]
    low = [f"{across(column[0][0]):.1f},{down(min(y for _, y in column)):.1f}" for column in reversed(shared)]
    return f'<polygon points="{" ".join(top + low)}" fill="{colour}" opacity=".18"/>'
