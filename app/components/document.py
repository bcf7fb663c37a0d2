"""What Streamlit leaves wrong for those who listen to the page: its language, and the menu that opens on a phone."""

import streamlit as st

from alexnet.language import languages
from app.components.scripts import script

_document = st.components.v2.component("alexnet_document", js=script("document.js"))


def document_language(language: str) -> None:
    """Sets the page's `lang`, and mends the menu for as long as the page is open."""
    _document(data=languages()[language].html, key="document_language", height=1)
