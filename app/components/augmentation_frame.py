"""A photo with the frame of a crop, which the reader drags."""

from collections.abc import Callable

import streamlit as st
from PIL import Image

from app.charts.encoded import jpeg_uri
from app.components.scripts import script

_frame = st.components.v2.component(
    "alexnet_augmentation_frame",
    html='<div class="whole"><img draggable="false"><button type="button"></button></div>',
    css="""
    .whole { position: relative; overflow: hidden; border-radius: 6px; cursor: move; touch-action: none; user-select: none; }
    .whole img { width: 100%; display: block; pointer-events: none; }
    .whole button { position: absolute; padding: 0; background: none; border: 0.2rem solid #c2410c; outline: none; cursor: move;
      box-sizing: border-box; box-shadow: 0 0 0 100rem rgba(128, 124, 118, 0.65); }
    .whole button:focus-visible { border-color: var(--st-primary-color); outline: 0.15rem solid #fff; outline-offset: -0.35rem; }
    """,
    js=script("augmentation_frame.js"),
)


def crop_frame(
    picture: Image.Image, alt: str, told: str, corner: tuple[int, int], crop: int, key: str,
    on_place: Callable[[int, int], None],
) -> None:  # fmt: skip
    """Draws a square picture with a frame of `crop` pixels; `on_place` hears its left upper corner, in the picture's pixels.

    Args:
        told: what the frame is, for those who listen to the page.
        corner: where it lies now, from the left and from the top.
    """
    side = picture.width
    data = {"picture": jpeg_uri(picture, 2 * side), "alt": alt, "told": told, "x": corner[0], "y": corner[1]}
    _frame(
        key=key,
        data=data | {"crop": crop, "square": side},
        on_place_change=lambda: on_place(*st.session_state[key].place),
    )
