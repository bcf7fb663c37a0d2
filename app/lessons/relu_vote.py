"""The vote before the race: the question beside the three functions, counted while it is open, then what came out."""

import streamlit as st

from alexnet.lessons.relu_race import ACTIVATIONS
from alexnet.lessons.relu_vanishing import curve
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACTIVATION, DASH
from app.frame.guard import fragment
from app.frame.text import number, t
from app.lessons.relu_outcome import GUESSES, details, outcome, recorded_race
from app.server import races, records
from app.server.readers import reader

TICK = 1.0  # seconds between two looks at how many have voted
LOOK = """
<style>.st-key-relu_vote label { min-height: 2.4rem; align-items: center; }</style>
"""  # large enough for a finger
CHART_FIRST = """
<style>@media (max-width: 640px) {
.st-key-relu-race > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] > :last-child { order: -1; }
}</style>
"""  # on a phone the race stands where the finger was, and the words below it


def race() -> None:
    """The ballot beside the three functions, or what came out beside the race."""
    votes = races.votes()
    if st.session_state.get("relu_round") != votes.round:  # new here, or somebody has had all votes forgotten
        st.session_state.update(relu_round=votes.round, relu_vote=None, relu_open=True)
    with st.container(key="relu-race"):
        words, chart = st.columns([4, 7], gap="large")
    if st.session_state.relu_open:
        with chart:
            _bends()
        with words:
            _ballot(votes)
        return
    st.html(CHART_FIRST)
    record = records.recorded("relu_race")
    with chart:
        runs = recorded_race(record)
    with words:
        outcome(votes, runs)
        st.button(t("relu.again"), icon=":material/how_to_vote:", key="relu_again", on_click=_open, args=(True,))
    details(runs, record["settings"]["most"])


def _ballot(votes: races.Votes) -> None:
    """The question and four answers; how many have voted is looked up every second, what they voted stays hidden."""
    st.html(LOOK)
    st.markdown(t("relu.vote"))
    names = {guess: t(f"relu.{guess}") for guess in GUESSES}
    voted = st.radio(
        t("relu.vote_label"), list(names), None, format_func=names.__getitem__, key="relu_vote", label_visibility="collapsed",
        persist_state="session",
    )  # fmt: skip
    if voted:
        votes.cast(reader(), voted)
    fragment(_count, run_every=TICK)(votes.round)
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("relu.reveal"), icon=":material/visibility:", type="primary", key="relu_reveal", on_click=_open, args=(False,)
        )
        if votes.total:
            st.button(t("relu.forget"), key="relu_forget", type="tertiary", on_click=votes.forget)


def _count(round_: int) -> None:
    votes = races.votes()
    if votes.round != round_:
        st.rerun()
    st.markdown(t("relu.so_far", count=votes.total))


def _open(open_: bool) -> None:
    st.session_state.relu_open = open_


def _bends() -> None:
    """What the three networks differ in."""
    kinds = [
        Curve(t(f"relu.{kind}"), ACTIVATION[kind], [list(zip(x.tolist(), value.tolist(), strict=True))], DASH[kind])
        for kind, (x, value, _) in ((kind, curve(kind)) for kind in ACTIVATIONS)
    ]
    words = t("relu.bends"), t("relu.at"), t("relu.value")
    st.html(STYLE + curves(kinds, *words, 4, 4, number, percent=False, x_min=-4, y_min=-1))
    st.caption(t("relu.bends"))
