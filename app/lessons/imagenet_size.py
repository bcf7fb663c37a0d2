"""Why ImageNet has so many photos, and how it was made."""

import tomllib
from functools import cache as kept
from math import log10
from statistics import mean
from typing import Any

import streamlit as st

from app.charts.bars import Bar, Scale, bars
from app.charts.imagenet_size import growth, sizes
from app.charts.style import PLOTLY
from app.frame.text import number, prose, t
from app.server import records
from app.widgets.history import FILE

MILLIONS = (0, 5_000_000, 10_000_000, 15_000_000)  # ticks of true lengths; the axis ends with the last
POWERS = (1000, 100_000, 10_000_000)  # ticks of logarithmic lengths
LONGEST = 7.2  # power of ten at their end


@kept
def datasets() -> list[dict[str, Any]]:
    """Data sets of labelled photos: name, year, photos, categories, source; whether it is about, and AlexNet's."""
    return tomllib.loads((FILE.parent / "datasets.toml").read_text("utf-8"))["entry"]


def photos() -> None:
    """Error on held-back photos against photos a class, from assets/runs/data_size.json."""
    record = records.recorded("data_size")
    runs, settings = record["runs"], record["settings"]
    ends = [(run["photos_a_class"], run["val_error"][-1]) for run in runs]
    few, many = min(ends)[0], max(ends)[0]
    few_val, many_val = (mean(error for size, error in ends if size == one) for one in (few, many))
    few_train, many_train = (mean(run["train_error"][-1] for run in runs if run["photos_a_class"] == one) for one in (few, many))
    chart, words = st.columns([7, 5], gap="large")
    with chart:
        figure = growth(ends, t("imagenet.photos_a_class"), t("imagenet.error"), number)
        numbers = {"few": few, "many": many, "few_val": few_val, "many_val": many_val}
        st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("imagenet.growth_alt", **numbers), key="growth")
        seeds = {run["seed"] for run in runs}
        fixed = {"steps": settings["steps"], "held": settings["held_back"], "seeds": len(seeds), "side": settings["side"]}
        st.caption(t("imagenet.growth", classes=len(settings["classes"]), **fixed))
    with words:
        st.markdown(t("imagenet.few", train=few_train, **numbers))
        st.markdown(t("imagenet.many", train=many_train, **numbers))
        st.markdown(prose("imagenet", "why"))


def made() -> None:
    """Data sets by size, and the steps in which ImageNet was put together."""
    chart, words = st.columns([7, 5], gap="large")
    with chart:
        logarithmic = st.toggle(t("imagenet.log_length"), key="log_length", bind="query-params")
        rows = [
            Bar(
                t("imagenet.dataset", name=one["name"], year=one["year"], n=one["categories"]),
                _share(one["photos"], logarithmic),
                t("imagenet.about", n=one["photos"]) if one.get("about") else number(one["photos"], ","),
                one.get("alexnet", False),
            )
            for one in datasets()
        ]
        ends = POWERS if logarithmic else MILLIONS
        ticks = [
            (_share(at, logarithmic), number(at, ",") if logarithmic else t("imagenet.millions", n=at // 10**6)) for at in ends
        ]
        st.html(sizes(bars(rows, t("imagenet.sizes_alt"), Scale(ticks))))
        st.caption(t("imagenet.sizes_log" if logarithmic else "imagenet.sizes_true"))
        st.caption(
            t("imagenet.sources", sources="; ".join(f"{one['name']} {one['year']}: {one['source']}" for one in datasets()))
        )
    words.markdown(prose("imagenet", "made"))


def _share(photos: int, logarithmic: bool) -> float:
    """How long the bar of so many photos is, of the axis's length."""
    return (log10(photos) - log10(POWERS[0])) / (LONGEST - log10(POWERS[0])) if logarithmic else photos / MILLIONS[-1]
