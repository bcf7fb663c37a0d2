"""Convolution on the page: which filter is looked at, and the words of the picture."""

import streamlit as st

from alexnet.language import languages
from app.components.convolution import convolution
from app.frame import address
from app.frame.text import labels, language, t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

WORDS = (
    "filter", "filters", "speed", "speed_slow", "speed_quicker", "speed_rows", "play", "pause", "step", "hint", "photo", "patch",
    "kernel", "products", "bias", "total", "output", "map", "window", "cell", "strongest", "red", "green", "blue", "rows", "keys",
    "raw", "relu", "max", "pooled",
)  # fmt: skip


def chosen(photo: Photo, network: Loaded) -> tuple[int, tuple[int, ...] | None]:
    """Index of the filter that the reader has chosen, or else of that whose answers differ most; and the chosen place."""
    layer, padded, best = answer(questions.first_step(photo, network))
    kept = address.kept("kernel", _network(network), (len(layer.bias),))
    outputs = layer.outputs(padded.shape[-1])
    return kept[0] if kept else best, address.kept("at", _place(photo, network), (outputs, outputs))


def picture(photo: Photo, network: Loaded, first: int, place: tuple[int, ...] | None) -> None:
    """The window, the sum, the map and what follows; all of it moves in the browser alone.

    Args:
        first, place: where it begins, as `chosen` gives them; they stay while the reader moves on, so that nothing is sent again.
    """
    chosen(photo, network)  # the address follows
    layer, padded, _ = answer(questions.first_step(photo, network))
    told = labels(language())  # the browser fills their places
    words = {word: told[f"convolution.{word}"] for word in WORDS} | {"decimal": languages()[language()].decimal}
    of = f"{photo.id} {network.weights.name}"
    convolution(
        layer, padded, network.weights.preprocessing, of, first, place, words, "convolution",
        on_filter=lambda index: _keep(network, index),
        on_place=lambda row, column: address.keep("at", _place(photo, network), row, column),
    )  # fmt: skip
    if "lrn1" in dict(network.network.layers()):
        st.caption(t("convolution.between"))


def _keep(network: Loaded, index: int) -> None:
    address.keep("kernel", _network(network), index)
    st.session_state.convolution_filter = index + 1  # the tour looks at it


def _network(network: Loaded) -> tuple[str, str]:
    return "convolution", network.weights.name


def _place(photo: Photo, network: Loaded) -> tuple[str, str, str]:
    return "convolution", photo.id, network.weights.name
