"""Two shares a row, one for each GPU, as dots on a line: the wider apart, the more they differ."""

from dataclasses import dataclass
from html import escape

from app.charts.style import GPU

STYLE = """
<style>
ol.pairs { list-style: none; margin: 0.2rem 0 0.4rem; padding: 0; }
ol.pairs li { display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr) 8rem; column-gap: 1rem; align-items: center;
  margin: 0 0 0.3rem; padding: 0; font-size: 1rem; line-height: 1.3; }
ol.pairs .track { position: relative; height: 1.1rem; }
ol.pairs .track::before { content: ""; position: absolute; inset: 50% 0 auto 0; border-top: 1px solid rgba(128, 120, 110, 0.5); }
ol.pairs .between { position: absolute; top: calc(50% - 2px); height: 5px; background: rgba(128, 120, 110, 0.6); }
ol.pairs .dot { position: absolute; top: calc(50% - 0.5rem); width: 1.05rem; height: 1.05rem; margin-left: -0.5rem;
  border-radius: 50%; }
ol.pairs .value { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media (max-width: 640px) { ol.pairs li { grid-template-columns: minmax(0, 1fr) 8.5rem; }
  ol.pairs .track { grid-area: 2 / 1 / 3 / 3; margin: 0 0.5rem; } }
</style>
"""


@dataclass(frozen=True)
class Pair:
    """One row: what it is, the share of GPU 1 and of GPU 2 in [0, 1], what is written at its end."""

    name: str
    shares: tuple[float, float]
    value: str


def pairs(rows: list[Pair], title: str) -> str:
    """The rows as an HTML list; `title` is for those who listen to the page."""
    return f'{STYLE}<ol class="pairs" aria-label="{escape(title)}">{"".join(map(_row, rows))}</ol>'


def _row(row: Pair) -> str:
    low, high = sorted(row.shares)
    dots = "".join(
        f'<span class="dot" style="left:{share:.2%};background:{colour}"></span>'
        for share, colour in zip(row.shares, GPU, strict=True)
    )
    return (
        f'<li><span class="name">{escape(row.name)}</span>'
        f'<span class="track"><span class="between" style="left:{low:.2%};width:{high - low:.2%}"></span>{dots}</span>'
        f'<span class="value">{escape(row.value)}</span></li>'
    )
