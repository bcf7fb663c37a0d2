"""A tab that comes back to a server which does not know it, because that was started again or is another one."""

import streamlit as st

DAY = 24 * 3600


@st.fragment(run_every=DAY)
def come_back() -> None:
    """Draws nothing: a page with a part that runs by itself asks for all of itself when it is connected again.

    Without one, Streamlit's page waits for the next click, and a click into a fragment does nothing on a server that has
    not drawn that fragment.
    """
