"""Augmentation: samples, crops by hand, colours along their axes, ten crops, trainings with and without."""

import streamlit as st

from alexnet.errors import Problem
from app import address, augmentation, navigation, networks, photo
from app.text import language, opening, reading, t

opening("augmentation")
seen, network = photo.current(), networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"augmentation.part_{part}") for part in augmentation.PARTS}
    part = address.choose(
        st.segmented_control, t("augmentation.part"), names, "aug_part", "samples", required=True, label_visibility="collapsed"
    )
    try:
        augmentation.PARTS[part](seen, network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("augmentation")
navigation.onward("augmentation")
