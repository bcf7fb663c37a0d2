"""The page on a projector: type and pictures that the last row can read, and nothing else. The address keeps it."""

import streamlit as st

from app.frame.text import t

KEY = "projector"  # in the address; the style and the keys of a lecture know it by this name, too


def on() -> bool:
    """Whether the page is shown on a projector."""
    return st.query_params.get(KEY) == "1" if KEY not in st.session_state else bool(st.session_state[KEY])


def switch() -> None:
    """The button that turns to the projector and back."""
    shown = st.session_state[KEY] = on()
    if shown:
        st.query_params[KEY] = "1"
    else:
        st.query_params.pop(KEY, None)
    icon = ":material/close_fullscreen:" if shown else ":material/slideshow:"
    st.button(t("app.leave" if shown else "app.project"), icon=icon, key="project", on_click=_turn, help=t("app.keys"))


def _turn() -> None:
    st.session_state[KEY] = not on()
