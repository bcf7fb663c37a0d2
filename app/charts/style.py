"""One look for every chart: the colours with their meaning, and the Plotly template."""

from collections.abc import Callable

import plotly.graph_objects as go

Number = Callable[[float, str], str]  # a number and Python's format for it to how the reader's language writes it
ACCENT = "#d9560f"  # the network's answer, AlexNet among the others
QUIET = "#78716c"  # everything else
GPU = ("#0072b2", "#b8337f")  # the two towers of the paper's network, GPU 1 and GPU 2, wherever they appear
ACTIVATION = {"relu": ACCENT, "tanh": "#3b82c4", "sigmoid": "#9b59b6"}  # the three racers of figure 1, wherever they appear
DASH = {"relu": "", "tanh": "9 5", "sigmoid": "3 4"}
INK = "#7d7a75"  # readable on white and on black
GRID = "rgba(128, 120, 110, 0.3)"
PLOTLY = {"displayModeBar": False, "responsive": True}  # the chart's own buttons distract in class

TEMPLATE = go.layout.Template(
    layout={
        "colorway": [ACCENT, "#2166ac", QUIET, "#7b3294", "#1b7837"],
        "font": {"family": "Source Sans, Source Sans Pro, sans-serif", "size": 16, "color": "#85796c"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 60, "r": 10, "t": 10, "b": 50},
        "xaxis": {"gridcolor": GRID, "zerolinecolor": GRID, "automargin": True},
        "yaxis": {"gridcolor": GRID, "zerolinecolor": GRID, "automargin": True},
        "hoverlabel": {"font": {"size": 16}},
        "showlegend": False,
    }
)
