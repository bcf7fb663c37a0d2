"""The drawing of the layers on the page, in which the reader picks one by click, touch or arrow keys."""

from collections.abc import Callable

import streamlit as st

from app.charts.style import GPU
from app.components.scripts import script, source

_drawing = st.components.v2.component(
    "alexnet_architecture",
    html='<div class="architecture"></div>',
    css=source("architecture_drawing.css"),
    js=script("architecture_drawing.js"),
)


def drawing(html: str, picked: str, key: str, on_pick: Callable[[str], None]) -> None:
    """Shows what `charts.architecture_blocks` drew, the layer called `picked` marked; `on_pick` hears the name of another."""
    _drawing(
        key=key,
        data={"html": html, "picked": picked, "colours": list(GPU)},
        on_picked_change=lambda: on_pick(str(st.session_state[key].picked)),
    )
