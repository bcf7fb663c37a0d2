"""ImageNet: the tree of its classes with a network's answers, mix-ups, why so many photos, how it was made."""

import streamlit as st

from alexnet.errors import Problem
from app import address, imagenet, navigation, networks
from app.text import language, opening, reading, t

opening("imagenet")
network = networks.current()


@st.fragment
def explore() -> None:
    names = {part: t(f"imagenet.part_{part}") for part in imagenet.PARTS}
    part = address.choose(
        st.segmented_control, t("imagenet.part"), names, "imagenet_part", "tree", required=True, label_visibility="collapsed"
    )
    try:
        imagenet.PARTS[part](network)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")


explore()
reading("imagenet")
navigation.onward("imagenet")
