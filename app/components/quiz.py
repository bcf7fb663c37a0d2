"""One question of the quiz on the page: its pictures, options to click, and in the same place what was right and why."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.components.scripts import script, source

_quiz = st.components.v2.component(
    "alexnet_quiz",
    html="""<div class="quiz"><div class="count"></div><div class="words" role="heading" aria-level="3"></div>
    <div class="body"><div class="asked"></div><div class="side"><div class="options" role="group"></div>
    <div class="reveal" role="status"></div></div></div></div>""",
    css=source("quiz.css"),
    js=script("quiz.js"),
)


def quiz(asked: dict[str, Any], key: str, on_pick: Callable[[int], None], on_next: Callable[[], None]) -> None:
    """Draws what `lessons.quiz.told` gave; `on_pick` hears the index of the option that the reader picks."""
    _quiz(
        key=key,
        data=asked,
        on_picked_change=lambda: on_pick(int(st.session_state[key].picked)),
        on_next_change=on_next,
    )
