"""A pad on which the reader draws with mouse, pen or finger; the drawing is told while it grows."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.components.scripts import script, source

# Ink and paper; the figures that are trained on have all colours, the dots these two.
COLOURS = (("#1f3a5f", "#e9dfc8"), ("#d93a2f", "#2f9a3f"), ("#2f9a3f", "#d93a2f"))
_pad = st.components.v2.component(
    "alexnet_train_pad", html=source("train_pad.html"), css=source("train_pad.css"), js=script("train_pad.js")
)


def pad(
    words: dict[str, Any], answered: int, strokes: list[list[list[float]]], colour: int, key: str,
    on_drawing: Callable[[dict[str, Any]], None],
) -> None:  # fmt: skip
    """Draws the pad; `on_drawing` hears each picture: its number, the PNG in base64 ("" for none) and, at rest, the strokes.

    Args:
        words: what the pad and its buttons are called: pad, undo, clear, colours, and names, one for each of `COLOURS`.
        answered: number of the picture that is answered by now; the next one comes after that.
        strokes, colour: the drawing to begin with, as they were told.
    """
    _pad(
        key=key,
        data={"words": words, "answered": answered, "strokes": strokes, "colour": colour, "colours": COLOURS},
        on_drawing_change=lambda: on_drawing(st.session_state[key].drawing),
    )
