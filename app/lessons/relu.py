"""The lesson on ReLU: three functions, the gradient that fades, and beside them the race as recorded and one run live."""

from math import ceil, log10

import streamlit as st

from alexnet.lessons.relu_race import ACTIVATIONS
from alexnet.lessons.relu_vanishing import curve
from app.charts.bars import Bar, bars
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACTIVATION, DASH
from app.frame.text import number, t
from app.frame.view import view
from app.lessons.relu_race import live_race
from app.lessons.relu_vote import race
from app.server import questions
from app.server.queues import answer


def name(activation: str) -> str:
    return t(f"relu.{activation}")


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
        chart = curves(kinds, t(f"relu.{key}"), "x", t(f"relu.{key}"), 6, high, number, percent=False, x_min=-6, y_min=low)
        column.html(STYLE + chart)
        index = round((at + 6) * 10)
        rows = [Bar(name(kind), max(0, drawn[kind][place][index].item()) / high, number(drawn[kind][place][index].item(), ".3f"))
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
    top, bottom = max(0, ceil(high)), min(-1, 4 * (low // 4))
    titles = t("relu.fading"), t("relu.layer"), t("relu.log")
    chart.html(STYLE + curves(kinds, *titles, depth, top, number, percent=False, x_min=1, y_min=bottom))


def _fraction(share: float) -> str:
    return number(share, ".2f") if share > 0.05 else f"1/{number(1 / max(share, 1e-40), ',.0f')}"


def _log10(sizes: list[float]) -> list[float]:
    return [log10(max(size, 1e-40) / max(sizes[-1], 1e-40)) for size in sizes]


PARTS = {"race": race, "functions": functions, "vanishing": vanishing, "live": live_race}
