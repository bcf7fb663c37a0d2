"""Cover by hand: a square that the reader drags over the photo, and what the network answers meanwhile."""

import streamlit as st

from alexnet.ask.overlay import overlay
from app.components.saliency_cover import cover
from app.frame import address
from app.frame.text import plain, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import questions
from app.server.fleeting import fleeting
from app.server.queues import answer
from app.widgets import answers
from app.widgets.answers import class_bars
from app.widgets.too_easy import too_easy


def by_hand() -> None:
    """A square to move; the five likeliest classes with and without it, while it moves."""
    photo, network = view()
    crop = answer(questions.crop(photo, network))
    whole = answer(questions.scores(photo, network))
    before = whole.softmax(1)[0]
    first = int(before.argmax())
    too_easy(photo, network)
    left, right = st.columns([4, 7], gap="large")
    with right:
        answered, controls = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with controls:
        share = st.slider(t("truth.size"), 10, 60, 30, 5, format="%d%%", key="truth_size", bind="query-params") / 100
        heated = st.toggle(t("truth.heated"), key="truth_heated", bind="query-params")
    begin, now = _places()
    with left:
        heat = awaited(questions.heat(photo, network, "grad-cam", first)) if heated else None
        picture = crop if heat is None else overlay(crop, heat, False)
        cover(picture, photo.name, t("truth.square"), begin, share, "truth_cover", _moved)
        st.caption(t("truth.drag"))
    side = round(share * crop.width)
    x, y = (round(at * crop.width - side / 2) for at in now)
    hidden = answer(fleeting(questions.covered_scores(photo, network, (x, y, side))))
    after = hidden.softmax(1)[0]
    with answered:
        columns = st.columns(2, gap="medium", wrap=False)
        for column, key, scores in ((columns[0], "whole", whole), (columns[1], "hidden", hidden)):
            column.markdown(f"**{t(f'truth.{key}')}**")
            column.html(class_bars(scores, network, t(f"truth.{key}"), first))
        name, _ = answers.best(before.log(), network)
        st.markdown(t("truth.effect", name=plain(name), before=before[first].item(), after=after[first].item()))
        changed = int(after.argmax()) != first
        st.markdown(t("truth.changed", name=plain(answers.best(after.log(), network)[0])) if changed else t("truth.same"))


def _places() -> tuple[tuple[float, float], tuple[float, float]]:
    """The middle of the square as the component has it, and as it is: while it is held the two differ, and nothing is sent."""
    now = st.session_state.pop("truth_held", None)
    if now is None:
        now = address.kept("square", "square", (100, 100)) or (49, 49)
        st.session_state.truth_begin = now
    begin = st.session_state.setdefault("truth_begin", now)
    return _middle(begin), _middle(now)


def _middle(percent: tuple[int, ...]) -> tuple[float, float]:
    return (percent[0] + 0.5) / 100, (percent[1] + 0.5) / 100


def _moved(x: float, y: float, held: bool) -> None:
    """Keeps the place in hundredths; the address follows when the square is let go."""
    place = min(99, int(100 * x)), min(99, int(100 * y))
    st.session_state.truth_place = place
    address.keep("square", "square", *place)
    if held:
        st.session_state.truth_held = place
