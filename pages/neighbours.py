"""Neighbours: the nearest photos by the last hidden layer and by pixels, as in figure 4."""

import streamlit as st

from alexnet.errors import Problem
from app import navigation, neighbours, networks, photo
from app.text import language, opening, reading

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
