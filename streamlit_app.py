"""The app's launcher: `streamlit run` finds it here, and everything that it starts can import alexnet and app."""

import streamlit as st


def failed(error: Exception) -> bool:
    """Tells in one sentence what no page has foreseen."""
    from app.frame import guard  # not above: the server answers before torch has come in

    return guard.failed(error)


app = st.App("app/main.py", on_script_error=failed)
