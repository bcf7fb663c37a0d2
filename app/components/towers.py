"""The drawing of the two towers on the page, in which the reader cuts cables or picks a block."""

from collections.abc import Callable

import streamlit as st

from app.charts.style import GPU
from app.components.scripts import script, source

_towers = st.components.v2.component(
    "alexnet_towers",
    html='<div class="towers"></div>',
    css=source("towers.css"),
    js=script("towers.js"),
)


def towers(svg: str, key: str, on_pick: Callable[[str], None]) -> None:
    """Shows what `charts.gpus_towers` drew; `on_pick` hears the name of what is picked before the script runs again."""
    _towers(
        key=key,
        data={"svg": svg, "colours": list(GPU)},
        on_picked_change=lambda: on_pick(str(st.session_state[key].picked)),
    )
