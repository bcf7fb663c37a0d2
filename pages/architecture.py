"""Architecture: the eight layers, where parameters and work are, 224 or 227, and a workbench."""

import streamlit as st

from alexnet.errors import Problem
from app import address, architecture, navigation, networks, photo
from app.text import language, opening, reading, t

opening("architecture")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"architecture.part_{part}") for part in architecture.PARTS}
    part = address.choose(
        st.segmented_control, t("architecture.part"), names, "arch_part", "layers", required=True, label_visibility="collapsed"
    )
    try:
        architecture.PARTS[part](seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("architecture")
navigation.onward("architecture")
