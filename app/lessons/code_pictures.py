"""The reader's photo after one line of a listing: maps, units or the answer, from a trained network that comes with the app."""

import numpy as np
import streamlit as st
from PIL import Image

from alexnet.lessons.code import Line
from app.charts.encoded import data_uri
from app.charts.maps import brightest, map_sheet
from app.charts.pictures import enlarged
from app.charts.style import GPU
from app.charts.units import unit_grid
from app.frame import networks
from app.frame.text import plain, t
from app.server import network_questions, questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import answers

SHOWN, ACROSS = 32, 8  # maps in a picture, of both towers together, and maps side by side
WIDTH = 640  # px of a picture
DROPPED = 1024  # units in the picture of dropout
LINE = (214, 207, 196)  # between two maps


def silent(photo: Photo, network: Loaded, layer: str) -> float:
    """The share of zeros in what a layer gives for the photo."""
    return float((_kept(photo, network)[layer] == 0).mean())


def draw(line: Line, photo: Photo, network: Loaded) -> None:
    """What the layer of a line makes of the photo, and whose weights did it."""
    values = _kept(photo, network)[line.shows].astype(np.float32)
    if line.shows == "fc8":
        st.html(answers.answer_bars(photo, network))
        words = t("code.answer")
    elif line.topic == "dropout":
        shown = values[:DROPPED]
        kept = np.random.default_rng(len(values)).random(len(shown)) >= line.values["p"]
        alt = t("code.dropped_alt", layer=f"fc{line.layer[-1]}")
        column, _ = st.columns([2, 1], wrap=False)
        column.image(data_uri(unit_grid(np.maximum(shown, 0), kept)), width="stretch", alt=alt)
        words = t("code.dropped", dropped=int((~kept).sum()), shown=len(shown), count=len(values))
    else:
        words = _picture(line.shows, values, photo, network)
    st.caption(f"{words} {_whose(line, values, network)}")


def _picture(layer: str, values: np.ndarray, photo: Photo, network: Loaded) -> str:
    """Maps or units, a picture for each tower, orange above zero and blue below. Gives what it shows, in words."""
    towers = answer(network_questions.facts(network))[layer].towers
    largest = brightest(values)
    for tower, column in enumerate(st.columns(towers, gap="small", wrap=False)):
        own = np.split(values, towers)[tower]
        if values.ndim == 1:
            wide = 2 ** int(np.log2(len(own)) / 2 + 1)
            picture = enlarged(map_sheet(own[:, None, None], True, wide, largest), WIDTH // towers)
        else:
            across = ACROSS // towers
            picture = map_sheet(own[_order(layer, photo, network, tower, towers)], True, across, largest)
            picture = _ruled(enlarged(picture, WIDTH // towers), across)
        with column:
            if towers > 1:
                st.html(f'<b style="border-left: .6em solid {GPU[tower]}; padding-left: .4em">{t(f"gpus.gpu{tower + 1}")}</b>')
            alt = t("code.maps_alt" if values.ndim > 1 else "code.units_alt", layer=layer)
            st.image(data_uri(picture), width="stretch", alt=alt)
    if values.ndim == 1:
        return t("code.units", count=len(values))
    return t("code.maps", count=len(values), shown=SHOWN)


def _ruled(picture: Image.Image, across: int) -> Image.Image:
    """The picture, in a palette, with a line between any two of its square maps. The first shade goes to the line."""
    shades, side = np.maximum(np.asarray(picture), 1), picture.width // across
    rows, columns = (_between(length, side) for length in shades.shape)
    shades[rows] = shades[:, columns] = 0
    ruled = Image.fromarray(shades, "P")
    ruled.putpalette([*LINE, *(picture.getpalette() or ())[3:]])
    return ruled


def _between(length: int, side: int) -> np.ndarray:
    """(length,) bool: the three pixels around each border of two maps of `side` pixels."""
    at = np.arange(length)
    return ((at + 1) % side < 3) & (at >= side - 1) & (at < length - 1)


def _order(layer: str, photo: Photo, network: Loaded, tower: int, towers: int) -> np.ndarray:
    """Which maps of a tower are shown: those whose ReLU answers most. Each keeps its place in all layers up to the pooling."""
    number = layer[-1] if layer[-1].isdigit() else "5"
    answers_of = np.split(_kept(photo, network)[f"relu{number}"], towers)[tower]
    strength = answers_of.reshape(len(answers_of), -1).max(1)
    return np.sort(np.argsort(-strength, kind="stable")[: SHOWN // towers])


def _whose(line: Line, values: np.ndarray, network: Loaded) -> str:
    """Which network drew, and where its shape is not the listing's."""
    title, full = plain(networks.title(network.weights.name)), line.after[1:]
    if not full or values.shape == full:
        return t("code.drawn", network=title)
    if values.ndim == 1:
        return t("code.narrow", network=title, ours=len(values), full=full[0])
    ours, theirs = (f"{rows} × {columns}" for _, rows, columns in (values.shape, full))
    return t("code.smaller", network=title, side=network.weights.preprocessing.crop, ours=ours, full=theirs)


def _kept(photo: Photo, network: Loaded) -> dict[str, np.ndarray]:
    return answer(questions.activations(photo, network))
