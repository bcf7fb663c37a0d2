"""The training that runs, or the choice of a new one and the trainings so far."""

from contextlib import suppress

import streamlit as st

from alexnet.data.shapes import KINDS
from alexnet.errors import Problem
from alexnet.files import RECORDS
from alexnet.training.run import Run, runs
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACCENT
from app.frame import address, networks
from app.frame.guard import fragment, tell
from app.frame.text import number, plain, t
from app.lessons import train_choices, train_watch
from app.server import records, trainings

TICK = 1.0  # seconds between two looks at a running training
LOOKOUT = 3.0  # and between two looks for one that somebody else may start
SHAPE = (2, 3)  # widths of the two columns


def watch() -> None:
    """The training that runs, looked at every second; or else what can be trained, and what was."""
    running = trainings.active() is not None
    fragment(desk, run_every=TICK if running else None)()
    if not running:
        fragment(_lookout, run_every=LOOKOUT)()


def desk() -> None:
    """The training that runs; where none does, the one just watched or a new one first, the other below."""
    run = trainings.active()
    if run is None and st.session_state.pop("training_seen", None):
        st.session_state.results_first = True
        st.rerun()  # it has ended: nobody need look every second any more
    if run:
        _live(run)
    elif st.session_state.setdefault("results_first", "run" in st.query_params):
        _past()
        st.divider()
        _new()
    else:
        _new()
        st.divider()
        _past()


def _lookout() -> None:
    """Runs the page again as soon as somebody has started a training."""
    if trainings.active():
        st.rerun()


def _live(run: Run) -> None:
    if st.session_state.get("training_seen") != run.name:
        st.session_state.update(training_seen=run.name, run=run.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if run.stopping:
            st.markdown(t("train.stopping"), width="content")
        else:
            st.button(t("train.stop"), icon=":material/stop:", on_click=run.ask_to_stop)
        if run.newest:
            _draw(run)
        train_watch.settings(run)
    train_watch.progress(run)
    st.caption(t("train.watch"))


def _new() -> None:
    left, right = st.columns(SHAPE, gap="large")
    with left:
        top = st.container()
        choice = train_choices.choose()
    with right:
        found = train_choices.photos(choice)
    with top:
        if st.button(t("train.start"), icon=":material/play_arrow:", type="primary", width="stretch"):
            st.session_state.watched = trainings.start(choice.arguments).name
            st.rerun()
        train_choices.estimate(choice, found)


def _past() -> None:
    """The trainings so far, the newest first: look at one, go on, keep it."""
    found = {run.name: run for run in runs()}
    lost = trainings.lost(st.session_state.get("watched"))
    if lost and lost.name not in found:  # it failed before it began
        tell(trainings.problem(lost))
    if not found:
        st.markdown(t("train.none"))
        _shipped()
        return
    names = {name: train_watch.label(run) for name, run in found.items()}
    run = found[address.choose(st.selectbox, t("train.runs"), names, "run", next(iter(names)))]
    if trainings.state(run) == "failed":
        tell(trainings.problem(run))
    with st.container(horizontal=True, vertical_alignment="center"):
        if run.resumable and st.button(t("train.resume"), icon=":material/play_arrow:"):
            trainings.resume(run)
            st.rerun()
        if run.network.is_file():
            _draw(run)
        train_watch.settings(run)
    if run.network.is_file():
        _keep(run)
    train_watch.progress(run)


def _draw(run: Run) -> None:
    """The way to the drawing pad, for a network that knows what can be drawn there."""
    if set(run.settings.get("classes", ())) == set(KINDS) and st.button(
        t("train.draw"), key="draw", icon=":material/draw:", type="primary", on_click=st.session_state.update,
        args=({"train_part": "draw", "train-pad": run.name},),
    ):  # fmt: skip
        st.rerun()


def _shipped() -> None:
    """How the two-tower network that comes with the app was trained."""
    with suppress(Problem):  # nothing depends on it
        record = records.training(RECORDS / "two-gpu-training.safetensors")
        points = list(zip(record.steps.tolist(), record.top1.tolist(), strict=True))
        words = t("train.shipped", top1=points[-1][1], steps=points[-1][0])
        kinds = [Curve(t("train.held_back"), ACCENT, [points], dots=True)]
        st.html(STYLE + curves(kinds, words, t("train.steps"), t("train.held_back"), points[-1][0], 0.5, number, low=True))
        st.caption(words)


def _keep(run: Run) -> None:
    with st.form("keep", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(t("train.name"), run.name, max_chars=40, key=f"name-{run.name}")
        pressed = st.form_submit_button(t("train.keep"), icon=":material/bookmark:")
    if pressed:
        try:
            run.keep(name)
        except Problem as problem:
            tell(problem)
            return
    if kept := run.kept:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("train.kept", name=plain(kept)), width="content")
            networks.switch(t("train.use"), kept, "use", "classify")
