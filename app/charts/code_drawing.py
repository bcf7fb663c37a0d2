"""A listing as HTML: its lines as what can be picked, or beside another with what differs marked."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import zip_longest

from alexnet.lessons.code import Line
from alexnet.network.two_towers import LINKS
from app.charts.code_highlight import Piece, markup, pieces

OWN, BOTH = "own", "both"  # each GPU keeps its half of the layer to itself; each sees the other's, too


def source(lines: Sequence[Line]) -> str:
    """The file."""
    return "\n".join(line.text for line in lines) + "\n"


def towers(line: Line, two: bool) -> str:
    """How the GPUs share the layer of a line; "" where there is no layer, or one tower."""
    return "" if not line.layer or not two else BOTH if line.layer in LINKS else OWN


def program(lines: Sequence[Line], names: Sequence[str], two: bool) -> str:
    """Every line with its number and its layer; one that does something is a button.

    Args:
        names: what those who listen are told of each line.
        two: the lines are those of a network on two GPUs.
    """
    rows = []
    for line, coloured, name in zip(lines, pieces(source(lines)), names, strict=True):
        place = f'<span class="place" aria-hidden="true">{line.number}</span>'
        inner = f'{place}<span class="layer {towers(line, two)}">{line.layer}</span><code>{markup(coloured)}</code>'
        if line.slug:
            rows.append(
                f'<button type="button" class="line" data-line="{escape(line.slug)}" aria-label="{escape(name)}">{inner}</button>'
            )
        else:
            rows.append(f'<div class="line">{inner}</div>')
    return "".join(rows)


def aligned(left: Sequence[Line], right: Sequence[Line]) -> list[tuple[Line | None, Line | None]]:
    """Lines of two listings side by side: those that do the same thing, wherever they stand; None where one has no such line.

    Empty lines are left out.
    """
    left, right = ([line for line in lines if line.text] for lines in (left, right))
    ours, theirs = ([line.slug or line.text for line in lines] for lines in (left, right))
    rows: list[tuple[Line | None, Line | None]] = []
    for _, begin, end, start, stop in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        rows += zip_longest(left[begin:end], right[start:stop])
    return rows


def differing(rows: Sequence[tuple[Line | None, Line | None]]) -> int:
    """In how many rows something differs."""
    return sum(_text(first) != _text(second) for first, second in rows)


def pair(left: Sequence[Line], right: Sequence[Line], heads: tuple[str, str]) -> str:
    """Two listings side by side, a row for what does the same thing; what differs is marked."""
    colours = {id(line): told for lines in (left, right) for line, told in zip(lines, pieces(source(lines)), strict=True)}
    rows = [f'<div class="row head"><span></span><span>{escape(heads[0])}</span><span>{escape(heads[1])}</span></div>']
    for first, second in aligned(left, right):
        layer = next(line.layer for line in (first, second) if line)
        told = [colours[id(line)] if line else [] for line in (first, second)]
        marked = _marked(*told) if first and second else ((), ())
        cells = "".join(f"<code>{markup(line, marks)}</code>" for line, marks in zip(told, marked, strict=True))
        kind = "same" if _text(first) == _text(second) else "other"
        rows.append(f'<div class="row {kind}"><span class="layer">{layer}</span>{cells}</div>')
    return "".join(rows)


def _text(line: Line | None) -> str | None:
    return line.text if line else None


def _marked(left: Sequence[Piece], right: Sequence[Piece]) -> tuple[set[int], set[int]]:
    """Indices of the pieces that the other line has not."""
    marks: tuple[set[int], set[int]] = set(), set()
    matcher = SequenceMatcher(None, [text for _, text in left], [text for _, text in right], autojunk=False)
    for kind, begin, end, start, stop in matcher.get_opcodes():
        if kind != "equal":
            marks[0].update(range(begin, end))
            marks[1].update(range(start, stop))
    return marks
