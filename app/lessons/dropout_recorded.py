"""Dropout as recorded: the head trained with it and without it, where it helps and where it does not."""

from statistics import median

import streamlit as st

from alexnet.lessons.claims import passes_to_half
from app.charts.curves import STYLE, Curve, curves
from app.charts.style import ACCENT
from app.frame import address
from app.frame.text import number, prose, t
from app.server import records

WITHOUT = "#2166ac"


def recorded() -> None:
    """The head with and without dropout, from assets/runs/dropout.json."""
    record = records.recorded("dropout")
    runs, settings = record["runs"], record["settings"]
    ends = {
        f"{measure}_{key}": median(run[f"val_{measure}"][-1] for run in runs if bool(run["dropout"]) == thinned)
        for measure in ("error", "loss")
        for key, thinned in (("without", False), ("with_", True))
    }
    st.markdown(t("dropout.ends", passes=settings["passes"], **ends))
    left, right = st.columns([7, 4], gap="large")
    measures = {measure: t(f"dropout.{measure}") for measure in ("loss", "error")}
    with left:
        measure = address.choose(
            st.segmented_control, t("dropout.measure"), measures, "dropout_measure", "loss", required=True,
            label_visibility="collapsed",
        )  # fmt: skip
    kinds, words = [], []
    for p, colour in ((0.0, WITHOUT), (0.5, ACCENT)):
        mine = [run for run in runs if run["dropout"] == p]
        name = t("dropout.with", p=p) if p else t("dropout.without")
        for part, dash in (("train", "5 4"), ("val", "")):
            points = [list(enumerate(run[f"{part}_{measure}"])) for run in mine]
            kinds.append(Curve(f"{name} · {t(f'dropout.error_{part}')}", colour, points, dash))
        found = [(run[f"train_{measure}"][-1], run[f"val_{measure}"][-1], min(run[f"val_{measure}"])) for run in mine]
        train, val, best = (median(column) for column in zip(*found, strict=True))
        when = median(run[f"val_{measure}"].index(min(run[f"val_{measure}"])) for run in mine)
        gap = {"name": name, "passes": settings["passes"], "train": train, "val": val, "best": best, "when": when}
        words.append(t(f"dropout.gap_{measure}", **gap))
    most = max(y for kind in kinds for run in kind.runs for _, y in run)
    labels = t(f"dropout.chart_{measure}"), t("dropout.passes"), t(f"dropout.{measure}")
    share = measure == "error"
    left.html(STYLE + curves(kinds, *labels, settings["passes"], 1.0 if share else most, number, percent=share))
    for sentence in words:
        right.markdown(sentence)
    fast, slow = passes_to_half(runs)
    right.markdown(t("dropout.slower", without=fast, with_=slow, ratio=slow / fast))
    right.markdown(prose("dropout", f"found_{measure}"))
    seeds = {run["seed"] for run in runs}
    left.caption(t("dropout.recorded", photos=settings["photos"], seeds=len(seeds)))
