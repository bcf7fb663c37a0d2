"""A square that the reader moves over a picture; where it is, is told while it moves."""

from collections.abc import Callable

import streamlit as st
from PIL import Image

from app.charts.encoded import jpeg_uri
from app.components.scripts import script

SIDE = 448  # pixels of the picture
_cover = st.components.v2.component(
    "alexnet_cover",
    html='<div class="cover"><img draggable="false"><button type="button"></button></div>',
    css="""
    .cover { position: relative; overflow: hidden; border-radius: 6px; cursor: move; touch-action: none; user-select: none; }
    .cover img { width: 100%; display: block; pointer-events: none; }
    .cover button { position: absolute; padding: 0; background: rgb(124, 116, 104); border: 2px solid #fff; outline: none;
      box-shadow: 0 0 0 2px rgba(0, 0, 0, 0.55); cursor: move; box-sizing: border-box; }
    .cover button:focus-visible { box-shadow: 0 0 0 4px var(--st-primary-color); }
    """,
    js=script("saliency_cover.js"),
)


def cover(
    picture: Image.Image, alt: str, told: str, place: tuple[float, float], side: float, key: str,
    on_place: Callable[[float, float, bool], None],
) -> None:  # fmt: skip
    """Draws the picture with the square; `on_place` hears its middle, as shares of the picture in [0, 1], and if it is held.

    Args:
        told: what the square is, for those who listen to the page.
        place: where its middle lies to begin with. The same as before leaves the square where it is, and sends nothing.
        side: of the square, as a share of the picture's.
    """
    _cover(
        key=key,
        data={"picture": jpeg_uri(picture, SIDE), "alt": alt, "told": told, "x": place[0], "y": place[1], "side": side},
        on_place_change=lambda: on_place(*st.session_state[key].place),
    )
