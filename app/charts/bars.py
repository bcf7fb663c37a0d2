"""Horizontal bars as plain HTML: nothing to download, readable by everyone, as wide as the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
ol.bars.scaled { position: relative; isolation: isolate; padding: 0.2rem 0 1.5rem; }
ol.bars.scaled.lined { padding-top: 1.7rem; }
ol.bars.scaled .track { background: none; }
ol.bars.scaled .fill { border-radius: 0 4px 4px 0; }
ol.bars li.axis { position: absolute; inset: 0; z-index: -1; margin: 0; align-items: stretch; pointer-events: none; }
ol.bars li.axis.over { z-index: 1; }
li.axis .ticks { grid-column: 2; position: relative; }
li.axis i { position: absolute; top: 0; bottom: 1.35rem; border-left: 1px solid rgba(128, 120, 110, 0.45); }
li.axis.over i { border-left: 2px dashed currentColor; }
.lined li.axis i { top: 1.5rem; }
li.axis b { position: absolute; bottom: 0; transform: translateX(-50%); font-weight: 400; font-size: 0.9rem;
  white-space: nowrap; }
li.axis.over b { bottom: auto; top: 0; font-weight: 600; transform: translateX(-0.6rem); }
@container (max-width: 25rem) {
  li.axis .ticks { grid-area: 1 / 1 / 2 / 3; }
  ol.bars li.axis.over { z-index: -1; }
  ol.bars.scaled :is(.name, .value) { background: light-dark(#fffdfa, #161412); width: fit-content; justify-self: start; }
  ol.bars.scaled .value { justify-self: end; }
  li.axis:not(.over) b:first-of-type { transform: none; }
  li.axis:not(.over) b:last-of-type { transform: translateX(-100%); }
}
</style>"""


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, its length as a share of the full width in [0, 1], what is written at its end."""

    name: str
    share: float
    value: str
    accent: bool = False


@dataclass(frozen=True)
class Scale:
    """An axis below the bars: (place as a share of the full width, its label) of each tick, and of a line across all bars."""

    ticks: Sequence[tuple[float, str]]
    line: tuple[float, str] | None = None


def bars(rows: list[Bar], title: str, scale: Scale | None = None) -> str:
    """The bars as an HTML list; `title` is for those who listen to the page. A full bar is 100 %, or else say so by a `scale`."""
    items = "".join(
        f'<li class="{"accent" if row.accent else ""}"><span class="name">{escape(row.name)}</span>'
        f'<span class="track"><span class="fill" style="width:{max(row.share, 0.003):.2%}"></span></span>'
        f'<span class="value">{escape(row.value)}</span></li>'
        for row in rows
    )
    if scale is None:
        return f'<ol class="bars" aria-label="{escape(title)}">{items}</ol>'
    line = _axis([scale.line], "axis over") if scale.line else ""
    kind = f"bars scaled{' lined' if scale.line else ''}"
    return f'{STYLE}<ol class="{kind}" aria-label="{escape(title)}">{_axis(scale.ticks, "axis")}{items}{line}</ol>'


def _axis(ticks: Sequence[tuple[float, str]], kind: str) -> str:
    marks = "".join(f'<i style="left:{at:.2%}"></i><b style="left:{at:.2%}">{escape(label)}</b>' for at, label in ticks)
    return f'<li class="{kind}" aria-hidden="true"><span class="ticks">{marks}</span></li>'
