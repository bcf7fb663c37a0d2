"""A square that the reader moves over a picture."""

from collections.abc import Callable

import streamlit as st
from PIL import Image

from app.charts.encoded import data_uri
from app.components.scripts import script

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
    on_place: Callable[[float, float], None],
) -> None:  # fmt: skip
    """Draws the picture with the square; `on_place` hears where its middle was let go, as shares of the picture in [0, 1].

    Args:
        told: what the square is, for those who listen to the page.
        place: where its middle lies now.
        side: of the square, as a share of the picture's.
    """
    _cover(
        key=key,
        data={"picture": data_uri(picture), "alt": alt, "told": told, "x": place[0], "y": place[1], "side": side},
        on_place_change=lambda: on_place(*st.session_state[key].place),
    )
