"""Widgets drawn from data: the class to explain, a method of explaining, its settings."""

import streamlit as st

from alexnet.ask.saliency import METHODS
from app.frame import address
from app.frame.text import t
from app.server.networks import Loaded
from app.server.photos import Photo
from app.widgets import answers


def target(photo: Photo, network: Loaded) -> int:
    """The class to explain, one of the five likeliest: its index in the network's last layer."""
    guesses = {network.wnids[guess.index]: (name, guess) for name, guess in answers.guesses(photo, network)}
    names = {wnid: f"{name} · {guess.probability:.1%}" for wnid, (name, guess) in guesses.items()}
    return guesses[address.choose(st.selectbox, t("saliency.target"), names, "target", next(iter(guesses)))][1].index


def method(key: str, default: str) -> str:
    """A menu of all registered methods; gives the chosen one's name."""
    names = {name: t(f"method.{name}") for name in METHODS}
    return address.choose(st.selectbox, t(f"saliency.{key}"), names, key, default)


def settings(method: str, key: str) -> dict[str, float]:
    """A slider for each parameter of `method`."""
    return {
        p.name: st.slider(
            t(f"parameter.{p.name}"), p.low, p.high, p.default, p.step, key=f"{key}-{method}-{p.name}", bind="query-params"
        )
        for p in METHODS[method].parameters
    }
