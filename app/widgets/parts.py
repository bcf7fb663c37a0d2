"""A lesson in parts: the reader chooses one, and the address keeps the choice."""

from collections.abc import Callable, Mapping

import streamlit as st

from app.frame import address
from app.frame.guard import fragment
from app.frame.text import t


def parts(key: str, menu: Mapping[str, Callable[[], None]], words: str) -> None:
    """Draws the choice and the part that is chosen, by itself: a part that changes runs nothing else of the page.

    Args:
        key: of the choice, in the address.
        menu: what draws each part, by its name there; the first one is shown at first.
        words: the labels' beginning: `words` + the part's name is what the reader chooses.
    """
    fragment(_parts)(key, menu, words)


def _parts(key: str, menu: Mapping[str, Callable[[], None]], words: str) -> None:
    names = {part: t(f"{words}{part}") for part in menu}
    with st.container(key="parts"):  # where the keys of a lecture find them
        chosen = address.choose(
            st.segmented_control, t("reading.part"), names, key, next(iter(menu)), required=True, label_visibility="collapsed"
        )
    menu[chosen]()
