"""The frame around every page: language, photo, network, navigation. Then the page runs."""

import streamlit as st

from alexnet.files import ASSETS
from app.components.document import document
from app.frame import address, css, lesson, navigation, networks, photo, projector, reconnect, shelf, tour
from app.frame.guard import guarded
from app.frame.text import LANGUAGES, first_guess, speak, t
from app.server.garbage import settle
from app.server.turns import PAGES

ICON = ASSETS / "icon.png"

with PAGES.turn():
    speak(st.session_state.setdefault("lang", first_guess()))
    # Before the navigation, which would fetch the lesson's icon from the world outside.
    st.set_page_config(page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    css.style()
    page = st.navigation(navigation.pages(), position="top")
    slug = page.url_path or "home"
    st.set_page_config(page_title=t("app.tab", lesson=t(f"nav.{slug}"), title=t("app.title")))
    if address.arrive(slug):
        st.rerun()
    photo.prepare()
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        shelf.button(slug)
        if slug not in shelf.INLINE:
            shelf.draw(here=False)
        networks.picker()
        navigation.place(slug)
        # Always in the address, so that a link opens in the language of who sent it.
        address.choose(
            st.segmented_control, t("app.language"), LANGUAGES, "lang", "en", always=True,
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        projector.switch()
    document(st.session_state.lang, projector.on(), address.language_is_chosen())
    with st.container():  # on every page, so that what is below keeps its place from page to page
        if slug not in shelf.INLINE:
            shelf.trouble()
    with guarded():
        tour.strip(slug)
    lesson.draw(page, slug)
    reconnect.come_back()
settle()
