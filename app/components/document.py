"""Tells the browser which language the page is in, for screen readers and for its offer to translate."""

import streamlit as st

_document = st.components.v2.component(
    "alexnet_document", js="export default ({ data }) => { document.documentElement.lang = data; }"
)


def document_language(language: str) -> None:
    """Sets the page's `lang`."""
    _document(data={"en": "en", "zh": "zh-Hans"}.get(language, language), key="document_language", height=1)
