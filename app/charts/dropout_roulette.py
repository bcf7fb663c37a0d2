"""Many networks' answers to one photo as a table of cells: a row a class, a column a network."""

from html import escape

import numpy as np

from app.charts.style import ACCENT, Number

STYLE = (
    """
<style>
.roulette { display: grid; gap: 0.35rem; margin: 0; }
.roulette .row { display: grid; grid-template-columns: minmax(0, 9rem) minmax(0, 1fr) 13.5rem; gap: 0.7rem; align-items: center; }
.roulette.plain .row { grid-template-columns: minmax(0, 9rem) minmax(0, 1fr); }
.roulette .cells { display: flex; gap: 2px; height: 2.3rem; }
.roulette .cells span { flex: 1; border-radius: 3px; background: rgba(128, 120, 110, 0.16); overflow: hidden; display: flex;
  align-items: flex-end; }
.roulette .cells i { display: block; width: 100%; background: """
    + ACCENT
    + """; }
.roulette .means { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.4rem; font-variant-numeric: tabular-nums;
  text-align: right; }
.roulette .head { font-size: 0.88rem; line-height: 1.15; }
.roulette .head .means { align-items: end; }
.roulette .full { font-weight: 700; }
@media (max-width: 760px) { .roulette .row { grid-template-columns: minmax(0, 1fr); gap: 0.15rem; margin-bottom: 0.5rem; }
  .roulette .head > :first-child { display: none; } }
</style>
"""
)


def columns(table: np.ndarray, names: list[str], heads: list[str], title: str, number: Number, means: bool = True) -> str:
    """HTML of the table.

    Args:
        table: (networks + 3, classes) probabilities; the last three rows are the two means and the full network.
        names: of the classes.
        heads: above the cells, and above the last three columns.
        title: for those who listen to the page.
        number: writes the last three columns.
        means: show these three.
    """

    def last(place: int) -> str:
        shares = "".join(
            f"<span{' class=full' if n == 2 else ''}>{number(share, '.1%')}</span>" for n, share in enumerate(table[-3:, place])
        )
        return f'<div class="means">{shares}</div>' if means else ""

    rows = "".join(
        f'<div class="row"><div>{escape(name)}</div><div class="cells" aria-hidden="true">'
        + "".join(f'<span><i style="height:{share:.1%}"></i></span>' for share in table[:-3, place])
        + f"</div>{last(place)}</div>"
        for place, name in enumerate(names)
    )
    words = "".join(f"<span>{escape(head)}</span>" for head in heads[1:])
    head = f'<div class="row head"><div></div><div>{escape(heads[0])}</div>'
    head += f'<div class="means">{words}</div></div>' if means else "</div>"
    look = "roulette" if means else "roulette plain"
    return f'{STYLE}<div class="{look}" role="group" aria-label="{escape(title, quote=True)}">{head}{rows}</div>'
