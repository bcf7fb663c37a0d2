"""Both GPUs' filters as a film: the reader plays the training or drags through it, and the browser does all of the drawing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from app.charts.style import GPU
from app.components.scripts import script, source

_film = st.components.v2.component(
    "alexnet_film",
    html=source("gpus_film.html"),
    css=source("gpus_film.css"),
    js=script("gpus_film.js"),
)


@dataclass(frozen=True)
class Film:
    """What the browser needs, M moments of K kernels each; of a network without a record M is 1.

    Attributes:
        sprite: address of a picture with a row for each moment and a kernel each `side` pixels.
        side: of a kernel, in pixels.
        contrast: (M, K) how strongly to draw each kernel, in [0, 1].
        split: (M, 2) the split index of GPU 1 and of GPU 2.
        moments: (M,) each moment in the reader's words.
        chart: an SVG of `split` over the training with things of class "marker" in it; empty for none.
        places: (M, 3) where the marker stands in the chart: x, y of GPU 1, y of GPU 2.
    """

    sprite: str
    side: int
    contrast: Sequence[Sequence[float]]
    split: Sequence[Sequence[float]]
    moments: Sequence[str]
    chart: str = ""
    places: Sequence[Sequence[float]] = ()


def film(shown: Film, words: dict[str, str], key: str) -> None:
    """Draws the film, at its last moment to begin with.

    Args:
        words: "gpu1", "gpu2", "share" (what the big number is), "sheet" (what a sheet is, for those who listen),
            "play", "pause", "training" (names the slider), "full" (names the switch for full contrast).
    """
    _film(key=key, data={**asdict(shown), "words": words, "colours": list(GPU)})
