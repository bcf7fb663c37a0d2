"""The code: AlexNet in PyTorch, line by line, each beside what it does; run as it stands."""

import streamlit as st

from app.frame import navigation, photo
from app.frame.text import opening, reading
from app.lessons import code

opening("code")
seen = photo.current()


@st.fragment
def explore() -> None:
    name = code.choose()
    if name == "both":
        code.both()
    else:
        code.show(name, seen)


explore()
reading("code")
navigation.onward("code")
