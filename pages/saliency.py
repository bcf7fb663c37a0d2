"""Saliency: which pixels speak for a class, by two methods side by side."""

import streamlit as st

from alexnet.crops import centre_crop
from app import controls, heat, networks, photo
from app.text import opening, reading, t

opening("saliency")
seen, network = photo.current(), networks.current()
crop = centre_crop(seen.image, network.weights.preprocessing)


@st.fragment
def compare() -> None:
    columns = st.columns(3, gap="medium")
    with columns[0]:
        target = controls.target(seen, network)
        st.image(crop, width="stretch", output_format="PNG", alt=seen.name)
        opacity = st.slider(t("saliency.opacity"), 0, 100, 60, 5, format="%d %%", key="opacity", bind="query-params")
    for column, key, default in zip(columns[1:], ("left", "right"), ("grad-cam", "smoothgrad"), strict=True):
        with column:
            method = controls.method(key, default)
            heat.picture(seen, crop, network, method, target, opacity / 100, key)


compare()
reading("saliency")
