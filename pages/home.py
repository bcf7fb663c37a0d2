"""2012: the moment, in one picture, and what the reader can do next."""

import streamlit as st

from app.charts.pictures import middle
from app.frame import navigation, networks, photo, tour
from app.frame.text import opening, prose, reading, t
from app.widgets.answers import answer_bars
from app.widgets.history import error_bars

DOORS = ("filters", "maps", "gpus", "classify", "saliency", "train")  # one for each thing to do first

opening("home")
seen, network = photo.current(), networks.current()

race, today = st.columns([7, 5], gap="large")
with race:
    st.markdown(f"**{t('home.bars')}**")
    st.html(error_bars())
    st.caption(t("home.source"))
with today:
    tour.invitation()
    st.markdown(f"**{t('home.today')}**")
    picture, answer = st.columns([2, 3], vertical_alignment="center")
    picture.image(middle(seen.image), width="stretch", output_format="JPEG", alt=seen.name)
    answer.html(answer_bars(seen, network, k=3))
    st.markdown(prose("home", "next"))
    for slug in DOORS:
        navigation.link(slug, t(f"home.{slug}"))

reading("home")
navigation.onward("home")
