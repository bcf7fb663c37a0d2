"""The whole network as one picture of columns, and apart from it what is told of the map that is picked, a few kilobytes.

The picture is sent once for a photo; a pick is sent by the small component, which is all that a pick sends back. The two
find each other in the browser.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.charts.style import GPU
from app.components.scripts import script, source

_picture = st.components.v2.component(
    "alexnet_overview",
    html='<div class="overview"><div class="columns" role="group"></div><svg class="links" aria-hidden="true"></svg></div>',
    css=source("overview.css"),
    js=script("overview.js"),
)
_told = st.components.v2.component("alexnet_overview_told", html="<span></span>", js=script("overview_told.js"))


def overview(columns: list[dict[str, Any]], photo: str, of: str, words: dict[str, str], key: str, **more: Any) -> None:
    """Draws the columns that `charts.overview` made.

    Args:
        photo: address of a small square picture.
        of: names photo, network and language; what is told of another one is not shown.
        words: of the tiles and headings, their places filled by the browser.
        more: `links` and `cut` of a two-tower network, and `on_cut`, which hears the layer of a cable that is cut or joined;
            `told`, of a picture that stands still, where `on_open` hears the map on which the reader clicks.
    """
    on_cut: Callable[[str], None] = more.pop("on_cut", lambda layer: None)
    on_open: Callable[[str], None] = more.pop("on_open", lambda spot: None)
    _picture(
        key=key,
        data={"columns": columns, "photo": photo, "of": of, "words": words, "gpus": list(GPU), **more},
        on_cut_change=lambda: on_cut(str(st.session_state[key].cut)),
        on_opened_change=lambda: on_open(str(st.session_state[key].opened)),
    )


def told(data: dict[str, Any], key: str, on_pick: Callable[[str], None], on_switch: Callable[[str], None]) -> None:
    """Tells the picture what is picked, its links, what is off, the classes; `on_pick` and `on_switch` hear "conv5-17"."""
    _told(
        key=key,
        data=data,
        on_picked_change=lambda: on_pick(str(st.session_state[key].picked)),
        on_switched_change=lambda: on_switch(str(st.session_state[key].switched)),
    )
