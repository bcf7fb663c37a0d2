"""Predict, then reveal: a quiz drawn from real photos and networks."""

import streamlit as st

from alexnet.errors import Problem
from app.frame import navigation
from app.frame.text import language, opening, reading
from app.lessons import quiz

opening("quiz")


@st.fragment
def play() -> None:
    try:
        quiz.play()
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


play()
reading("quiz")
navigation.onward("quiz")
