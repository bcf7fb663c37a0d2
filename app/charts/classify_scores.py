"""The scores of every class, best first, to hover over."""

from html import escape

import plotly.graph_objects as go

from alexnet.classes.labels import class_name
from app.charts.style import ACCENT, QUIET, TEMPLATE


def score_figure(wnids: tuple[str, ...], scores: list[float], language: str, score: str, rank: str, separators: str) -> go.Figure:
    """A bar a class, sorted; the five best in the accent.

    Args:
        score, rank: the axes' names.
        separators: the decimal mark and what stands between thousands, two characters.
    """
    order = sorted(range(len(scores)), key=lambda index: -scores[index])
    figure = go.Figure(
        go.Bar(
            x=list(range(1, len(order) + 1)),
            y=[scores[index] for index in order],
            customdata=[escape(class_name(wnids[index], language)) for index in order],
            marker={"color": [ACCENT if place < 5 else QUIET for place in range(len(order))], "line": {"width": 0}},
            hovertemplate="%{customdata}: %{y:.2f}<extra></extra>",
        )
    )
    figure.update_layout(template=TEMPLATE, separators=separators, height=280, xaxis_title=rank, yaxis_title=score, bargap=0.1)
    return figure
