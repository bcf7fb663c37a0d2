"""The doors of the home page: one for each thing to do first, a picture and where it leads."""

from functools import cache

import streamlit as st

from app.components.scripts import source
from app.frame import navigation
from app.frame.text import t
from app.lessons.home_pictures import FOLDER

DOORS: dict[str, dict[str, str]] = {  # lesson, and where it opens
    "filters": {},
    "maps": {},
    "gpus": {"part": "cable"},
    "classify": {},
    "saliency": {},
    "train": {},
}


STYLE = f"<style>{source('home.css')}</style>"


@cache
def _picture(slug: str) -> bytes:
    return (FOLDER / f"{slug}.jpg").read_bytes()


def doors() -> None:
    """Six cards; all of a card is its link."""
    with st.container(key="doors"):
        st.html(STYLE)
        for slug, place in DOORS.items():
            with st.container(key=f"door_{slug}"):
                st.image(_picture(slug), width="stretch", output_format="JPEG", alt=t(f"home.{slug}"))
                navigation.link(slug, t(f"home.{slug}"), **place)
