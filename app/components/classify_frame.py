"""A photo with the frame of what the network sees, which the reader moves along the longer side."""

from collections.abc import Callable

import streamlit as st

from app.components.scripts import script, source

_frame = st.components.v2.component(
    "alexnet_classify_frame",
    html='<div class="photo"><img draggable="false"><button type="button" role="slider"></button></div>',
    css=source("classify_frame.css"),
    js=script("classify_frame.js"),
)


def frame(
    picture: str, alt: str, told: str, first: tuple[float, ...], last: tuple[float, ...], place: int, key: str,
    on_place: Callable[[int], None],
) -> None:  # fmt: skip
    """Draws the photo; `on_place` hears where the frame was let go, in per cent of its way.

    Args:
        picture: its address.
        told: what the frame is, for those who listen to the page.
        first, last: left, top, right and bottom of the frame at both ends of its way, as shares of the picture in [0, 1];
            where they are equal, nothing can be moved.
        place: where it is now, in per cent of its way.
    """
    _frame(
        key=key,
        data={"picture": picture, "alt": alt, "told": told, "first": first, "last": last, "place": place},
        on_place_change=lambda: on_place(int(st.session_state[key].place)),
    )
