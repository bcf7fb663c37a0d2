"""The colours of a photo as a cloud in RGB, with its three principal axes."""

import numpy as np
import plotly.graph_objects as go

from app.charts.style import TEMPLATE, Number

TICKS = (0, 0.5, 1)
AXES = ("#d9560f", "#0072b2", "#1b7837")


def cloud(colours: np.ndarray, values: np.ndarray, vectors: np.ndarray, names: list[str], number: Number) -> go.Figure:
    """(N, 3) colours in [0, 1] as points in their own colours; an axis is two standard deviations long each way."""
    points = go.Scatter3d(
        x=colours[:, 0], y=colours[:, 1], z=colours[:, 2], mode="markers", hoverinfo="skip",
        marker={"size": 2.6, "color": [f"rgb({r:.0f},{g:.0f},{b:.0f})" for r, g, b in colours * 255]},
    )  # fmt: skip
    middle = colours.mean(0)
    lines = []
    for value, vector, colour, name in zip(values, vectors.T, AXES, names, strict=True):
        ends = np.stack([middle - 2 * value**0.5 * vector, middle + 2 * value**0.5 * vector])
        lines.append(
            go.Scatter3d(
                x=ends[:, 0], y=ends[:, 1], z=ends[:, 2], mode="lines", line={"color": colour, "width": 9}, name=name,
                hovertemplate=name + "<extra></extra>",
            )
        )  # fmt: skip
    figure = go.Figure([points, *lines])
    side = {"range": [0, 1], "tickvals": TICKS, "ticktext": [number(tick, "g") for tick in TICKS]}
    scene: dict[str, object] = {f"{axis}axis": side | {"title": word} for axis, word in zip("xyz", ("R", "G", "B"), strict=True)}
    scene |= {"aspectmode": "cube", "camera": {"eye": {"x": 1.45, "y": 1.45, "z": 0.75}, "center": {"x": 0, "y": 0, "z": -0.12}}}
    figure.update_layout(template=TEMPLATE, height=430, margin={"l": 0, "r": 0, "t": 0, "b": 0}, scene=scene)
    return figure
