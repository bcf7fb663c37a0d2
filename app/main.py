"""The frame around every page: language, photo, network, navigation. Then the page runs."""

import streamlit as st

from alexnet.files import ASSETS
from app.components.document import document_language
from app.frame import address, css, lesson, navigation, networks, photo, reconnect, tour
from app.frame.guard import guarded
from app.frame.text import LANGUAGES, first_guess, speak, t
from app.server.garbage import settle
from app.server.turns import PAGES

ICON = ASSETS / "icon.png"

with PAGES.turn():
    speak(st.session_state.setdefault("lang", first_guess()))
    st.set_page_config(page_title=t("app.title"), page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    css.style()
    document_language(st.session_state.lang)
    page = st.navigation(navigation.pages(), position="top")
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        photo.picker()
        networks.picker()
        st.space("stretch")
        # Always in the address, so that a link opens in the language of who sent it.
        address.choose(
            st.segmented_control, t("app.language"), LANGUAGES, "lang", "en", always=True,
            required=True, label_visibility="collapsed",
        )  # fmt: skip
    slug = page.url_path or "home"
    with guarded():
        tour.strip(slug)
    lesson.draw(page, slug)
    reconnect.come_back()
settle()
