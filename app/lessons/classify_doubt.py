"""What an answer cannot say by itself: whether the photo shows one of the classes at all; and whether it was right."""

import re

import streamlit as st

from alexnet.classes.labels import class_name
from alexnet.classes.search import found
from app.frame.photo import whole
from app.frame.text import language, plain, t
from app.server import records
from app.server.networks import Loaded
from app.server.photos import Photo
from app.widgets import answers

UNSURE = 0.4  # a first answer below it is hardly one
LISTED = 12  # classes of a search that are named
LETTERS = 40  # of what was asked that are repeated


def doubt(photo: Photo, network: Loaded, crops: int) -> None:
    """How sure it is, whether it was right, whether it can be, and what the percentage is worth for that."""
    ((_, first),) = answers.guesses(photo, network, crops, k=1)
    if first.probability < UNSURE:
        st.markdown(t("doubt.unsure", share=first.probability))
    _verdict(photo, network)
    asked = st.text_input(
        t("doubt.ask", count=len(network.wnids)), key="class_asked", placeholder=t("doubt.example"), icon=":material/search:"
    )
    if asked.strip():
        st.markdown(_told(asked, network))
    st.caption(_measured())


def _told(asked: str, network: Loaded) -> str:
    """Whether what was asked for is among the classes, and under which names."""
    there = found(asked, network.wnids)
    said = " ".join(re.findall(r"\w+", asked))[:LETTERS]  # no Markdown of the reader's
    if not there:
        return t("doubt.none", asked=said, count=len(network.wnids))
    names = t("doubt.comma").join(plain(class_name(wnid, language())) for wnid in there[:LISTED])
    more = t("doubt.more", count=len(there) - LISTED) if len(there) > LISTED else ""
    return t("doubt.some", names=names + more)


def _verdict(photo: Photo, network: Loaded) -> None:
    """Was it right? What this session has said of its photos, the last word of each; nobody else learns of it."""
    said = st.session_state.setdefault("verdicts", {}).setdefault(network.id, {})
    key, of = f"right-{photo.id}-{network.weights.name}", whole().id
    st.session_state.setdefault(key, said[of][1] if said.get(of, ("",))[0] == photo.id else None)
    word = st.segmented_control(t("doubt.right"), ("yes", "no"), key=key, format_func=lambda word: t(f"doubt.{word}"))
    if word:
        said[of] = photo.id, word
    elif said.get(of, ("",))[0] == photo.id:
        del said[of]
    if said:
        right = sum(word == "yes" for _, word in said.values())
        st.caption(t("doubt.count", right=right, count=len(said)))


def _measured() -> str:
    """How well the largest probability tells known from unknown, as it was measured."""
    record = records.recorded("unknown")
    (every,) = (run for run in record["runs"] if run["unknown"] == "all")
    (strange,) = (run for run in record["runs"] if run["unknown"].startswith("sample photos"))
    return t(
        "doubt.measured", known=record["settings"]["known"], unknown=every["photos"], samples=strange["photos"],
        share=every["area_probability"], energy=every["area_energy"], photos=strange["area_probability"],
    )  # fmt: skip
