"""A pad on which the reader draws, and what a network that has learned the shapes says to the drawing while it grows."""

import base64
import binascii
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor

from alexnet.classes.labels import class_name
from alexnet.errors import Problem
from alexnet.photo.image import decode
from alexnet.weights.entry import Weights
from app.charts.bars import Bar, bars
from app.charts.samples import sample_sheet
from app.components.train_pad import COLOURS, pad
from app.frame import address
from app.frame.guard import fragment, guarded
from app.frame.text import language, number, plain, t
from app.frame.waiting import awaited
from app.server import questions, train_networks, train_questions, trainings
from app.server.fleeting import fleeting
from app.server.networks import Loaded
from app.server.photos import Photo, fingerprint
from app.server.queues import answer

TICK = 3.0  # seconds after which a network that learns is asked again
LONGEST = 200_000  # letters of a picture that is taken
EMPTY: dict[str, Any] = {"number": 0, "picture": "", "strokes": [], "colour": 0}


def draw() -> None:
    """The pad at the left, the answer at the right."""
    fragment(_draw, run_every=TICK if trainings.active() else None)()


def _draw() -> None:
    offered = train_networks.on_offer()
    if not offered:
        st.markdown(t("train.pad_none"))
        return
    drawing = st.session_state.setdefault("train_drawing", EMPTY)
    left, right = st.columns([4, 5], gap="large")
    with right:
        shares = st.container()
        names = {name: _label(name, entry) for name, entry in offered.items()}
        name = address.choose(st.selectbox, t("train.pad_network"), names, "train-pad", next(iter(names)))
    with left:
        said = st.container()  # above the drawing, where no hand hides it
    with guarded():
        _answer(train_networks.loaded(offered[name]), drawing["picture"], said, shares)
    with left:  # drawn last: so the pad knows that what it sent is answered
        words: dict[str, Any] = {word: t(f"train.pad_{word}") for word in ("pad", "undo", "clear", "colours")}
        words["names"] = [t(f"train.pad_colour{number}") for number in range(len(COLOURS))]
        pad(words, drawing["number"], drawing["strokes"], drawing["colour"], "train_pad", _drawn)
        st.caption(t("train.pad_how"))
    found = awaited(train_questions.sampled("shapes", ()), "pad")
    if found:
        kinds = [class_name(kind, language()) for kind in found.names]
        st.html(sample_sheet([one[0] for one in found.pictures], kinds, [False] * len(kinds), t("train.sheet"), 10, 5, 96))


def _label(name: str, entry: Weights) -> str:
    """A network as the menu has it."""
    if entry.path == train_networks.SHIPPED:
        return t("train.pad_shipped")
    learning = trainings.active()
    return t("train.pad_learning", name=name) if learning and learning.name == name else name


def _answer(network: Loaded, picture: str, said: DeltaGenerator, below: DeltaGenerator) -> None:
    """What it is in a sentence, and every class with its probability, in an order that stays."""
    scores = _scores(network, picture) if picture else None
    shares = scores.softmax(1)[0].tolist() if scores is not None else [0.0] * len(network.wnids)
    names = [class_name(wnid, language()) for wnid in network.wnids]
    best = shares.index(max(shares))
    said.markdown(t("train.pad_says", name=plain(names[best]), share=shares[best]) if scores is not None else t("train.pad_hint"))
    rows = [
        Bar(name, share, number(share, ".1%") if scores is not None else "", scores is not None and place == best)
        for place, (name, share) in enumerate(zip(names, shares, strict=True))
    ]
    below.html(bars(rows, t("train.pad_bars")))


def _scores(network: Loaded, picture: str) -> Tensor | None:
    """The network's scores of a PNG in base64; None for what is no picture."""
    try:
        file = base64.b64decode(picture, validate=True)
        image = decode(file)
    except (Problem, binascii.Error):
        return None
    return answer(fleeting(questions.scores(Photo(fingerprint(file), "", image), network)))


def _drawn(told: dict[str, Any]) -> None:
    """Takes what the pad tells; the strokes come with what is at rest."""
    if len(told["picture"]) <= LONGEST:
        st.session_state.train_drawing = st.session_state.get("train_drawing", EMPTY) | told
