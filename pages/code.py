"""The code: AlexNet in PyTorch, line by line, each beside what it does; run as it stands."""

import streamlit as st

from app import listing, navigation, photo
from app.text import opening, reading

opening("code")
seen = photo.current()


@st.fragment
def explore() -> None:
    name = listing.choose()
    if name == "both":
        listing.both()
    else:
        listing.show(name, seen)


explore()
reading("code")
navigation.onward("code")
