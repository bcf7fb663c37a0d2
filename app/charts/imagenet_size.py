"""How many photos: bars of data sets with wide numbers, and the error against photos a class in Plotly."""

from collections.abc import Sequence
from math import log10

import plotly.graph_objects as go

from app.charts.style import ACCENT, GRID, QUIET, TEMPLATE, Number

SIZES = """
<style>
.datasets ol.bars li { grid-template-columns: minmax(0, 10.5rem) minmax(0, 1fr) 8.3rem; }
@container (max-width: 25rem) { .datasets ol.bars li { grid-template-columns: minmax(0, 1fr) 8.3rem; } }
</style>
"""


def sizes(list_of_bars: str) -> str:
    """HTML bars with room for numbers of seven digits at their ends."""
    return f'{SIZES}<div class="datasets">{list_of_bars}</div>'


def growth(runs: Sequence[tuple[int, float]], x_label: str, y_label: str, number: Number) -> go.Figure:
    """Error against photos a class on a logarithmic axis: a dot a training, a line through their means, a band around them.

    Args:
        runs: (photos a class, share named wrong in [0, 1]) of each training.
        number: writes the shares.
    """
    sizes = sorted({size for size, _ in runs})
    errors = [[error for one, error in runs if one == size] for size in sizes]
    means = [sum(part) / len(part) for part in errors]
    figure = go.Figure()
    figure.add_scatter(x=sizes, y=list(map(max, errors)), mode="lines", line={"width": 0}, hoverinfo="skip")
    figure.add_scatter(
        x=sizes, y=list(map(min, errors)), mode="lines", line={"width": 0}, fill="tonexty",
        fillcolor="rgba(217, 86, 15, 0.2)", hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(x=sizes, y=means, mode="lines", line={"width": 3, "color": ACCENT}, hoverinfo="skip")
    figure.add_scatter(
        x=sizes, y=[max(part) + 0.02 for part in errors], mode="text", text=[f"<b>{number(mean, '.0%')}</b>" for mean in means],
        textposition="top center", textfont={"size": 20}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=[size for size, _ in runs], y=[error for _, error in runs], mode="markers",
        marker={"size": 9, "color": ACCENT, "line": {"width": 1.5, "color": QUIET}},
        customdata=[f"{size}: {number(error, '.1%')}" for size, error in runs], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    ends = [log10(sizes[0]) - 0.15, log10(sizes[-1]) + 0.15]
    small = {"size": 16}
    top = max(map(max, errors)) + 0.12
    tenths = [place / 10 for place in range(int(10 * top) + 1)]
    figure.update_xaxes(type="log", title={"text": x_label, "font": small}, tickvals=sizes, range=ends, gridcolor=GRID)
    figure.update_yaxes(
        title={"text": y_label, "font": small}, tickvals=tenths, ticktext=[number(tenth, ".0%") for tenth in tenths],
        range=[0, top], gridcolor=GRID,
    )  # fmt: skip
    figure.update_layout(template=TEMPLATE, height=380)
    return figure
