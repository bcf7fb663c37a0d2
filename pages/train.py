"""Train: AlexNet learns while the class watches."""

import streamlit as st

from app.frame import navigation
from app.frame.text import opening, reading, t
from app.lessons import train
from app.server import trainings

TICK = 1.0  # seconds between two looks at a running training
LOOKOUT = 3.0  # and between two looks for one that somebody else may start
opening("train")


@st.fragment(run_every=TICK if trainings.active() else None)
def desk() -> None:
    run = trainings.active()
    if run is None and st.session_state.pop("training_seen", None):
        st.rerun()  # it has ended: nobody need look every second any more
    left, right = st.columns([2, 3], gap="large")
    with left:
        if run:
            st.session_state.training_seen = run.name
            train.kernels(run)
            if run.stopping:
                st.info(t("train.stopping"), icon=":material/stop_circle:")
            else:
                st.button(t("train.stop"), icon=":material/stop:", on_click=run.ask_to_stop)
        else:
            arguments = trainings.asked()
            if st.button(t("train.start"), icon=":material/play_arrow:"):
                st.session_state.watched = trainings.start(arguments).name
                st.rerun()
    with right:
        if run:
            train.progress(run)
            st.caption(t("train.watch"))
        else:
            train.past()


@st.fragment(run_every=LOOKOUT)
def lookout() -> None:
    if trainings.active():
        st.rerun()


desk()
if not trainings.active():
    lookout()
reading("train")
navigation.onward("train")
