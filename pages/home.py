"""2012: the moment, in one picture, and what the reader can do next."""

import streamlit as st

from app.charts.encoded import jpeg
from app.charts.pictures import middle
from app.frame import tour
from app.frame.text import prose, t
from app.frame.view import view
from app.lessons import home
from app.widgets.answers import answer_bars
from app.widgets.history import error_bars

photo, network = view()

today, race = st.columns(2, gap="large")
with today:
    picture, answer = st.columns([2, 3], vertical_alignment="center", wrap=False)
    picture.image(jpeg(middle(photo.image)), width="stretch", output_format="JPEG", alt=photo.name)
    answer.markdown(f"**{t('home.today')}**")
    answer.html(answer_bars(photo, network, k=3))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(prose("home", "next"))
        tour.invitation()
    home.doors()
with race:
    st.markdown(f"**{t('home.bars')}**")
    st.html(error_bars())
    st.caption(t("home.source"))
