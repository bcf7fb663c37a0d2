"""Claims as a table of cards: what the paper says, what its authors noted, what we find, each with its badge."""

from dataclasses import dataclass
from html import escape

STYLE = """
<style>
.claims { display: grid; gap: 0.5rem; margin: 0.3rem 0 0.6rem; }
.claims article { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 9fr); gap: 0.3rem 1.5rem;
  padding: 0.55rem 0.2rem; border-bottom: 1px solid rgba(128, 120, 110, 0.3); align-items: start; }
.claims .cells { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; }
.claims .cells > div { flex: 1 1 9rem; min-width: 0; }
.claims .value { font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; line-height: 1.35; }
.claims .badge { display: inline-block; font-size: 0.85rem; font-weight: 600; border-radius: 4px; padding: 0.05rem 0.45rem;
  margin-bottom: 0.15rem; border: 1.5px solid currentColor; line-height: 1.3; }
.claims .badge.notes { border-style: dashed; }
.claims .badge.computed, .claims .badge.measured { background: #b33a0a; border-color: #b33a0a; color: #fff; }
.claims .badge.measured { background: #2166ac; border-color: #2166ac; }
.claims p { margin: 0.15rem 0 0; font-size: 0.92rem; line-height: 1.4; }
@media (max-width: 760px) { .claims article { grid-template-columns: minmax(0, 1fr); } }
</style>
"""


@dataclass(frozen=True)
class Cell:
    """One number: where it comes from (a CSS class), the badge's word, the number itself and a word on it ("" for none)."""

    kind: str
    badge: str
    value: str
    note: str = ""


def claim_table(rows: list[tuple[str, list[Cell]]]) -> str:
    """HTML of the claims: what each is about, and its cells, which share the width."""
    return STYLE + '<div class="claims">' + "".join(_row(*row) for row in rows) + "</div>"


def _row(about: str, cells: list[Cell]) -> str:
    return f'<article><div>{escape(about)}</div><div class="cells">{"".join(map(_cell, cells))}</div></article>'


def _cell(cell: Cell) -> str:
    note = f"<p>{escape(cell.note)}</p>" if cell.note else ""
    badge = f'<span class="badge {cell.kind}">{escape(cell.badge)}</span>'
    return f'<div>{badge}<div class="value">{escape(cell.value)}</div>{note}</div>'
