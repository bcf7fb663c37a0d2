"""The lesson on ReLU: three functions, the gradient that fades, the race of figure 1 as recorded, and one run live."""

from math import ceil, log10
from statistics import median

import streamlit as st

from alexnet.lessons.relu_race import ACTIVATIONS, GOAL, STARTS
from alexnet.lessons.relu_vanishing import curve
from app.charts.bars import Bar, bars
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACTIVATION, DASH
from app.frame import address
from app.frame.text import prose, t
from app.frame.view import view
from app.lessons.relu_race import live_race
from app.server import questions, races, records
from app.server.queues import answer
from app.server.readers import reader

PAPER = 6  # times: tanh's steps by ReLU's in the paper's figure 1
GLIMPSE = 20  # steps that are shown before the reader has voted
GUESSES = ("same", "twice", "six", "more")


def name(activation: str) -> str:
    return t(f"relu.{activation}")


def race() -> None:
    """First the vote, then what was recorded, and our ratio beside the paper's."""
    record = records.recorded("relu_race")
    ballot, chart = st.columns([4, 7], gap="large")
    with ballot:
        st.markdown(t("relu.vote"))
        names = {guess: t(f"relu.{guess}") for guess in GUESSES}
        voted = st.radio(
            t("relu.vote_label"), list(names), None, format_func=names.__getitem__, key="relu_vote", label_visibility="collapsed"
        )
        votes = races.votes()
        if voted:
            votes.cast(reader(), voted)
        count = max(1, votes.total)
        rows = [
            Bar(label, votes.of(guess) / count, f"{votes.of(guess)}", accent=guess == voted) for guess, label in names.items()
        ]
        if voted:
            st.html(bars(rows, t("relu.tally")))
    with chart:
        starts = {start: t(f"relu.start_{start}") for start in STARTS}
        start = address.choose(st.segmented_control, t("relu.first_weights"), starts, "relu_start", STARTS[0], required=True)
        runs = [run for run in record["runs"] if run["start"] == start]
        most = max(run["error"][-1][0] for run in runs)
        kinds = [
            Curve(
                name(kind), ACTIVATION[kind],
                [[p for p in run["error"] if voted or p[0] <= GLIMPSE] for run in runs if run["activation"] == kind],
                DASH[kind],
            )
            for kind in ACTIVATIONS
        ]  # fmt: skip
        st.html(STYLE + curves(kinds, t("relu.chart"), t("relu.steps"), t("relu.error"), most, 1.0, level=GOAL))
        st.caption(t("relu.recorded" if voted else "relu.hidden", **_settings(record)))
    if voted:
        with ballot:
            _verdict(runs, record["settings"]["most"])


def _settings(record: dict) -> dict[str, object]:
    seeds = {run["seed"] for run in record["runs"]}
    return {"photos": f"{record['settings']['photos']:,}", "seeds": len(seeds)}


def _verdict(runs: list[dict], most: int) -> None:
    """Steps to the goal of each racer, as medians over the seeds, and the ratio."""
    steps = {}
    for kind in ACTIVATIONS:
        mine = [run for run in runs if run["activation"] == kind]
        found, told = [run["steps"] for run in mine], {"name": name(kind), "rate": mine[0]["rate"]}
        steps[kind] = None if None in found else median(found)
        if steps[kind]:
            st.markdown(t("relu.took", steps=f"{steps[kind]:,.0f}", least=min(found), most=max(found), **told))
        else:
            st.markdown(t("relu.never", most=f"{most:,}", **told))
    if steps["relu"] and steps["tanh"]:
        ratio = steps["tanh"] / steps["relu"]
        st.markdown(t("relu.ratio", ratio=ratio, paper=PAPER))
        st.markdown(prose("relu", "why_not_six" if ratio > 1 else "why_reversed"))


def functions() -> None:
    """The three functions and their slopes, and both at a point that the reader moves."""
    at = st.slider(t("relu.at"), -6.0, 6.0, 3.0, 0.5, key="relu_x", bind="query-params")
    left, right = st.columns(2, gap="large")
    drawn = {kind: curve(kind) for kind in ACTIVATIONS}
    for column, place, key, low, high in ((left, 1, "value", -2.0, 6.0), (right, 2, "slope", 0.0, 1.2)):
        kinds = [
            Curve(name(kind), ACTIVATION[kind], [list(zip(found[0].tolist(), found[place].tolist(), strict=True))], DASH[kind])
            for kind, found in drawn.items()
        ]
        chart = curves(kinds, t(f"relu.{key}"), "x", t(f"relu.{key}"), 6, high, percent=False, x_min=-6, y_min=low)
        column.html(STYLE + chart)
        index = round((at + 6) * 10)
        rows = [Bar(name(kind), max(0, drawn[kind][place][index].item()) / high, f"{drawn[kind][place][index]:.3f}")
                for kind in ACTIVATIONS]  # fmt: skip
        column.html(bars(rows, t(f"relu.{key}_at", x=at)))


def vanishing() -> None:
    """The gradient at each layer of a stack that has just begun, on the reader's photo."""
    photo, network = view()
    words, chart = st.columns([4, 7], gap="large")
    with words:
        depth = st.slider(t("relu.depth"), 2, 30, 12, key="relu_depth", bind="query-params")
        suited = st.toggle(t("relu.suited"), True, key="relu_suited", bind="query-params")
        found = answer(questions.fading(photo, network, depth, 2.0 if suited else 1.0))
        for kind, sizes in found.items():
            st.markdown(t("relu.faded", name=name(kind), share=_fraction(sizes[0] / sizes[-1])))
        st.caption(t("relu.stack"))
    logs = {kind: [(n + 1, s) for n, s in enumerate(_log10(sizes))] for kind, sizes in found.items()}
    low = min(y for points in logs.values() for _, y in points)
    kinds = [Curve(name(kind), ACTIVATION[kind], [points], DASH[kind]) for kind, points in logs.items()]
    high = max(y for points in logs.values() for _, y in points)
    bounds = {"x_min": 1, "y_min": min(-1, 4 * (low // 4)), "y_max": max(0, ceil(high))}
    words = t("relu.fading"), t("relu.layer"), t("relu.log")
    chart.html(STYLE + curves(kinds, *words, depth, percent=False, **bounds))


def _fraction(share: float) -> str:
    return f"{share:.2f}" if share > 0.05 else f"1/{1 / max(share, 1e-40):,.0f}"


def _log10(sizes: list[float]) -> list[float]:
    return [log10(max(size, 1e-40) / max(sizes[-1], 1e-40)) for size in sizes]


PARTS = {"race": race, "functions": functions, "vanishing": vanishing, "live": live_race}
