"""What came after: the challenge year by year, and how deep, large and costly the networks became."""

import tomllib
from functools import cache as kept

import streamlit as st

from alexnet.lessons.after import NAMES
from app.charts.bars import Bar, bars
from app.frame import address
from app.frame.text import prose, t
from app.server import records
from app.widgets.history import FILE, FULL, entries

MEASURES = {"error": 1, "depth": 1, "parameters": 1e6, "multiply_adds": 1e9}  # what is shown, in which unit
CHANGES = ("vgg16", "googlenet", "resnet152")


@kept
def networks() -> dict[str, dict]:
    """Year, error and source by torchvision's name."""
    return tomllib.loads((FILE.parent / "descendants.toml").read_text("utf-8"))


def measures() -> None:
    """One measure at a time: the error of every year, or a size of the four networks that everybody knows."""
    names = {key: t(f"after.{key}") for key in MEASURES}
    chosen = address.choose(
        st.segmented_control, t("after.measure"), names, "measure", "error", required=True, label_visibility="collapsed"
    )
    if chosen == "error":
        rows = [
            Bar(f"{e['year']} {e['name']}", e["error"] / FULL, f"{e['error']:g} %", e["name"] == "AlexNet") for e in entries()
        ]
        rows.append(Bar(t("after.person"), 5.1 / FULL, "5.1 %"))
    else:
        sizes = {run["name"]: run[chosen] / MEASURES[chosen] for run in records.recorded("descendants")["runs"]}
        most = max(sizes[name] for name in networks())
        rows = [
            Bar(
                f"{told['year']} {NAMES[name]}",
                sizes[name] / most,
                t(f"after.{chosen}_unit", value=sizes[name]),
                name == "alexnet",
            )
            for name, told in networks().items()
        ]
    chart, words = st.columns([8, 4], gap="large")
    chart.html(bars(rows, names[chosen]))
    chart.caption(t(f"after.{chosen}_source"))
    words.markdown(prose("after", f"read_{chosen}"))


def changes() -> None:
    """What each of three networks changed, with its figures beside AlexNet's."""
    sizes = {run["name"]: run for run in records.recorded("descendants")["runs"]}
    for column, name in zip(st.columns(3, gap="large"), CHANGES, strict=True):
        with column:
            told, size, first = networks()[name], sizes[name], sizes["alexnet"]
            st.subheader(f"{NAMES[name]}, {told['year']}", anchor=False)
            st.markdown(
                t(
                    "after.against", depth=size["depth"], parameters=size["parameters"] / first["parameters"],
                    work=size["multiply_adds"] / first["multiply_adds"], error=told["error"],
                )
            )  # fmt: skip
            st.markdown(prose("after", name))
            st.caption(told["source"])
