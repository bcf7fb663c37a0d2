"""The app's launcher: `streamlit run` finds it here, and everything that it starts can import alexnet and app."""

import streamlit as st


def told(error: Exception) -> bool:
    """Tells in one sentence what went wrong outside a lesson."""
    from app.frame import guard  # not above: the server answers before torch has come in

    return guard.told(error)


app = st.App("app/main.py", on_script_error=told)
