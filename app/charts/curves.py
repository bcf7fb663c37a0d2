"""Curves as SVG, recorded or growing: a line a kind, the band between its lowest and highest seed, words on both axes."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isfinite, log10

from app.charts.style import INK

Place = Callable[[float], float]  # a number to drawing units
WIDTH, HEIGHT, NARROW = 640, 330, 370  # drawing units; the page scales them
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 12, 46
STYLE = """
<style>
figure.curves { margin: 0; }
figure.curves img.chart { width: 100%; height: auto; display: block; }
figure.curves img.narrow { display: none; }
@media (max-width: 640px) { figure.curves img.wide { display: none; } figure.curves img.narrow { display: block; } }
figure.curves ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0 0 0.3rem; padding: 0; }
figure.curves li { margin: 0; padding: 0; font-size: 1rem; display: flex; align-items: center; gap: 0.45rem; }
figure.curves li img { width: 2rem; height: 0.8rem; flex: none; }
</style>
"""


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
    kinds: Sequence[Curve], title: str, x_label: str, y_label: str, x_max: float, y_max: float, percent: bool = True,
    x_min: float = 0.0, y_min: float = 0.0, level: float | None = None, low: bool = False,
) -> str:  # fmt: skip
    """An HTML figure: legend and SVG; `title` is what those hear who listen to the page.

    Args:
        percent: the numbers beside the y axis are shares, shown as percentages.
        level: where to draw a dashed line across.
        low: half as high as usual.
    """
    frame = _Frame(kinds, x_label, (x_min, x_max), (y_min, y_max), percent, level)
    wide = _uri(frame.drawn(WIDTH, HEIGHT * 0.58 if low else HEIGHT), WIDTH, HEIGHT * 0.58 if low else HEIGHT)
    narrow = _uri(frame.drawn(NARROW, HEIGHT * 0.8), NARROW, HEIGHT * 0.8)
    legend = "".join(
        f'<li><img alt="" src="{_uri(_swatch(kind), 32, 12)}">{escape(kind.name)}</li>' for kind in kinds if len(kinds) > 1
    )
    pictures = "".join(
        f'<img class="chart {kind}" alt="{escape(title, quote=True)}" src="{uri}">'
        for kind, uri in (("wide", wide), ("narrow", narrow))
    )
    return f'<figure class="curves"><ul>{legend}</ul><div>{escape(y_label)}</div>{pictures}</figure>'


@dataclass(frozen=True)
class _Frame:
    """What is drawn, in whatever size: words keep theirs, so a phone gets a narrower drawing and not a smaller one."""

    kinds: Sequence[Curve]
    x_label: str
    x_ends: tuple[float, float]
    y_ends: tuple[float, float]
    percent: bool
    level: float | None

    def drawn(self, width: float, height: float) -> str:
        """The inside of an SVG of this size."""

        def across(x: float) -> float:
            low, high = self.x_ends
            return LEFT + (width - LEFT - RIGHT) * min(max((x - low) / (high - low), 0), 1)

        def down(y: float) -> float:
            low, high = self.y_ends
            return TOP + (height - TOP - BOTTOM) * (1 - min(max((y - low) / (high - low), 0), 1))

        def line(y: float, style: str) -> str:
            return f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{down(y):.1f}" y2="{down(y):.1f}" stroke="{INK}" {style}/>'

        every = 1 if width == WIDTH else 2
        parts = []
        for x in ticks(*self.x_ends)[::every]:
            at_edge = across(x) > width - 2 * RIGHT  # there the number would leave the drawing
            place, anchor = (width - 1, "end") if at_edge else (across(x), "middle")
            parts.append(_words(place, height - BOTTOM + 20, f"{x:,.10g}", anchor))
        for y in ticks(*self.y_ends):
            parts.append(line(y, 'opacity=".3"'))
            parts.append(_words(LEFT - 8, down(y) + 5, f"{y:.0%}" if self.percent else f"{y:g}", "end"))
        parts.append(_words((LEFT + width - RIGHT) / 2, height - 4, self.x_label, "middle"))
        if self.level is not None:
            parts.append(line(self.level, 'stroke-width="1.5" stroke-dasharray="6 5"'))
        for kind in self.kinds:
            parts += _kind(kind, across, down)
        return "".join(parts)


def _kind(kind: Curve, across: Place, down: Place) -> list[str]:
    """The band and the lines of one kind."""
    runs = [[(x, y) for x, y in run if isfinite(y)] for run in kind.runs]
    edges = kind.band or runs
    parts = [_band(edges, kind.colour, across, down)] if len(edges) > 1 else []
    for run in runs:
        points = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in run)
        dash = f' stroke-dasharray="{kind.dash}"' if kind.dash else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{kind.colour}" stroke-width="2"'
            f' stroke-linejoin="round" opacity="{1 if len(runs) == 1 else 0.75}"{dash}/>'
        )
        if kind.dots:
            parts += [f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3" fill="{kind.colour}"/>' for x, y in run]
    return parts


def thinned(values: Sequence[float], most: int = 240) -> list[tuple[float, float]]:
    """(place, mean) of up to `most` equal stretches of `values`; place counts from 1, as steps do.

    Example:
        >>> thinned([1.0, 3.0, 5.0, 7.0], most=2)
        [(2, 2.0), (4, 6.0)]
    """
    stretch = max(1, -(-len(values) // most))
    parts = (values[start : start + stretch] for start in range(0, len(values), stretch))
    return [(min(number * stretch + stretch, len(values)), sum(part) / len(part)) for number, part in enumerate(parts)]


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


def _band(runs: Sequence[Sequence[tuple[float, float]]], colour: str, across: Place, down: Place) -> str:
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
