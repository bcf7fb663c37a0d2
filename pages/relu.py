"""ReLU: the race of figure 1, the three functions, the gradient that fades, and a race to watch."""

import streamlit as st

from alexnet.errors import Problem
from app import address, navigation, networks, photo, relu
from app.text import language, opening, reading, t

opening("relu")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"relu.part_{part}") for part in relu.PARTS}
    part = address.choose(
        st.segmented_control, t("relu.part"), names, "relu_part", "race", required=True, label_visibility="collapsed"
    )
    try:
        relu.PARTS[part](seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("relu")
navigation.onward("relu")
