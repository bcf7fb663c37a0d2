"""The race of figure 1, run now on the built-in shapes: whoever starts it, the whole class watches."""

import streamlit as st

from alexnet.lessons.relu_race import ACTIVATIONS, GOAL
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACTIVATION, DASH
from app.frame.guard import fragment
from app.frame.text import t
from app.server import races
from app.server.readers import reader

TICK = 0.6  # seconds between two looks at a race that runs
SHORTEST = 60  # steps that the axis shows at least


def live_race() -> None:
    """Start, watch, stop. Beside the chart the steps of those who have arrived."""
    fragment(_watch, run_every=TICK if races.live_race().running else None)()


def _watch() -> None:
    race = races.live_race()
    race.join(me := reader())
    buttons, chart = st.columns([4, 7], gap="large")
    with buttons:
        st.markdown(t("relu.live"))
        if race.running:
            if st.button(t("relu.stop"), icon=":material/stop:", key="relu_stop"):
                race.stop()
                st.rerun()
        elif st.button(t("relu.start"), icon=":material/play_arrow:", type="primary", key="relu_start"):
            race.start(races.tuned_rates())
            race.join(me)
            st.rerun()
        for kind in ACTIVATIONS:
            laps = race.laps(kind)
            if laps and laps[-1].error <= GOAL:
                st.markdown(t("relu.home", name=t(f"relu.{kind}"), steps=laps[-1].step))
            elif laps:
                st.markdown(t("relu.running", name=t(f"relu.{kind}"), steps=laps[-1].step, error=laps[-1].error))
    drawn = [
        Curve(
            t(f"relu.{kind}"),
            ACTIVATION[kind],
            [[(lap.step, lap.error) for lap in race.laps(kind)[:: race.stride(kind)]]],
            DASH[kind],
        )
        for kind in ACTIVATIONS
    ]
    most = max([SHORTEST] + [race.laps(kind)[-1].step for kind in ACTIVATIONS if race.laps(kind)])
    chart.html(STYLE + curves(drawn, t("relu.live_chart"), t("relu.steps"), t("relu.error"), most, 1.0, level=GOAL))
    if race.ended(me):
        st.rerun()
