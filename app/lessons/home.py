"""The doors of the home page: one for each thing to do first, a picture and where it leads."""

from functools import cache

import streamlit as st

from alexnet.network.trace import top
from app.charts.encoded import jpeg_uri
from app.components.overview import overview
from app.components.scripts import source
from app.frame import navigation
from app.frame.text import labels, language, t
from app.lessons.home_pictures import FOLDER
from app.server import flow_questions, questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

DOORS: dict[str, dict[str, str]] = {  # lesson, and where it opens
    "overview": {},
    "filters": {},
    "gpus": {"part": "cable"},
    "classify": {},
    "saliency": {},
    "train": {},
}
FEW = 6  # maps of a column
WORDS = ("picture", "photo", "classes", "map", "unit", "silent")

STYLE = f"<style>{source('home.css')}</style>"


@cache
def _picture(slug: str) -> bytes:
    return (FOLDER / f"{slug}.jpg").read_bytes()


def hero(photo: Photo, network: Loaded) -> None:
    """The whole network, small, with the way that led to its answer; a click opens it at that place."""
    (best,) = top(answer(questions.scores(photo, network)), 1)
    spot = ("fc8", best.index)
    way = answer(flow_questions.origin(photo, network, frozenset(), (), spot))
    links = [[link.layer, link.index, link.before, link.origin, link.share, ""] for link in way]
    told = {"pick": f"fc8-{best.index + 1}", "off": [], "links": links, "classes": [], "moves": []}
    words = {word: labels(language())[f"overview.{word}"] for word in WORDS}
    of = " ".join([photo.id, network.weights.name, str(network.weights.version), language()])
    layers = answer(flow_questions.layers(photo, network, few=FEW, spot=spot))
    crop = jpeg_uri(answer(questions.crop(photo, network)))
    overview(layers, crop, of, words, "hero", told=told, on_open=_open)
    if st.session_state.pop("hero_opened", False):
        navigation.go("overview", pick=st.session_state.pick)


def _open(spot: str) -> None:
    st.session_state.update(pick=spot, hero_opened=True)


def doors() -> None:
    """Six cards; all of a card is its link."""
    with st.container(key="doors"):
        st.html(STYLE)
        for slug, place in DOORS.items():
            with st.container(key=f"door_{slug}"):
                st.image(_picture(slug), width="stretch", output_format="JPEG", alt=t(f"home.{slug}"))
                navigation.link(slug, t(f"home.{slug}"), **place)
