"""Saliency: which pixels speak for a class, by two methods side by side; and three tests of what they say."""

import streamlit as st

from alexnet.crops import centre_crop
from app import address, controls, heat, navigation, networks, photo, truth
from app.text import opening, reading, t

PARTS = ("compare", "cover", "delete", "forget")

opening("saliency")
seen, network = photo.current(), networks.current()
crop = centre_crop(seen.image, network.weights.preprocessing)


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


@st.fragment
def explore() -> None:
    names = {part: t(f"truth.part_{part}") for part in PARTS}
    part = address.choose(
        st.segmented_control, t("truth.part"), names, "saliency_part", "compare", required=True, label_visibility="collapsed"
    )
    if part == "compare":
        compare()
    else:
        truth.shown(part, seen, network)


explore()
reading("saliency")
navigation.onward("saliency")
