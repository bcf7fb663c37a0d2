"""A convolution step by step, in the browser: the reader moves the window and sees every number of the sum."""

import base64
from collections.abc import Callable

import numpy as np
import streamlit as st

from alexnet.ask.overlay import NEGATIVE, PALE, POSITIVE
from alexnet.lessons.convolution import Convolution
from alexnet.photo.crops import Preprocessing
from app.components.scripts import script, source

_convolution = st.components.v2.component(
    "alexnet_convolution",
    html=source("convolution.html"),
    css=source("convolution.css"),
    js=script("convolution.js"),
)


def packed(layer: Convolution, photo: np.ndarray) -> dict[str, str | int]:
    """What the browser reckons with: the padded photo, kernels and biases as float32 in base64, and their sizes in pixels."""
    return {
        "input": _floats(photo), "kernels": _floats(layer.kernels), "bias": _floats(layer.bias),
        "side": photo.shape[-1], "size": layer.side, "stride": layer.stride, "padding": layer.padding,
        "outputs": layer.outputs(photo.shape[-1]),
    }  # fmt: skip


def convolution(
    layer: Convolution, photo: np.ndarray, preprocessing: Preprocessing, of: str, first: int, place: tuple[int, ...] | None,
    words: dict[str, str], key: str, on_filter: Callable[[int], None], on_place: Callable[[int, int], None],
) -> None:  # fmt: skip
    """Draws it; `on_filter` hears the index of the filter that the reader asks for, `on_place` where the window came to rest.

    All filters are with the browser from the start. As long as the arguments stay, a rerun sends nothing again.

    Args:
        photo: (3, H, W) as `alexnet.convolution.padded` gives it.
        of: names photo and network; while it stays the browser keeps the reader's place.
        first: index of the filter to begin with.
        place: row and column to begin at; the strongest answer that is not at the edge if None.
        words: every label of the table `convolution`, and the "decimal" mark.
    """
    colours = [np.rint(colour).astype(int).tolist() for colour in (POSITIVE, NEGATIVE, PALE)]
    told = {"of": of, "filter": first, "place": place, "words": words, "colours": colours}
    told |= {"mean": list(preprocessing.mean), "std": list(preprocessing.std)}
    _convolution(
        key=key,
        data=packed(layer, photo) | told,
        on_filter_change=lambda: on_filter(int(st.session_state[key].filter)),
        on_place_change=lambda: on_place(*map(int, st.session_state[key].place)),
    )


def _floats(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()
