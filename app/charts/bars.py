"""Horizontal bars as plain HTML: nothing to download, readable by everyone, as wide as the screen."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, its length as a share of the full width in [0, 1], what is written at its end."""

    name: str
    share: float
    value: str
    accent: bool = False


def bars(rows: list[Bar], title: str) -> str:
    """The bars as an HTML list; `title` is for those who listen to the page."""
    items = "".join(
        f'<li class="{"accent" if row.accent else ""}"><span class="name">{escape(row.name)}</span>'
        f'<span class="track"><span class="fill" style="width:{max(row.share, 0.003):.2%}"></span></span>'
        f'<span class="value">{escape(row.value)}</span></li>'
        for row in rows
    )
    return f'<ol class="bars" aria-label="{escape(title)}">{items}</ol>'
