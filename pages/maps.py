"""Feature maps: every layer's answers to the photo, and what each of them has seen of it."""

import streamlit as st

from alexnet.photo.crops import centre_crop
from app.frame import navigation, networks, photo
from app.frame.text import opening, reading, t
from app.lessons import maps

opening("maps")
seen, network = photo.current(), networks.current()
crop = centre_crop(seen.image, network.weights.preprocessing)
other = "built-in" if network.weights.name == "two-gpu" else "two-gpu"


@st.fragment
def explore() -> None:
    name, trained, active_first = maps.choose(network)
    view = maps.look(seen.id, seen.image, network, name, trained)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(maps.in_numbers(view), width="content")
        networks.switch(t(f"maps.to_{other}"), other, "other")
    if networks.current().weights.name != network.weights.name:
        st.rerun()
    if view.maps.ndim == 1:
        maps.dense(view)
        return
    everything, one = st.columns([6, 5], gap="large")
    with one:
        index = maps.one(view, crop, seen.id)
    with everything:
        maps.sheets(view, index, active_first)


explore()
reading("maps")
navigation.onward("maps")
