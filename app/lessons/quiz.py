"""The quiz on the page: one question, the reader's guess, then the answer and why; the score stays in the session."""

import random

import streamlit as st

from app.charts.samples import sample_sheet
from app.frame.text import t
from app.lessons.quiz_kinds import SIDE, question

LARGEST = 9999


def play() -> None:
    """Draws the question of this session; its seed stands in the address, so that a class can have the same quiz."""
    state = st.session_state
    if "quiz_seed" not in state:
        asked = st.query_params.get("quiz_seed", "")
        state.quiz_seed = int(asked) if asked.isdecimal() and int(asked) <= LARGEST else random.randint(1, LARGEST)
    state.setdefault("quiz_number", 0)
    state.setdefault("quiz_results", {})
    st.query_params["quiz_seed"] = str(state.quiz_seed)
    asked, known = question(state.quiz_seed, state.quiz_number), state.quiz_results.get(state.quiz_number)
    st.markdown(f"### {asked.words}")
    if asked.pictures:
        pictures, words = zip(*asked.pictures, strict=True)
        st.html(sample_sheet(pictures, words, [False] * len(words), asked.words, across=5, narrow=2, side=SIDE))
    with st.container(horizontal=True):
        for place, option in enumerate(asked.options):
            chosen = known is not None and known[0] == place
            st.button(
                option, key=f"quiz-{state.quiz_number}-{place}", type="primary" if chosen else "secondary",
                disabled=known is not None, on_click=_answer, args=(place, asked.right), width=190,
            )  # fmt: skip
    if known is not None:
        _reveal(known[0] == asked.right, asked.options[asked.right], asked.why)
    results = list(state.quiz_results.values())
    if results:
        st.caption(t("quiz.score", right=sum(guess == right for guess, right in results), all=len(results)))


def _reveal(right: bool, answer: str, why: str) -> None:
    words, onward = st.columns([8, 3], vertical_alignment="center")
    told = t("quiz.right") if right else t("quiz.wrong", answer=answer)
    (words.success if right else words.info)(f"**{told}** {why}", icon=":material/check:" if right else ":material/lightbulb:")
    onward.button(t("quiz.next"), type="primary", icon=":material/arrow_forward:", on_click=_onward, key="quiz_next")


def _answer(place: int, right: int) -> None:
    st.session_state.quiz_results[st.session_state.quiz_number] = (place, right)


def _onward() -> None:
    st.session_state.quiz_number += 1
