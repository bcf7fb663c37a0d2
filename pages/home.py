"""2012: the moment, the whole network at work on the reader's photo, and what the reader can do next."""

import streamlit as st

from app.frame import tour
from app.frame.text import prose, t
from app.frame.view import view
from app.lessons import home
from app.widgets.answers import answer_bars
from app.widgets.history import error_bars

photo, network = view()

with st.container(key="today"):
    inside, answer = st.columns([4, 1], vertical_alignment="center")
    with answer:
        st.markdown(f"**{t('home.today')}**")
        st.html(answer_bars(photo, network, k=3))
    with inside:
        home.hero(photo, network)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(prose("home", "next"))
    tour.invitation()
home.doors()
bars, source = st.columns([7, 4], gap="large", vertical_alignment="center")
bars.markdown(f"**{t('home.bars')}**")
bars.html(error_bars())
source.caption(t("home.source"))
