"""Which square of a photo goes into the networks: the reader moves it, each photo keeps its own, and the address shows it."""

import re

import streamlit as st

from app.server.photos import MIDDLE

KEY = "frame"  # in the address: per cent along the photo's longer side; absent in the middle


def prepare(of: str) -> None:
    """The photo with the id `of` is about to be looked at: a link that led here has its say, then the address shows the place."""
    heard = st.session_state.setdefault("heard", set())
    asked = "" if KEY in heard else st.query_params.get(KEY, "")
    heard.add(KEY)  # from now on the reader has the say
    if re.fullmatch("[0-9]{1,3}", asked) and int(asked) <= 100:
        keep(of, int(asked))
    if (at := place(of)) == MIDDLE:
        st.query_params.pop(KEY, None)
    elif st.query_params.get(KEY) != str(at):
        st.query_params[KEY] = str(at)


def place(of: str) -> int:
    """Where the square of this photo lies, in per cent along its longer side; in the middle until somebody moves it."""
    return st.session_state.get("frames", {}).get(of, MIDDLE)


def keep(of: str, at: int) -> None:
    """The reader has moved the square of this photo there."""
    st.session_state.setdefault("frames", {})[of] = at
