"""Dropout: thinned networks and their mean, one mask, the factor one half, trainings with and without."""

import streamlit as st

from alexnet.errors import Problem
from app import address, dropout, navigation, networks, photo
from app.text import language, opening, reading, t

opening("dropout")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"dropout.part_{part}") for part in dropout.PARTS}
    part = address.choose(
        st.segmented_control, t("dropout.part"), names, "dropout_part", "roulette", required=True, label_visibility="collapsed"
    )
    try:
        dropout.PARTS[part](seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("dropout")
navigation.onward("dropout")
