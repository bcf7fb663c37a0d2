"""Classify: what the network sees of the photo, its five likeliest classes, and how scores become percentages."""

import streamlit as st

from app.frame.text import t
from app.frame.view import view
from app.lessons import classify, classify_softmax
from app.widgets import answers

photo, network = view()
crops = classify.seen(photo, network)
if crops == 10:
    classify.ten(photo, network)
classify_softmax.walk(photo, network, crops)
with st.expander(t("classify.known", count=len(network.wnids))):
    st.markdown(answers.known(network))
