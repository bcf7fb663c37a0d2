"""One line that says what to do and how far the reader has come; those who listen to the page hear it whenever it changes."""

import streamlit as st

from app.components.scripts import script

_strip = st.components.v2.component(
    "alexnet_strip",
    html="""<div class="strip"><p><span class="place"></span><span class="told" role="status"></span></p>
      <div class="track" aria-hidden="true"><div class="fill"></div></div></div>""",
    css="""
    .strip { color: var(--st-text-color); font-family: var(--st-font); font-size: 1rem; line-height: 1.3; }
    .strip p { margin: 0 0 0.3rem; }
    .place { font-weight: 700; margin-right: 0.7em; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .done .told::before { content: "✓" / ""; font-weight: 700; color: var(--st-primary-color); margin-right: 0.4em; }
    .track { background: rgba(128, 120, 110, 0.3); border-radius: 2px; height: 4px; overflow: hidden; }
    .fill { background: var(--st-primary-color); height: 100%; transition: width 0.4s; }
    @media (prefers-reduced-motion: reduce) { .fill { transition: none; } }
    """,
    js=script("tour_strip.js"),
)


def strip(place: str, told: str, share: float, done: bool, key: str) -> None:
    """Draws the line.

    Args:
        place: where the reader is, "3 of 10".
        share: of the way, in [0, 1].
        done: what was asked for is done.
    """
    _strip(key=key, data={"place": place, "told": told, "share": share, "done": done})
