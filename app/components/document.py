"""What the whole page needs and Streamlit leaves out: its language, keys for a lecture, photos dropped anywhere, a true Back."""

import streamlit as st

from alexnet.language import languages
from app.components.scripts import script

_document = st.components.v2.component("alexnet_document", js=script("document.js"))


def document(language: str, projector: bool, chosen: bool) -> None:
    """Draws nothing.

    Args:
        language: the page's `lang`.
        projector: the page is shown on one; then `html` is of the class "projector".
        chosen: the reader reads this language: no browser need translate the page, whose new numbers it would miss.
    """
    data = {"language": languages()[language].html, "projector": projector, "chosen": chosen}
    _document(data=data, key="document", height=1)
