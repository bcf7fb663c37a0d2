"""A sheet of small pictures of which the reader picks one, by click, touch or arrow keys."""

from collections.abc import Callable, Sequence

import streamlit as st
from PIL import Image

from app.charts.encoded import data_uri
from app.components.scripts import script, source

_tiles = st.components.v2.component(
    "alexnet_tiles",
    html='<div class="tiles" role="group"></div>',
    css=source("tiles.css"),
    js=script("tiles.js"),
)


def tiles(
    sprite: Image.Image, side: int, order: Sequence[int], labels: Sequence[str], picked: int, title: str, key: str,
    on_pick: Callable[[int], None], tile: int = 52,
) -> None:  # fmt: skip
    """Draws the sheet; `on_pick` hears the index of a tile that the reader picks, before the script runs again.

    Args:
        sprite: all pictures, each `side` pixels a side, in rows.
        order: in which order to show them, by index in the sprite.
        labels: what each picture is, by index, for the tooltip and for those who listen to the page.
        picked: index of the one that is marked.
        tile: least width of a shown tile in CSS pixels, where a rem has 16.
    """
    _tiles(
        key=key,
        data={
            "sprite": data_uri(sprite), "side": side, "across": sprite.width // side, "order": list(order),
            "labels": list(labels), "picked": picked, "title": title, "tile": tile,
        },
        on_picked_change=lambda: on_pick(int(st.session_state[key].picked)),
    )  # fmt: skip
