"""The lesson on the architecture: the drawing, one layer with all its arithmetic, and 224 against 227."""

from dataclasses import replace

import numpy as np
import streamlit as st

from alexnet.lessons.architecture_workbench import ONE_TOWER, READINGS, TWO_TOWERS, Reading, Row, worked_out
from alexnet.network.anatomy import LayerFacts
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.bars import Bar, bars
from app.charts.encoded import data_uri, png
from app.charts.maps import map_sheet
from app.charts.table import table
from app.charts.units import unit_grid
from app.components.architecture_drawing import drawing
from app.frame import address
from app.frame.text import number, prose, t
from app.frame.view import view
from app.lessons import architecture_drawn, architecture_formulas
from app.lessons.architecture_bench import workbench
from app.server import network_questions, questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

SHOWN = 64  # maps of a layer in its small sheet


def _weighty(facts: dict[str, LayerFacts]) -> list[LayerFacts]:
    """The eight layers that have weights."""
    return [layer for layer in facts.values() if layer.kind in ("conv", "dense")]


def layers() -> None:
    """The drawing, in which a layer is picked; under it what comes out for the photo, and every number worked out."""
    photo, network = view()
    facts = answer(network_questions.facts(network))
    eight = _weighty(facts)
    picked = address.kept("arch_layer", "layers", (len(eight),)) or (0,)
    layer = eight[picked[0]]
    drawing(architecture_drawn.of_photo(photo, network, eight), layer.name, "arch_drawing", _pick)
    words, picture = st.columns([7, 4], gap="large")
    with words:
        rows = architecture_formulas.of(layer, facts, network.weights.preprocessing.crop)
        st.markdown("\n\n".join(f"**{t(f'architecture.{label}')}**  \n$\\displaystyle {formula}$" for label, formula in rows))
    with picture:
        _seen(photo, network, layer)


def _pick(name: str) -> None:
    address.keep("arch_layer", "layers", int(name[-1]) - 1)


def _seen(photo: Photo, network: Loaded, layer: LayerFacts) -> None:
    """What the layer makes of the photo, after its ReLU."""
    kept = answer(questions.activations(photo, network))
    name = layer.name if layer.name == "fc8" else layer.name.replace("conv", "relu").replace("fc", "relu")
    values = kept[name].astype(np.float32)
    if values.ndim == 1:
        st.image(png(unit_grid(np.maximum(values, 0), np.ones(len(values), bool))), width="stretch", output_format="PNG",
                 alt=t("architecture.units", layer=layer.name))  # fmt: skip
    else:
        picture = map_sheet(values[: SHOWN // layer.towers] if layer.towers == 1 else _both(values), False)
        st.image(data_uri(picture.resize((448, 448 * picture.height // picture.width), 0)), width="stretch",
                 alt=t("architecture.sheet", layer=layer.name))  # fmt: skip
    st.caption(t("architecture.seen", layer=layer.name, count=min(len(values), SHOWN) if values.ndim > 1 else len(values)))


def _both(values: np.ndarray) -> np.ndarray:
    """Half of the sheet from each tower."""
    first, second = np.split(values, 2)
    return np.concatenate([first[: SHOWN // 2], second[: SHOWN // 2]])


def shares() -> None:
    """Where the parameters are, and where the work is."""
    _, network = view()
    full = _full(network)
    left, right = st.columns(2, gap="large")
    for column, key in ((left, "parameters"), (right, "multiply_adds")):
        total = sum(getattr(row, key) for row in full)
        conv = sum(getattr(row, key) for row in full if row.side > 1)
        rows = [
            Bar(
                row.name,
                getattr(row, key) / total,
                number(getattr(row, key) / total, ".1%"),
                row.side > 1 if key != "parameters" else row.side == 1,
            )
            for row in full
        ]
        column.markdown(f"**{t(f'architecture.where_{key}', total=total / 1e6, conv=conv / total, dense=1 - conv / total)}**")
        column.html(bars(rows, t(f"architecture.{key}")))
    st.caption(t("architecture.full_width"))


def _full(network: Loaded) -> list[Row]:
    """The network in use at its full width: 4096, 4096, 1000."""
    two = isinstance(network.network, TwoGpuAlexNet)
    return worked_out(227 if two else 224, TWO_TOWERS if two else ONE_TOWER, (4096, 4096, 1000))


def sides() -> None:
    """Five ways from the photo to 55 rows, or 54."""
    side = st.slider(t("architecture.side"), 200, 256, 224, key="arch_side", bind="query-params")
    rows = [replace(reading, side=side if reading.side == 224 else side + 3) for reading in READINGS]
    head = [t(f"architecture.{key}") for key in ("reading", "sum", "rows", "to_fc6")]
    body = [[t(f"architecture.{row.name}"), _sum(row), f"**{row.rows}**", number(row.dense_input, ",")] for row in rows]
    st.markdown(table(head, body, numbers=2))
    st.markdown(prose("architecture", "sides"))


def _sum(row: Reading) -> str:
    padding = f" + 2 × {row.padding}" if row.padding else ""
    exact = (row.side - 11 + 2 * row.padding) / 4
    sign = {True: "⌈", False: "⌊"}[row.up], {True: "⌉", False: "⌋"}[row.up]
    return f"{sign[0]}({row.side} − 11{padding}) / 4{sign[1]} + 1 = {sign[0]}{number(exact, 'g')}{sign[1]} + 1"


PARTS = {"layers": layers, "shares": shares, "sides": sides, "workbench": workbench}
