"""The map and the place in it that the reader looks at, on the bench of LRN and on that of pooling."""

import numpy as np
import streamlit as st
from PIL import Image

from alexnet.lessons.normalisation_lrn import Lrn, contested
from alexnet.network.two_towers import TwoGpuAlexNet
from app.components.spot import spot
from app.frame.text import t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer


def answers(photo: Photo, network: Loaded) -> np.ndarray:
    """(K, h, w) what conv1 says of the photo after the ReLU."""
    return np.maximum(answer(questions.responses(photo, network)), 0)


def tower_count(network: Loaded) -> int:
    """How many parts of the maps know nothing of each other."""
    return 2 if isinstance(network.network, TwoGpuAlexNet) else 1


def place(maps: np.ndarray, towers: int) -> tuple[int, int, int]:
    """The map and the place that the reader looks at, from 0; at first the most contested."""
    hot = contested(maps, Lrn(), towers)
    index = _number("lrn-map", len(maps), int(hot.max((1, 2)).argmax()) + 1) - 1
    hottest = np.unravel_index(hot[index].argmax(), hot.shape[1:])
    row, column = (
        _number(key, count, int(at) + 1) - 1
        for key, count, at in zip(("lrn-row", "lrn-column"), maps.shape[1:], hottest, strict=True)
    )

    def moved() -> None:
        chosen = hot[st.session_state["lrn-map"] - 1]
        _go(*np.unravel_index(chosen.argmax(), chosen.shape))

    st.number_input(t("normalisation.map"), 1, len(maps), key="lrn-map", on_change=moved, width=140, persist_state="session")
    return index, row, column


def sliders(shape: tuple[int, int]) -> None:
    """Row and column, for those who do not point."""
    with st.container(horizontal=True):
        for key, word, count in zip(("lrn-row", "lrn-column"), ("row", "column"), shape, strict=True):
            st.slider(t(f"normalisation.{word}"), 1, count, key=key, width="stretch", persist_state="session")
            st.query_params[key] = str(st.session_state[key])
    st.query_params["lrn-map"] = str(st.session_state["lrn-map"])


def show_map(picture: Image.Image, shape: tuple[int, int], alt: str, key: str) -> None:
    """A map on which the reader points at another place."""
    spot(picture, alt, key, lambda x, y: _go(int(y * shape[0]), int(x * shape[1])))


def _go(row: int, column: int) -> None:
    st.session_state["lrn-row"], st.session_state["lrn-column"] = int(row) + 1, int(column) + 1


def _number(key: str, most: int, default: int) -> int:
    """What the widget `key` shows: as it was, else as the address says, else `default`; in 1 ... `most`."""
    asked = str(st.session_state.get(key, st.query_params.get(key, "")))
    st.session_state[key] = min(max(int(asked), 1), most) if asked.isdecimal() and len(asked) < 5 else default
    return st.session_state[key]
