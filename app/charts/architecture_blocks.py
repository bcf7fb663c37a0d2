"""The eight layers from photo to answer, to scale: a block is as high as its maps and as wide as their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 1180, 236
BASE, SPREAD = 90, 46  # middle of a single row; distance of the two towers' middles from it
SIDE, THICK, UNIT = 2.1, 0.3, 0.052  # units a pixel of a map, units a map, units a dense unit
LEFT, GAP = 118, 26
STYLE = """<style>
.towers .block.one { fill: var(--st-primary-color); } .block { stroke: var(--st-background-color); stroke-width: 1.5; }
.front { fill: #fff; opacity: 0.28; pointer-events: none; }
.flow { stroke: currentColor; opacity: 0.3; stroke-width: 2; }
text { font-size: 15px; } .small { font-size: 13px; }
.layer.pick:hover .field { fill: color-mix(in srgb, currentColor 8%, transparent); }
@media (max-width: 640px) { svg { min-width: 820px; } }
</style>"""


@dataclass(frozen=True)
class Block:
    """One layer: `maps` of `side` x `side` on each of `towers` GPUs, or `maps` units where `side` is 1."""

    name: str
    side: int
    maps: int
    towers: int
    text: str

    @property
    def wide(self) -> float:
        return 15.0 if self.side == 1 else max(16.0, self.maps * THICK)

    @property
    def high(self) -> float:
        return max(30.0, self.maps * UNIT) if self.side == 1 else self.side * SIDE


def blocks(layers: Sequence[Block], photo: str, names: Mapping[str, str], title: str, picked: str) -> str:
    """The drawing as SVG for `components.towers`.

    Args:
        photo: address of a small square picture.
        names: what those who listen are told of each layer.
        picked: the layer that is marked.
    """
    two = max(layer.towers for layer in layers) > 1
    edge = float(LEFT)
    scale = (WIDTH - LEFT - 20 - GAP * len(layers)) / sum(max(layer.wide, 62) for layer in layers)
    parts = [f'<image href="{photo}" x="0" y="{BASE - 46}" width="92" height="92" aria-hidden="true"/>']
    parts.append(f'<line class="flow" x1="94" x2="{WIDTH - 12}" y1="{BASE}" y2="{BASE}"/>')
    for layer in layers:
        room = max(layer.wide, 62) * scale
        parts.append(_layer(layer, edge, room, two, names[layer.name], layer.name == picked))
        edge += room + GAP
    return (
        f'{STYLE}<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(title, quote=True)}">{"".join(parts)}</svg>'
    )


def _layer(layer: Block, edge: float, room: float, two: bool, told: str, pressed: bool) -> str:
    middle, shapes = edge + room / 2, ""
    for gpu in range(layer.towers):
        shrink = 0.68 if two else 1.35
        high, wide = layer.high * shrink, layer.wide
        y = (BASE + (2 * gpu - 1) * SPREAD if layer.towers > 1 else BASE) - high / 2
        box = f'x="{middle - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="2"'
        shapes += f'<rect class="block {f"gpu{gpu + 1}" if two else "one"}" {box}/>'
    words = (
        f'<text x="{middle:.1f}" y="{HEIGHT - 36}" text-anchor="middle" class="name">{escape(layer.name)}</text>'
        f'<text x="{middle:.1f}" y="{HEIGHT - 14}" text-anchor="middle" class="small">{escape(layer.text)}</text>'
    )
    field = f'<rect class="field" x="{edge - GAP / 2:.1f}" y="2" width="{room + GAP:.1f}" height="{HEIGHT - 6}" rx="6"/>'
    pick = f'data-pick="{layer.name}" role="button" tabindex="0" aria-pressed="{str(pressed).lower()}"'
    return f'<g class="pick layer" {pick} aria-label="{escape(told, quote=True)}">{field}{shapes}{words}</g>'
