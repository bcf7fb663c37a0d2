"""A lesson in parts: the reader chooses one, the address keeps the choice, and what goes wrong is told in a sentence."""

from collections.abc import Callable

import streamlit as st

from alexnet.errors import Problem
from app.frame import address
from app.frame.text import language, t


@st.fragment
def parts(key: str, menu: dict[str, Callable[..., None]], words: str, *given: object) -> None:
    """Draws the choice and the part that is chosen, by itself: a part that changes runs nothing else of the page.

    Args:
        key: of the choice, in the address.
        menu: what draws each part, by its name there; the first one is shown at first.
        words: the labels' beginning: `words` + the part's name is what the reader chooses.
        given: what each part is drawn from, the photo and the network as a rule.
    """
    names = {part: t(f"{words}{part}") for part in menu}
    chosen = address.choose(
        st.segmented_control, t("reading.part"), names, key, next(iter(menu)), required=True, label_visibility="collapsed"
    )
    try:
        menu[chosen](*given)
    except Problem as problem:
        st.error(problem.sentence(language()), icon=":material/error:")
