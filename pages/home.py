"""2012: the moment, in one picture, and what the reader can do next."""

import streamlit as st

from app.charts.encoded import jpeg
from app.charts.pictures import middle
from app.frame import navigation, tour
from app.frame.text import prose, t
from app.frame.view import view
from app.widgets.answers import answer_bars
from app.widgets.history import error_bars

DOORS = ("filters", "maps", "gpus", "classify", "saliency", "train")  # one for each thing to do first

photo, network = view()

race, today = st.columns([7, 5], gap="large")
with race:
    st.markdown(f"**{t('home.bars')}**")
    st.html(error_bars())
    st.caption(t("home.source"))
with today:
    tour.invitation()
    st.markdown(f"**{t('home.today')}**")
    picture, answer = st.columns([2, 3], vertical_alignment="center")
    picture.image(jpeg(middle(photo.image)), width="stretch", output_format="JPEG", alt=photo.name)
    answer.html(answer_bars(photo, network, k=3))
    st.markdown(prose("home", "next"))
    for slug in DOORS:
        navigation.link(slug, t(f"home.{slug}"))
