"""What came out of the race of figure 1 as recorded: the curves, our ratio beside the paper's, and who was right."""

from statistics import median
from typing import Any

import streamlit as st

from alexnet.lessons.relu_race import ACTIVATIONS, GOAL, STARTS
from app.charts.bars import Bar, bars
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACTIVATION, DASH
from app.frame import address
from app.frame.text import number, prose, t
from app.server import races

PAPER = 6  # times: tanh's steps by ReLU's in the paper's figure 1
GUESSES = {"same": 1.5, "twice": 3.5, "six": 10.0, "more": float("inf")}  # each up to so many times


def recorded_race(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The recorded race with the first weights that the reader chooses; its runs."""
    place = st.container()
    starts = {start: t(f"relu.start_{start}") for start in STARTS}
    start = address.choose(
        st.segmented_control, t("relu.first_weights"), starts, "relu_start", STARTS[0], required=True, wrap=True
    )
    runs = [run for run in record["runs"] if run["start"] == start]
    kinds = [
        Curve(t(f"relu.{kind}"), ACTIVATION[kind], [run["error"] for run in runs if run["activation"] == kind], DASH[kind])
        for kind in ACTIVATIONS
    ]
    most = max(run["error"][-1][0] for run in runs)
    words = t("relu.chart"), t("relu.steps"), t("relu.error")
    place.html(STYLE + curves(kinds, *words, most, 1.0, number, level=GOAL, run=True))
    photos, seeds = record["settings"]["photos"], len({run["seed"] for run in record["runs"]})
    st.caption(t("relu.recorded", photos=photos, seeds=seeds))
    return runs


def outcome(votes: races.Votes, runs: list[dict[str, Any]]) -> None:
    """Our ratio beside the paper's, who was right, why it is so."""
    steps = {kind: middle([run["steps"] for run in runs if run["activation"] == kind]) for kind in ACTIVATIONS}
    ratio = steps["tanh"] / steps["relu"] if steps["relu"] and steps["tanh"] else None
    right = next(guess for guess, most in GUESSES.items() if ratio < most) if ratio else None
    if ratio and right:
        st.markdown(t("relu.ratio", ratio=ratio, paper=PAPER) + " " + _guessed(right))
        st.markdown(prose("relu", "why_not_six" if ratio > 1 else "why_reversed"))
    if votes.total and right:
        st.markdown(t("relu.were_right", right=votes.of(right), count=votes.total))
        rows = [
            Bar(
                ("✓ " if guess == right else "") + t(f"relu.{guess}"), votes.of(guess) / votes.total, number(votes.of(guess)),
                accent=guess == right,
            )
            for guess in GUESSES
        ]  # fmt: skip
        st.html(bars(rows, t("relu.tally")))


def _guessed(right: str) -> str:
    mine = st.session_state.get("relu_vote")
    return t("relu.you_right" if mine == right else "relu.you_wrong", guess=t(f"relu.{mine}")) if mine else ""


def middle(arrivals: list[int | None]) -> float | None:
    """The median of the steps to the goal; None where one never got there."""
    there = [steps for steps in arrivals if steps is not None]
    return median(there) if len(there) == len(arrivals) else None


def details(runs: list[dict[str, Any]], most: int) -> None:
    """Steps to the goal of each racer and their spread."""
    for column, kind in zip(st.columns(len(ACTIVATIONS), gap="large"), ACTIVATIONS, strict=True):
        mine = [run for run in runs if run["activation"] == kind]
        arrivals, racer = [run["steps"] for run in mine], {"name": t(f"relu.{kind}"), "rate": mine[0]["rate"]}
        steps = middle(arrivals)
        words = t("relu.took", steps=steps, least=min(arrivals), most=max(arrivals), **racer) if steps else None
        column.markdown(words or t("relu.never", most=most, **racer))
