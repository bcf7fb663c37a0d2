"""LRN and pooling: neighbouring maps hold one another back, and windows that overlap."""

import streamlit as st

from app import address, navigation, networks, normalisation, photo
from app.text import opening, reading, t

PARTS = {"bench": normalisation.bench, "pooling": normalisation.pooling, "worth": normalisation.worth}

opening("normalisation")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"normalisation.{part}") for part in PARTS}
    part = address.choose(
        st.segmented_control, t("normalisation.part"), names, "look", "bench", required=True, label_visibility="collapsed"
    )
    PARTS[part](seen, network)


explore()
reading("normalisation")
navigation.onward("normalisation")
