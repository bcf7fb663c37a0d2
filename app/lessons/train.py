"""How a training stands, live or afterwards: numbers, curve, kernels, and what can be done with it."""

from contextlib import suppress
from typing import Any

import streamlit as st

from alexnet.errors import Problem
from alexnet.files import RECORDS
from alexnet.training.run import Run, runs
from app.charts.curves import STYLE, Curve, curves, thinned
from app.charts.encoded import png
from app.charts.pictures import enlarged, kernel_sheet
from app.charts.style import ACCENT
from app.frame import networks
from app.frame.guard import tell
from app.frame.text import number, t
from app.lessons import train_choices
from app.server import records, trainings

TICK = 1.0  # seconds between two looks at a running training
LOOKOUT = 3.0  # and between two looks for one that somebody else may start
RECENT = 20  # steps over which the page averages
ACROSS = (8, 12)  # kernels in a row, of one tower's 64 and of two towers' 96
HELD_BACK = "#4a90d9"


def desk() -> None:
    """The training that runs, or the choice of a new one and the trainings so far."""
    run = trainings.active()
    if run is None and st.session_state.pop("training_seen", None):
        st.rerun()  # it has ended: nobody need look every second any more
    left, right = st.columns([2, 3], gap="large")
    with left:
        if run:
            st.session_state.training_seen = run.name
            kernels(run)
            if run.stopping:
                st.info(t("train.stopping"), icon=":material/stop_circle:")
            else:
                st.button(t("train.stop"), icon=":material/stop:", on_click=run.ask_to_stop)
        else:
            arguments = train_choices.arguments()
            if st.button(t("train.start"), icon=":material/play_arrow:"):
                st.session_state.watched = trainings.start(arguments).name
                st.rerun()
    with right:
        if run:
            progress(run)
            st.caption(t("train.watch"))
        else:
            past()


def lookout() -> None:
    """Runs the page again as soon as somebody has started a training."""
    if trainings.active():
        st.rerun()


def progress(run: Run) -> None:
    """Numbers and curves of a run, as they stand."""
    steps, record = records.run_steps(run), records.run_record(run)
    if not steps:
        st.progress(0.0, t("train.preparing"))
        return
    last, recent = steps[-1], steps[-RECENT:]
    st.progress(last["step"] / last["total"], t("train.step", step=last["step"], total=last["total"]))
    held_back = [(step, top1) for step, top1 in zip(record.steps, record.top1, strict=True) if top1 == top1] if record else []
    numbers = {
        "loss": number(_mean(recent, "loss"), ".2f"),
        "right": number(_mean(recent, "accuracy"), ".0%"),
        "held_back": number(held_back[-1][1], ".0%") if held_back else "–",
        "speed": number(last["speed"], ".0f"),
    } | ({"left": _clock(_seconds_left(steps))} if run.running else {})
    with st.container(horizontal=True, gap="large"):
        for key, value in numbers.items():
            st.metric(t(f"train.{key}"), value, width="content")
    loss, right = st.columns(2)
    losses, rights = ([step[key] for step in steps] for key in ("loss", "accuracy"))
    words, total = t("train.curve", first=losses[0], last=losses[-1]), last["total"]
    falling = Curve(t("train.loss"), ACCENT, [thinned(losses)])
    loss.html(
        STYLE + curves([falling], words, t("train.steps"), t("train.loss"), total, max(losses[:RECENT]), number, percent=False)
    )
    loss.caption(words)
    rising = [Curve(t("train.right"), ACCENT, [thinned(rights)])]
    if held_back:
        rising.append(Curve(t("train.held_back"), HELD_BACK, [held_back], dots=True))
    right.html(STYLE + curves(rising, t("train.curves"), t("train.steps"), t("train.share"), total, 1.0, number))


def kernels(run: Run) -> None:
    """conv1 as it stands."""
    record = records.run_record(run)
    if record is not None:
        step, two = int(record.steps[-1]), run.settings.get("network") == "two-gpu"
        sheet = png(enlarged(kernel_sheet(record.kernels[-1].float().numpy(), ACROSS[two]), 480))
        words = t(f"train.kernels{1 + two}", step=step)
        st.image(sheet, words, width="stretch", output_format="PNG", alt=t("train.alt", step=step))


def label(run: Run) -> str:
    """A run in one line: its name, its network, what it learned from, how it stands."""
    told = run.settings
    words = (told["network"], told["data"], f"state_{trainings.state(run)}")
    return " · ".join([run.name, *(t(f"train.{word}") for word in words)])


def past() -> None:
    """The trainings so far, the newest first: look at one, go on, keep it."""
    found = {run.name: run for run in runs()}
    lost = trainings.lost(st.session_state.get("watched"))
    if lost and lost.name not in found:  # it failed before it began
        tell(trainings.problem(lost))
    if not found:
        st.info(t("train.none"), icon=":material/model_training:")
        _shipped()
        return
    run = found[st.selectbox(t("train.runs"), list(found), format_func=lambda name: label(found[name]), key="run")]
    if trainings.state(run) == "failed":
        tell(trainings.problem(run))
    progress(run)
    if run.resumable and st.button(t("train.resume"), icon=":material/play_arrow:"):
        trainings.resume(run)
        st.rerun()
    if run.network.is_file():
        _keep(run)
    kernels(run)


def _shipped() -> None:
    """How the two-tower network that comes with the app was trained."""
    with suppress(Problem):  # nothing depends on it
        record = records.training(RECORDS / "two-gpu-training.safetensors")
        points = list(zip(record.steps.tolist(), record.top1.tolist(), strict=True))
        words = t("train.shipped", top1=points[-1][1], steps=points[-1][0])
        kinds = [Curve(t("train.held_back"), HELD_BACK, [points], dots=True)]
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
        st.session_state.kept = name
    if kept := st.session_state.get("kept"):
        st.success(t("train.kept", name=kept))
        networks.switch(t("train.use"), kept, "use", "classify")


def _mean(steps: list[dict[str, Any]], key: str) -> float:
    return sum(step[key] for step in steps) / len(steps)


def _seconds_left(steps: list[dict[str, Any]]) -> float:
    last, before = steps[-1], steps[max(0, len(steps) - 200)]
    pace = (last["seconds"] - before["seconds"]) / max(1, last["step"] - before["step"])
    return pace * (last["total"] - last["step"])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
