"""The workbench: change one convolution, and drawing and table show what follows from it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from alexnet.errors import Problem
from alexnet.lessons.architecture_workbench import ONE_TOWER, TWO_TOWERS, Conv, Row, worked_out
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.table import table
from app.components.architecture_drawing import drawing
from app.frame import address
from app.frame.guard import tell
from app.frame.text import number, t
from app.frame.view import view
from app.lessons import architecture_drawn

DENSE = (4096, 4096, 1000)
SLIDERS = {"kernel": (1, 15, 1), "stride": (1, 8, 1), "padding": (0, 5, 1), "maps": (16, 512, 16)}  # lowest, highest, step
Of = tuple[bool, str]  # two towers or one, and the convolution


def workbench() -> None:
    """The drawing, in which a convolution is picked; under it its sliders and the table."""
    photo, network = view()
    two = isinstance(network.network, TwoGpuAlexNet)
    convs, side = TWO_TOWERS if two else ONE_TOWER, 227 if two else 224
    picked = address.kept("bench_layer", "bench", (len(convs),)) or (0,)
    conv, of = convs[picked[0]], (two, convs[picked[0]].name)
    values = _values(of, conv)
    before, problem = worked_out(side, convs, DENSE), None
    try:
        now = worked_out(side, [replace(c, **values) if c is conv else c for c in convs], DENSE)
    except Problem as found:
        now, problem = before, found
    drawing(architecture_drawn.of_bench(photo, network, convs, before, now), conv.name, "bench_drawing", _pick)
    controls, result = st.columns([4, 7], gap="large")
    with controls:
        _sliders(of, conv, values)
    with result:
        if problem:
            tell(problem, ":material/straighten:", mild=True)
        else:
            _compared(before, now)


def _pick(name: str) -> None:
    address.keep("bench_layer", "bench", int(name[-1]) - 1)


def _values(of: Of, conv: Conv) -> dict[str, Any]:
    """What the sliders say."""
    kept = address.kept("bench", of, tuple(highest + 1 for _, highest, _ in SLIDERS.values()))
    if kept is None:
        return {key: getattr(conv, key) for key in SLIDERS}
    return {key: max(value, lowest) for value, (key, (lowest, _, _)) in zip(kept, SLIDERS.items(), strict=True)}


def _sliders(of: Of, conv: Conv, values: dict[str, Any]) -> None:
    keys = {name: f"bench-{of[0]}-{conv.name}-{name}" for name in SLIDERS}

    def moved() -> None:
        address.keep("bench", of, *(st.session_state[key] for key in keys.values()))

    for name, (lowest, highest, step) in SLIDERS.items():
        st.session_state[keys[name]] = values[name]
        st.slider(t(f"architecture.{name}"), lowest, highest, step=step, key=keys[name], on_change=moved)
    as_it_was = [getattr(conv, name) for name in SLIDERS]
    st.button(
        t("architecture.reset"), key="bench_reset", icon=":material/undo:", on_click=address.keep, args=("bench", of, *as_it_was)
    )


def _compared(before: list[Row], now: list[Row]) -> None:
    """The table of all layers; what has changed is bold."""
    head = [t(f"architecture.{key}") for key in ("layer", "shape", "parameters", "multiply_adds")]
    totals = [
        _marked(sum(getattr(row, key) for row in before), sum(getattr(row, key) for row in now))
        for key in ("parameters", "multiply_adds")
    ]
    rows = [_row(old, new) for old, new in zip(before, now, strict=True)]
    st.markdown(table(head, [*rows, [t("architecture.total"), "", *totals]]))
    st.caption(t("architecture.bold"))


def _row(old: Row, new: Row) -> list[str]:
    shapes = ["×".join(map(str, (row.side, row.side, row.maps))) if row.side > 1 or row.name < "fc" else str(row.maps)
              for row in (old, new)]  # fmt: skip
    cells = [shapes[1] if shapes[0] == shapes[1] else f"**{shapes[1]}**"]
    cells += [_marked(getattr(old, key), getattr(new, key)) for key in ("parameters", "multiply_adds")]
    return [new.name, *cells]


def _marked(old: int, new: int) -> str:
    written = number(new, ",")
    return written if old == new else f"**{written}**"
