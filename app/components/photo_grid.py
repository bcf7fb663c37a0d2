"""All sample photos by kind, of which the reader picks one, by click, touch or keyboard."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.components.scripts import script, source

_grid = st.components.v2.component(
    "alexnet_photo_grid",
    html="""<div class="gallery"><button type="button" class="all"></button>
    <dialog><header><span></span><button type="button" class="close">×</button></header></dialog>
    <div class="grid"></div></div>""",
    css=source("photo_grid.css"),
    js=script("photo_grid.js"),
)


def photo_grid(photos: dict[str, Any], here: bool, key: str, on_pick: Callable[[str], None]) -> None:
    """Draws the photos that `shelf.gallery` gave; `on_pick` hears the slug of one that the reader picks.

    Args:
        here: the shelf stands on the page: they are behind a button, in a sheet of their own.
    """
    _grid(key=key, data=photos | {"here": here}, on_picked_change=lambda: on_pick(str(st.session_state[key].picked)))
