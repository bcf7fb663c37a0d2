"""Predict, then reveal: a quiz drawn from real photos and networks."""

import streamlit as st

from alexnet.errors import Problem
from app import navigation, quiz_view
from app.text import language, opening, reading

opening("quiz")


@st.fragment
def play() -> None:
    try:
        quiz_view.play()
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


play()
reading("quiz")
navigation.onward("quiz")
