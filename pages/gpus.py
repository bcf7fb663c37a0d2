"""Two GPUs: the filters that each of them found, and what happens when the cable between them is cut."""

import streamlit as st

from alexnet.errors import Problem
from app import address, cable, gpus, navigation, networks, photo
from app.text import language, opening, reading, t

PARTS = {"filters": gpus.filters, "cable": cable.cable, "drawing": cable.plan, "colour": gpus.colour}

opening("gpus")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"gpus.{part}") for part in PARTS}
    part = address.choose(
        st.segmented_control, t("gpus.part"), names, "part", "filters", required=True, label_visibility="collapsed"
    )
    try:
        PARTS[part](seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/link_off:")


explore()
reading("gpus")
navigation.onward("gpus")
