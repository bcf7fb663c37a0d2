"""An SVG on the page, in the page's own colours and font; st.html would take it out, and st.image could not read the theme."""

import streamlit as st

from app.components.scripts import script

_drawing = st.components.v2.component(
    "alexnet_drawing",
    html='<div class="drawing"></div>',
    css=".drawing { color: var(--st-text-color); font-family: var(--st-font); } .drawing svg { display: block; width: 100%; }",
    js=script("drawing.js"),
)


def drawing(svg: str, key: str) -> None:
    """Shows an SVG, which needs its own role and label. Words in it must be escaped."""
    _drawing(key=key, data={"svg": svg})
