"""Neighbours: the nearest photos by the last hidden layer and by pixels, as in figure 4."""

import streamlit as st

from alexnet.errors import Problem
from app.frame import navigation, networks, photo
from app.frame.text import language, opening, reading
from app.lessons import neighbours

opening("neighbours")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    try:
        neighbours.explore(seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("neighbours")
navigation.onward("neighbours")
