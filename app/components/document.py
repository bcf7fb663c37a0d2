"""What the whole page needs and Streamlit leaves out: its language, keys for a lecture, photos dropped anywhere, a true Back."""

import streamlit as st

from alexnet.language import languages
from app.components.scripts import script

_document = st.components.v2.component("alexnet_document", js=script("document.js"))


def document(language: str, projector: bool) -> None:
    """Sets the page's `lang`, and whether it is shown on a projector: then `html` is of the class "projector"."""
    _document(data={"language": languages()[language].html, "projector": projector}, key="document", height=1)
