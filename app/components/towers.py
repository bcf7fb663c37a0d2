"""The drawing of the two towers on the page, in which the reader cuts cables or picks a block."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.charts.style import GPU

HERE = Path(__file__).parent
_towers = st.components.v2.component(
    "alexnet_towers",
    html='<div class="towers"></div>',
    css=(HERE / "towers.css").read_text("utf-8"),
    js=(HERE / "towers.js").read_text("utf-8"),
)


def towers(svg: str, key: str, on_pick: Callable[[str], None], wide: bool = False) -> None:
    """Shows what `charts.towers.towers` drew; `on_pick` hears the name of what is picked before the script runs again.

    Args:
        wide: as wide as the column, and scrolled sideways on a phone.
    """
    _towers(
        key=key,
        data={"svg": svg, "colours": list(GPU), "wide": wide},
        on_picked_change=lambda: on_pick(str(st.session_state[key].picked)),
    )
