"""Convolution, step by step: the window, the products, their sum, and the number on the map."""

import streamlit as st

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import convolution

opening("convolution")
seen, network = photo.current(), networks.current()
first = convolution.chosen(seen, network)


@st.fragment
def explore() -> None:
    convolution.picture(seen, network, first)


explore()
reading("convolution")
navigation.onward("convolution")
