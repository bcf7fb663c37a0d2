"""A heat map on the page: computed once, laid over the crop, explained in a line, kept as PNG."""

import streamlit as st
from PIL import Image

from alexnet.ask.overlay import overlay
from alexnet.ask.saliency import METHODS
from app.charts.encoded import jpeg, png
from app.charts.saliency_heat import colour_bar
from app.frame.guard import guarded
from app.frame.text import t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import controls

SIDE = 448  # pixels of the picture that is shown and kept: twice the crop


def compare() -> None:
    """The crop, and two methods beside it."""
    photo, network = view()
    crop, columns = answer(questions.crop(photo, network)), st.columns(3, gap="medium")
    with columns[0]:
        target = controls.target(photo, network)
        st.image(jpeg(crop), width="stretch", output_format="JPEG", alt=photo.name)
        opacity = st.slider(t("saliency.opacity"), 0, 100, 60, 5, format="%d%%", key="opacity", bind="query-params")
    for column, key, default in zip(columns[1:], ("left", "right"), ("grad-cam", "smoothgrad"), strict=True):
        with column:
            method = controls.method(key, default)
            picture(photo, crop, network, method, target, opacity / 100, key)


def picture(photo: Photo, crop: Image.Image, network: Loaded, method: str, target: int, opacity: float, key: str) -> None:
    """The heat map of `method` for the class `target`, or the photo and its progress; then the method's settings.

    Args:
        opacity: of the heat over the crop, in [0, 1]; changing it computes nothing again.
        key: tells the two pictures of the page apart.
    """
    signed = METHODS[method].signed
    place = st.container()
    ends = ("against", "for") if signed else ("cold", "hot")
    st.html(colour_bar(signed, *(t(f"saliency.{end}") for end in ends)))
    st.caption(t(f"about.{method}"))
    below = st.container(key=f"heat_{key}")
    settings, heat = controls.settings(method, key), None
    with below, guarded():
        heat = awaited(questions.heat(photo, network, method, target, **settings), key)
    large = crop.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    shown = png(large if heat is None else overlay(large, heat, signed, opacity))
    place.image(shown, width="stretch", output_format="PNG", alt=photo.name if heat is None else t(f"method.{method}"))
    if heat is not None:
        below.download_button(
            t("saliency.keep"), shown, f"alexnet-{method}.png", "image/png", key=f"keep-{key}",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
