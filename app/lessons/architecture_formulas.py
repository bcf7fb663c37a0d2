"""The arithmetic behind each number of a layer, as formulas with the numbers filled in."""

from math import prod

from alexnet.network.anatomy import FLOAT, LayerFacts
from app.frame.text import number, t


def of(layer: LayerFacts, facts: dict[str, LayerFacts], side: int) -> list[tuple[str, str]]:
    """(what it is, LaTeX) of a layer with weights, on photos of `side` px: shape, parameters, work, memory, field."""
    before = list(facts.values())[: list(facts).index(layer.name)]
    numbers = r" \times ".join(map(str, layer.shape))
    memory = rf"{numbers} \times {FLOAT}\,\mathrm{{B}} = {number(layer.bytes / 1000, ',.1f', formula=True)}\,\mathrm{{kB}}"
    return [*(_conv if layer.kind == "conv" else _dense)(layer, before, side), ("memory", memory)]


def _conv(layer: LayerFacts, before: list[LayerFacts], side: int) -> list[tuple[str, str]]:
    maps, rows, _ = layer.shape
    seen_side = before[-1].shape[-1] if before else side
    k, s, p = layer.kernel, layer.stride, layer.padding
    kernel_maps = (layer.parameters - maps) // (maps * k * k)  # half of those in front where each tower sees only its own
    weights = rf"{maps} \times {k} \times {k} \times {kernel_maps}"
    exact = (seen_side - k + 2 * p) / s
    divided = rf"\left\lfloor \frac{{{seen_side} - {k} + 2 \cdot {p}}}{{{s}}} \right\rfloor + 1"
    last = before[-1] if before else None
    stride, padding = (t(f"architecture.{word}").lower() for word in ("stride", "padding"))
    field = rf"{last.field} + ({k} - 1) \times {last.jump} = {layer.field}\,\mathrm{{px}}" if last else rf"{k}\,\mathrm{{px}}"
    return [
        ("window", rf"{k} \times {k} \times {kernel_maps},\quad \text{{{stride}}}\ {s},\ \text{{{padding}}}\ {p}"),
        ("shape", rf"{divided} = {int(exact) + 1} \;\Rightarrow\; {rows} \times {rows} \times {maps}"),
        ("parameters", rf"{weights} + {maps} = {_whole(layer.parameters)}"),
        ("multiply_adds", rf"{weights} \times {rows} \times {rows} = {_whole(layer.multiply_adds)}"),
        ("field", field),
    ]


def _dense(layer: LayerFacts, before: list[LayerFacts], side: int) -> list[tuple[str, str]]:
    (units,) = layer.shape
    seen, outputs = _whole(prod(before[-1].shape)), _whole(units)
    return [
        ("shape", rf"{seen} \to {outputs}"),
        ("parameters", rf"{seen} \times {outputs} + {outputs} = {_whole(layer.parameters)}"),
        ("multiply_adds", rf"{seen} \times {outputs} = {_whole(layer.multiply_adds)}"),
        ("field", rf"{side} \times {side}\,\mathrm{{px}}"),
    ]


def _whole(count: int) -> str:
    return number(count, ",", formula=True)
