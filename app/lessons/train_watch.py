"""How a training stands, live or afterwards: its settings, numbers and curves, what it answers, and its kernels."""

from typing import Any

import streamlit as st
from PIL import Image

from alexnet.classes.labels import class_name
from alexnet.training.run import Run
from app.charts.curves import STYLE, Curve, curves, thinned
from app.charts.encoded import png
from app.charts.style import ACCENT, QUIET
from app.charts.train_kernels import tiles
from app.charts.train_samples import Answered, answer_sheet
from app.frame.text import language, number, t
from app.lessons import train_choices
from app.server import records, trainings

RECENT = 20  # steps over which the page averages
KNOWN = 10  # steps and seconds before which nobody can say how long the rest will take
ACROSS = (8, 12)  # kernels in a row, of one tower's 64 and of two towers' 96


def progress(run: Run) -> None:
    """How far it is, what it answers, numbers and curves, and the kernels, as they stand."""
    steps = records.run_steps(run)
    if not steps:
        st.progress(0.0, t("train.preparing"))
        return
    last = steps[-1]
    words = [t("train.step", step=last["step"], total=last["total"])]
    if run.running and (left := seconds_left(steps)) is not None:
        words.append(t("train.left", time=train_choices.spoken(left)))
    st.progress(last["step"] / last["total"], " · ".join(words))
    record = records.run_record(run)
    held_back = [(step, top1) for step, top1 in zip(record.steps, record.top1, strict=True) if top1 == top1] if record else []
    wide, narrow = st.columns([3, 2], gap="large")
    with wide:
        answers(run)
        _figures(steps[-RECENT:], held_back)
        _curves(steps, held_back)
        st.caption(train_choices.left_out(run.settings.get("left out", {})))
    with narrow:
        kernels(run)
        if recipe := run.settings.get("recipe"):
            train_choices.every_setting(recipe)


def _figures(recent: list[dict[str, Any]], held_back: list[tuple[int, float]]) -> None:
    numbers = {
        "loss": number(_mean(recent, "loss"), ".2f"),
        "right": number(_mean(recent, "accuracy"), ".0%"),
        "held_back": number(held_back[-1][1], ".0%") if held_back else "–",
        "speed": number(recent[-1]["speed"], ".0f"),
    }
    with st.container(horizontal=True, gap="medium"):
        for key, value in numbers.items():
            st.metric(t(f"train.{key}"), value, width="content")


def _curves(steps: list[dict[str, Any]], held_back: list[tuple[int, float]]) -> None:
    losses, rights = ([step[key] for step in steps] for key in ("loss", "accuracy"))
    words, total = t("train.curve", first=losses[0], last=losses[-1]), steps[-1]["total"]
    rising = [Curve(t("train.right"), QUIET, [thinned(rights)])]
    if held_back:
        rising.append(Curve(t("train.held_back"), ACCENT, [held_back], dots=True))
    st.html(STYLE + curves(rising, t("train.curves"), t("train.steps"), t("train.share"), total, 1.0, number, low=True))
    falling, top = [Curve(t("train.loss"), ACCENT, [thinned(losses)])], max(losses[:RECENT])
    st.html(STYLE + curves(falling, words, t("train.steps"), t("train.loss"), total, top, number, percent=False, low=True))
    st.caption(words)


def answers(run: Run) -> None:
    """What it says to a few photos that were held back."""
    found, names = records.run_answers(run), run.settings.get("classes")
    if found is None or not names:
        return
    rows = [
        Answered(
            Image.fromarray(photo.transpose(1, 2, 0)),
            class_name(names[answer], language()),
            number(float(share), ".0%"),
            bool(answer == shown),
            t(f"train.{'is_right' if answer == shown else 'is_wrong'}", name=class_name(names[shown], language())),
        )
        for photo, shown, answer, share in zip(found.pixels, found.classes, found.answers, found.shares, strict=True)
    ]
    title = t("train.answers", step=found.step, right=sum(row.right for row in rows), count=len(rows))
    st.markdown(title)
    st.html(answer_sheet(rows, title))


def kernels(run: Run) -> None:
    """conv1 as it stands."""
    record = records.run_record(run)
    if record is not None:
        step, two = int(record.steps[-1]), run.settings.get("network") == "two-gpu"
        sheet = png(tiles(record.kernels[-1].float().numpy(), ACROSS[two]))
        words = t(f"train.kernels{1 + two}", step=step)
        st.image(sheet, words, width="stretch", output_format="PNG", alt=t("train.alt", step=step))


def settings(run: Run) -> None:
    """What it was asked for, in a line."""
    told, asked = run.settings, run.asked
    network = told.get("network") or _after("--network", asked)
    data = told.get("data") or (asked[0] if asked else None)
    words = [t(f"train.{word}") for word in (network, data, _after("--recipe", asked)) if word]
    if recipe := told.get("recipe"):
        words.append(t("train.told_passes", count=recipe["passes"]))
    st.caption(" · ".join(words), width="content")


def label(run: Run) -> str:
    """A run in one line: its name, its network, what it learned from, how it stands."""
    told = run.settings
    words = (told["network"], told["data"], f"state_{trainings.state(run)}")
    return " · ".join([run.name, *(t(f"train.{word}") for word in words)])


def seconds_left(steps: list[dict[str, Any]]) -> float | None:
    """How long the rest will take at the pace of the newest steps; None while too few are done to tell."""
    last, before = steps[-1], steps[max(0, len(steps) - 200)]
    done, spent = last["step"] - before["step"], last["seconds"] - before["seconds"]
    return spent / done * (last["total"] - last["step"]) if done >= KNOWN and spent >= KNOWN else None


def _after(option: str, arguments: list[str]) -> str | None:
    """What stands behind `option` on a command line."""
    return arguments[arguments.index(option) + 1] if option in arguments[:-1] else None


def _mean(steps: list[dict[str, Any]], key: str) -> float:
    return sum(step[key] for step in steps) / len(steps)
