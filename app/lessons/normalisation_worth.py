"""What LRN and overlapping pooling were worth, as the paper and the authors' run notes say."""

import streamlit as st

from app.charts.bars import Bar, bars
from app.frame.text import prose, t

# Points of top-1 and top-5 error: the paper's sections 3.3 and 3.4; validation errors of the authors' run notes.
REPORTED = {"lrn": (1.4, 1.2), "overlap": (0.4, 0.3)}
RUNS = {"145": (40.66, 18.21), "lrn": (42.03, 19.36), "overlap": (41.06, 18.51)}  # 148 without LRN, 147 without overlap
LONGEST = 2.0  # points that fill a bar


def worth() -> None:
    """What the paper and the run notes say that the two ideas gained, and why LRN went out of use."""
    chart, words = st.columns([6, 5], gap="large")
    with chart:
        for idea in REPORTED:
            st.markdown(t(f"normalisation.gain_{idea}"))
            lost = [round(other - own, 2) for other, own in zip(RUNS[idea], RUNS["145"], strict=True)]
            rows = [
                Bar(
                    t(f"normalisation.{source}", error=error),
                    points / LONGEST,
                    t("normalisation.points", points=points),
                    source == "run",
                )
                for source, both in (("reported", REPORTED[idea]), ("run", lost))
                for error, points in zip(("top-1", "top-5"), both, strict=True)
            ]
            st.html(bars(rows, t(f"normalisation.gain_{idea}")))
        st.markdown(prose("normalisation", "runs"))
    words.markdown(prose("normalisation", "later"))
