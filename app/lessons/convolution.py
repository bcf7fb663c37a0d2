"""Convolution on the page: which filter is looked at, and the words of the picture."""

import streamlit as st

from app.components.convolution import convolution
from app.frame.text import labels, language, t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

WORDS = (
    "filter", "play", "pause", "step", "hint", "photo", "patch", "kernel", "products", "bias", "total", "output", "map", "window",
    "cell", "strongest", "red", "green", "blue", "rows", "keys", "raw", "relu", "max", "pooled",
)  # fmt: skip


def first_filter(asked: str | None, count: int, best: int) -> int:
    """Index of the filter to begin with: the one that the address or the reader asks for, from 1, else `best`."""
    return int(asked) - 1 if asked and asked.isdecimal() and 1 <= int(asked) <= count else best


def chosen(photo: Photo, network: Loaded) -> int:
    """Index of the filter that the page opens with."""
    layer, _, best = answer(questions.first_step(photo, network))
    asked = st.session_state.get("convolution_filter", st.query_params.get("kernel"))
    if asked:
        st.query_params["kernel"] = asked
    return first_filter(asked, len(layer.bias), best)


def picture(photo: Photo, network: Loaded, first: int) -> None:
    """The window, the sum, the map and what follows; all of it moves in the browser alone."""
    layer, padded, _ = answer(questions.first_step(photo, network))
    told = labels(language())  # the browser fills their places
    words = {word: told[f"convolution.{word}"] for word in WORDS}
    of = f"{photo.id} {network.weights.name}"
    convolution(layer, padded, network.weights.preprocessing, of, first, words, "convolution", _keep)
    if "lrn1" in dict(network.network.layers()):
        st.caption(t("convolution.between"))


def _keep(filter_: int) -> None:
    st.session_state.convolution_filter = st.query_params["kernel"] = str(filter_ + 1)
