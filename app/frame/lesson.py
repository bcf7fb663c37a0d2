"""What every lesson has: its question at the top, the words below its picture, the way on. The page draws the rest."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.frame import navigation, shelf
from app.frame.guard import guarded
from app.frame.text import prose, t


def draw(page: StreamlitPage, slug: str) -> None:
    """Runs the page of the lesson `slug` inside its frame."""
    st.header(prose(slug, "question"), anchor=False)
    st.markdown(prose(slug, "lead"))
    if slug in shelf.INLINE:
        shelf.draw(here=True)
        shelf.trouble()
    with guarded():
        page.run()
    _reading(slug)
    navigation.onward(slug)


def _reading(slug: str) -> None:
    """The words under the picture: what to notice, what the paper says, what to try, side by side."""
    with st.container(horizontal=True, gap="large", key="reading"):
        for section in ("notice", "paper", "try"):
            st.markdown(f"### {t(f'reading.{section}')}\n\n{prose(slug, section)}")
