"""The view in the address: a choice made from words keeps a stable slug there, whatever language shows the words.

Streamlit's own `bind="query-params"` writes a menu's labels, which change with the language; it serves the numbers
and switches, and this serves the menus.
"""

from collections.abc import Callable

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
