"""Sentences on cards, each true or not: the reader judges, and the card turns in its place."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.components.scripts import script, source

_slips = st.components.v2.component(
    "alexnet_claims_slips",
    html="""<div class="slips"><div class="cards"></div><div class="score" role="status"><span></span>
    <button type="button"></button></div></div>""",
    css=source("claims_slips.css"),
    js=script("claims_slips.js"),
)


def slips(told: dict[str, Any], key: str, on_judge: Callable[[str, str], None], on_again: Callable[[], None]) -> None:
    """Draws what `lessons.claims.told` gave; `on_judge` hears the slug of a sentence and the reader's verdict."""
    _slips(
        key=key,
        data=told,
        on_judged_change=lambda: on_judge(*st.session_state[key].judged),
        on_again_change=on_again,
    )
