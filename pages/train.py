"""Train: AlexNet learns while the class watches."""

import streamlit as st

from app import navigation, run_view, training
from app.text import opening, reading, t

TICK = 1.0  # seconds between two looks at a running training
LOOKOUT = 3.0  # and between two looks for one that somebody else may start
opening("train")


@st.fragment(run_every=TICK if training.active() else None)
def desk() -> None:
    run = training.active()
    if run is None and st.session_state.pop("training_seen", None):
        st.rerun()  # it has ended: nobody need look every second any more
    left, right = st.columns([2, 3], gap="large")
    with left:
        if run:
            st.session_state.training_seen = run.name
            run_view.kernels(run)
            if run.stopping:
                st.info(t("train.stopping"), icon=":material/stop_circle:")
            else:
                st.button(t("train.stop"), icon=":material/stop:", on_click=run.ask_to_stop)
        else:
            arguments = training.asked()
            if st.button(t("train.start"), icon=":material/play_arrow:"):
                st.session_state.watched = training.start(arguments).name
                st.rerun()
    with right:
        if run:
            run_view.progress(run)
            st.caption(t("train.watch"))
        else:
            run_view.past()


@st.fragment(run_every=LOOKOUT)
def lookout() -> None:
    if training.active():
        st.rerun()


desk()
if not training.active():
    lookout()
reading("train")
navigation.onward("train")
