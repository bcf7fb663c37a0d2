"""Who is taken for whom, as a table of numbers: a row for what the photo shows, a column for what the network says."""

from collections.abc import Sequence
from html import escape

import numpy as np

FEW = 6  # columns whose heads have room to lie
STYLE = """
<style>
.mixups { overflow-x: auto; }
.mixups table { border-collapse: separate; border-spacing: 2px; width: 100%; font-size: 0.95rem; border: 0; }
.mixups th, .mixups td { border: 0; padding: 0.28rem 0.1rem; text-align: center; font-weight: 400; border-radius: 3px;
  font-variant-numeric: tabular-nums; min-width: 1.8rem; }
.mixups tbody th { text-align: left; width: 32%; padding-right: 0.5rem; line-height: 1.2; }
.mixups small { opacity: 0.8; font-size: 0.85rem; }
.mixups thead th { vertical-align: bottom; line-height: 1.15; }
.mixups thead span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 8.5rem; overflow-wrap: anywhere; }
.mixups thead span:lang(zh) { transform: none; text-orientation: upright; }
.mixups thead .words { font-weight: 400; text-align: left; }
.mixups .right { box-shadow: inset 0 0 0 2px light-dark(#1c1917, #f5f1ea); font-weight: 700; }
.mixups .none { opacity: 0.75; }
@media (min-width: 641px) { .mixups .few thead span { writing-mode: horizontal-tb; transform: none; } }
@media (max-width: 640px) {
  .mixups table { font-size: 0.82rem; }
  .mixups th, .mixups td { min-width: 1.3rem; padding: 0.25rem 0; }
}
</style>
"""


def grid(names: Sequence[tuple[str, str]], counts: np.ndarray, corner: str, outside: str | None, title: str) -> str:
    """HTML of one table; percent of each row's photos. What is right is framed, and the darker the more.

    Args:
        names: of the k groups, rows and columns alike, and a word beside the rows'; over columns they stand upright.
        counts: (k, k + 1), the last column for guesses outside all groups.
        corner: what rows and columns are.
        outside: over the last column; None leaves it out.
        title: for those who listen to the page.
    """
    shares = counts / np.maximum(1, counts.sum(1, keepdims=True))
    shares = shares if outside else shares[:, :-1]
    columns = [
        f'<th scope="col"><span>{escape(name)}</span></th>'
        for name in [*(name for name, _ in names), *([outside] if outside else [])]
    ]
    rows = []
    for row, (name, beside) in enumerate(names):
        cells = "".join(_cell(share, row == column) for column, share in enumerate(shares[row]))
        rows.append(f'<tr><th scope="row">{escape(name)} <small>{escape(beside)}</small></th>{cells}</tr>')
    head = f'<tr><th class="words" scope="col">{escape(corner)}</th>{"".join(columns)}</tr>'
    few = ' class="few"' if len(columns) <= FEW else ""
    table = f"<table{few}><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
    label = escape(title, quote=True)
    return f'{STYLE}<div class="mixups" tabindex="0" role="region" aria-label="{label}">{table}</div>'


def _cell(share: float, right: bool) -> str:
    """One share in percent, on blue where it is right and on orange where it is not; strong ones on a darker ground."""
    colour = "26, 85, 150" if right else "190, 82, 10"
    strong = min(1.0, 0.08 + share * (1.0 if right else 1.6))
    words = f"{100 * share:.0f}" if share >= 0.005 else "·"
    ink = "; color: #fff" if strong > 0.55 else ""
    kind = "right" if right else "" if share else "none"
    ground = f"background: rgba({colour}, {max(strong, 0.8) if ink else strong * 0.8:.2f}){ink}" if share else ""
    return f'<td class="{kind}" style="{ground}">{words}</td>'
