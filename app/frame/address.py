"""The view in the address: a choice made from words keeps a stable slug there, whatever language shows the words.

Streamlit's own `bind="query-params"` writes a menu's labels, which change with the language; it serves the numbers
and switches, and this serves the menus.
"""

import re
from collections.abc import Callable, Container, Hashable

import streamlit as st

from app.frame.text import LANGUAGES


def choose(
    menu: Callable[..., object],
    label: str,
    options: dict[str, str],
    key: str,
    default: str,
    always: bool = False,
    **kwargs: object,
) -> str:
    """Draws a menu and gives the slug that is chosen: by the link that led here, else as it was, else `default`.

    It stays chosen for the session, on other pages, too.

    Args:
        menu: st.selectbox, st.segmented_control, st.pills or st.radio.
        options: what the reader reads, by slug. A slug that is not one of them falls back to `default`.
        key: of the widget, and the name in the address.
        always: keep the default in the address, too.
        kwargs: passed on to the menu.
    """
    slug = asked(key, options, default)
    if key not in st.session_state:  # a start that gives way to what a tab says that was here before, and clicks meanwhile
        kwargs |= {"index": list(options).index(slug)} if menu in (st.selectbox, st.radio) else {"default": slug}
    elif st.session_state[key] != slug:
        st.session_state[key] = slug
    menu(label, list(options), key=key, format_func=options.__getitem__, persist_state="session", **kwargs)
    chosen = _written()[key] = st.session_state[key]
    if chosen == default and not always:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen


def arrive(slug: str) -> bool:
    """The page of the lesson `slug` is about to be drawn: where it is another one than before, the address has its say.

    True where it says another language, as after Back: then all has to be drawn anew.
    """
    if st.session_state.get("lesson") == slug:
        return False
    state, said = st.session_state, st.query_params.get("lang")
    first = "lesson" not in state
    state.update(lesson=slug, heard={"lang"})
    if first:
        state.guessed = None if said in LANGUAGES or _browsers() in LANGUAGES else state.get("lang")
    if first or said not in LANGUAGES or said in (state.get("lang"), _written().get("lang")):
        return False
    state.lang = said
    return True


def language_is_chosen() -> bool:
    """Whether the language is the link's, the browser's or the reader's choice, and not one that nobody asked for."""
    return st.session_state.get("guessed") != st.session_state.lang


def _browsers() -> str:
    """The language of the reader's browser, "en" or "de"."""
    return (st.context.locale or "").split("-")[0].lower()


def asked(key: str, options: Container[str], default: str) -> str:
    """The slug that is chosen as `key` before its menu is drawn; one that is not an option gives way to the next."""
    heard = st.session_state.setdefault("heard", set())
    linked = None if key in heard else st.query_params.get(key)
    if linked == _written().get(key):  # it is not the address that has changed, but what the reader has touched
        linked = None
    heard.add(key)  # from now on the reader has the say
    return next((one for one in (linked, st.session_state.get(key)) if one is not None and one in options), default)


def _written() -> dict[str, str]:
    """What the menus were last at, whether the address shows it or not."""
    return st.session_state.setdefault("written", {})


def keep(key: str, of: Hashable, *numbers: int) -> None:
    """The reader chose these `numbers`, from 0, as `key` of `of`: a map of a layer, or a place of a map."""
    st.session_state.setdefault(f"kept-{key}", {})[of] = numbers


def kept(key: str, of: Hashable, limits: tuple[int, ...]) -> tuple[int, ...] | None:
    """What the reader chose as `key` of `of`, from 0 and below `limits`: by the link that led here, else as it was.

    The address shows it, from 1, as long as it is looked at, and nothing where nothing was chosen.
    """
    heard = st.session_state.setdefault("heard", set())
    chosen = st.session_state.setdefault(f"kept-{key}", {})
    if key not in heard:
        heard.add(key)
        asked = tuple(int(number) - 1 for number in re.findall(r"\d{1,4}", st.query_params.get(key, "")))
        if len(asked) == len(limits) and all(0 <= at < limit for at, limit in zip(asked, limits, strict=True)):
            chosen[of] = asked
    numbers = chosen.get(of)
    if numbers is None:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != (said := "-".join(str(number + 1) for number in numbers)):
        st.query_params[key] = said
    return numbers
