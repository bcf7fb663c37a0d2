"""The view in the address: a choice made from words keeps a stable slug there, whatever language shows the words.

Streamlit's own `bind="query-params"` writes a menu's labels, which change with the language; it serves the numbers
and switches, and this serves the menus.
"""

import re
from collections.abc import Callable, Hashable

import streamlit as st


def choose(
    menu: Callable, label: str, options: dict[str, str], key: str, default: str, always: bool = False, **kwargs: object
) -> str:
    """Draws a menu and gives the slug that is chosen: from the address in a new session, else as it was, else `default`.

    Args:
        menu: st.selectbox, st.segmented_control, st.pills or st.radio.
        options: what the reader reads, by slug. A slug that is not one of them falls back to `default`.
        key: of the widget, and the name in the address.
        always: keep the default in the address, too.
        kwargs: passed on to the menu.
    """
    chosen = st.session_state.get(key, st.query_params.get(key))
    st.session_state[key] = chosen if chosen in options else default
    menu(label, list(options), key=key, format_func=options.__getitem__, **kwargs)
    chosen = st.session_state[key]
    if chosen == default and not always:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen


def keep(key: str, of: Hashable, *numbers: int) -> None:
    """The reader chose these `numbers`, from 0, as `key` of `of`: a map of a layer, or a place of a map."""
    st.session_state.setdefault(f"kept-{key}", {})[of] = numbers


def kept(key: str, of: Hashable, limits: tuple[int, ...]) -> tuple[int, ...] | None:
    """What the reader chose as `key` of `of`, from 0 and below `limits`; in a new session what the address says.

    The address shows it, from 1, as long as it is looked at, and nothing where nothing was chosen.
    """
    if f"kept-{key}" not in st.session_state:
        asked = [int(number) - 1 for number in re.findall(r"\d{1,4}", st.query_params.get(key, ""))]
        fits = len(asked) == len(limits) and all(0 <= at < limit for at, limit in zip(asked, limits, strict=True))
        st.session_state[f"kept-{key}"] = {of: tuple(asked)} if fits else {}
    numbers = st.session_state[f"kept-{key}"].get(of)
    if numbers is None:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != (said := "-".join(str(number + 1) for number in numbers)):
        st.query_params[key] = said
    return numbers
