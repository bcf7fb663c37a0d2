"""What came after: the challenge year by year, and how deep, large and costly the networks became."""

import tomllib
from functools import cache as kept
from typing import Any

import streamlit as st

from alexnet.lessons.after import NAMES
from app.charts.after_networks import Silhouette, idea, silhouettes
from app.charts.bars import Bar, bars
from app.components.drawing import drawing
from app.frame import address
from app.frame.text import prose, t
from app.server import records
from app.widgets.history import FILE, error_bars

MEASURES = {"error": 1, "depth": 1, "parameters": 1e6, "multiply_adds": 1e9}  # what is shown, in which unit
PERSON = 5.1  # percent: the top-5 error of a trained person, Russakovsky et al. 2015, section 6.4
CHANGES = ("vgg16", "googlenet", "resnet152")


@kept
def networks() -> dict[str, dict[str, Any]]:
    """Year, error and source by torchvision's name."""
    return tomllib.loads((FILE.parent / "descendants.toml").read_text("utf-8"))


def _sizes() -> dict[str, dict[str, Any]]:
    return {run["name"]: run for run in records.recorded("descendants")["runs"]}


def measures() -> None:
    """One measure at a time: the error of every year, or a size of the four networks that everybody knows."""
    names = {key: t(f"after.{key}") for key in MEASURES}
    chosen = address.choose(
        st.segmented_control, t("after.measure"), names, "measure", "error", required=True, label_visibility="collapsed"
    )
    chart, words = st.columns([8, 4], gap="large")
    if chosen == "error":
        chart.html(error_bars((PERSON, t("after.person"))))
    else:
        chart.html(_depths(names[chosen]) if chosen == "depth" else _bars(chosen, names[chosen]))
    chart.caption(t(f"after.{chosen}_source"))
    words.markdown(prose("after", f"read_{chosen}"))


def _depths(title: str) -> str:
    """The four networks, layer by layer."""
    shown = [
        Silhouette(
            f"{told['year']} {NAMES[name]}", _sizes()[name]["sides"], t("after.depth_unit", value=_sizes()[name]["depth"]),
            name == "alexnet",
        )
        for name, told in networks().items()
    ]  # fmt: skip
    return silhouettes(shown, title)


def _bars(measure: str, title: str) -> str:
    """Parameters or work of the four networks, the largest as a full bar."""
    sizes = {name: _sizes()[name][measure] / MEASURES[measure] for name in networks()}
    rows = [
        Bar(
            f"{told['year']} {NAMES[name]}",
            sizes[name] / max(sizes.values()),
            t(f"after.{measure}_unit", value=sizes[name]),
            name == "alexnet",
        )
        for name, told in networks().items()
    ]
    return bars(rows, title)


def changes() -> None:
    """What each of three networks changed, drawn, with its figures beside AlexNet's."""
    first = _sizes()["alexnet"]
    for column, name in zip(st.columns(3, gap="large"), CHANGES, strict=True):
        with column:
            told, size = networks()[name], _sizes()[name]
            st.subheader(f"{NAMES[name]}, {told['year']}", anchor=False)
            drawing(idea(name, t(f"after.idea_{name}")), f"idea_{name}")
            parameters, work = (_times(size[key] / first[key]) for key in ("parameters", "multiply_adds"))
            st.markdown(t("after.against", depth=size["depth"], parameters=parameters, work=work, error=told["error"]))
            st.markdown(prose("after", name))
            st.caption(told["source"])


def _times(ratio: float) -> str:
    """How many times AlexNet's, as one says it: "a ninth of AlexNet's"."""
    if ratio < 0.75:
        return t(f"after.part_{round(1 / ratio)}")
    return t("after.same") if ratio < 1.05 else t("after.times", value=ratio)
