"""The end of a round of the quiz, as HTML: what was asked, what was guessed, what is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
.round { list-style: none; padding: 0; margin: 0.2rem 0 0.6rem; display: grid; gap: 0.2rem 2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
.round li { display: grid; grid-template-columns: 2.2rem minmax(0, 1fr); margin: 0; padding: 0.55rem 0; line-height: 1.4;
  border-bottom: 1px solid rgba(128, 120, 110, 0.3); }
.round .mark { font-size: 1.4rem; font-weight: 700; line-height: 1.2; }
.round .right .mark { color: light-dark(#1b7837, #7fd08f); }
.round .wrong .mark { color: light-dark(#a3300b, #ff9d6e); }
.round p { margin: 0; }
</style>"""


@dataclass(frozen=True)
class Asked:
    """One question with the reader's guess: `told` says what was guessed and what is so."""

    right: bool
    words: str
    told: str
    why: str


def round_list(asked: Sequence[Asked], title: str) -> str:
    """The list; `title` is for those who listen to the page."""
    items = "".join(map(_item, asked))
    return f'{STYLE}<ol class="round" aria-label="{escape(title, quote=True)}">{items}</ol>'


def _item(one: Asked) -> str:
    kind, mark = ("right", "✓") if one.right else ("wrong", "✗")
    return (
        f'<li class="{kind}"><span class="mark" aria-hidden="true">{mark}</span>'
        f"<div><p><b>{escape(one.words)}</b></p><p>{escape(one.told)} {escape(one.why)}</p></div></li>"
    )
