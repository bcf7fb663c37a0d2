"""A picture on which the reader points at a place."""

from collections.abc import Callable

import streamlit as st
from PIL import Image

from app.charts.encoded import data_uri
from app.components.scripts import script

_spot = st.components.v2.component(
    "alexnet_spot",
    html='<img class="spot" draggable="false">',
    css=".spot { width: 100%; display: block; cursor: crosshair; border-radius: 6px; }",
    js=script("spot.js"),
)


def spot(picture: Image.Image, alt: str, key: str, on_point: Callable[[float, float], None]) -> None:
    """Draws the picture; `on_point` hears where the reader clicked, x and y as shares in [0, 1), before the script runs again.

    Those who cannot point need another way, such as sliders, beside it.
    """
    _spot(
        key=key,
        data={"picture": data_uri(picture), "alt": alt},
        on_point_change=lambda: on_point(*st.session_state[key].point),
    )
