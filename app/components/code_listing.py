"""A program on the page, of which the reader picks a line; and two programs side by side."""

from collections.abc import Callable

import streamlit as st

from app.charts.style import GPU
from app.components.scripts import script, source

CSS = source("code_listing.css")
_listing = st.components.v2.component(
    "alexnet_listing",
    html="""<div class="listing"><header><span class="file"></span><button type="button" class="copy"></button></header>
    <div class="lines" role="group"></div></div>""",
    css=CSS,
    js=script("code_listing.js"),
)
_pair = st.components.v2.component(
    "alexnet_listing_pair",
    html='<div class="pair"></div>',
    css=CSS,
    js=script("code_listing_pair.js"),
)


def listing(
    html: str, source: str, picked: str, words: dict[str, str], key: str, on_pick: Callable[[str], None]
) -> None:  # fmt: skip
    """Shows what `charts.program.program` made; `on_pick` hears the slug of the line that the reader picks.

    Args:
        source: what the copy button copies.
        words: "file" and "title" of the program, "copy" and "copied" for the button.
    """
    _listing(
        key=key,
        data={"html": html, "source": source, "picked": picked, "colours": list(GPU)} | words,
        on_picked_change=lambda: on_pick(str(st.session_state[key].picked)),
    )


def side_by_side(html: str, key: str) -> None:
    """Shows what `charts.program.pair` made."""
    _pair(key=key, data=html)
