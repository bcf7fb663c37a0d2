"""The layers from photo to answer as HTML, to scale: each is a stack as high as its maps and as deep as they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

SIDE, DEPTH, TILT = 1.8, 0.13, 0.5  # units a pixel of a map, units a map; how far a stack rises, as a share of its depth
DENSE, THIN = 96, 15  # units down of the largest dense layer, units across
HIGH, TWO = 110, 0.72  # units that the highest map has at most; how much smaller all is where there are two towers
GAP, LEAST = 16, 58  # units between two layers, units that a layer's words need
PHOTO, ANSWER = 100, 140  # units


@dataclass(frozen=True)
class Block:
    """One layer: `maps` of `side` x `side` over `towers` GPUs, or `maps` units of a `dense` one.

    Attributes:
        text, after: its shape, and what follows it, in words.
        told: what those who listen are told; "" if it cannot be picked.
        pooled: rows and columns that the pooling behind it gives; 0 if there is none.
        faces: for each tower addresses of one map or of all units, and of the same map after the pooling; may be empty.
        was: side and maps before the reader changed them.
    """

    name: str
    text: str
    side: int
    maps: int
    towers: int = 1
    dense: bool = False
    after: str = ""
    told: str = ""
    pooled: int = 0
    faces: tuple[tuple[str, str], ...] = ()
    was: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ends:
    """What stands before and behind the layers: the photo's address and words, and the answer's lines, the first one large."""

    photo: str
    text: str
    answer: Sequence[str] = ()


def blocks(layers: Sequence[Block], ends: Ends, title: str, bench: bool = False) -> str:
    """The drawing for `components.architecture_drawing`. `title`: for those who listen."""
    two = max(layer.towers for layer in layers) > 1
    highest = max(max(layer.side, layer.was[0] if layer.was else 0) for layer in layers)
    scale = (TWO if two else 1) * min(1.0, HIGH / (SIDE * highest))
    unit = DENSE * (TWO if two else 1) / max((layer.maps / layer.towers for layer in layers if layer.dense), default=1)
    drawn = [_Drawn(layer, scale, unit, two) for layer in layers]
    high = max(one.high for one in drawn) * (2 if two else 1) + (12 if two else 4)
    across = PHOTO + sum(max(one.wide, LEAST) for one in drawn) + GAP * (len(drawn) + 1) + (ANSWER if ends.answer else 0)
    widest = max(max(one.wide for one in drawn), PHOTO)
    picture = f'<image class="smooth" href="{ends.photo}" y="{high / 2 - 50:.1f}" width="{PHOTO}" height="{PHOTO}"/>'
    parts = [
        f'<div class="layer">{_svg(picture, PHOTO, high)}<b></b><span>{escape(ends.text)}</span><span class="after"></span></div>'
    ]
    parts += [one.html(high) for one in drawn]
    if ends.answer:
        first, share, *others = map(escape, ends.answer)
        rest = "".join(f"<span>{other}</span>" for other in others)
        parts.append(f'<div class="layer answer"><b>{first}</b><strong>{share}</strong>{rest}</div>')
    style = f"--across: {across:.0f}; --widest: {widest:.0f}"
    css = "row bench" if bench else "row"
    return f'<div class="{css}" style="{style}" role="group" aria-label="{escape(title, quote=True)}">{"".join(parts)}</div>'


class _Drawn:
    """A layer with its sizes in units."""

    def __init__(self, layer: Block, scale: float, unit: float, two: bool) -> None:
        self.front: float
        self.layer, self.scale, self.two = layer, scale, two
        each = layer.maps / layer.towers
        if layer.dense:
            self.front, self.depth, self.second = THIN, 0.0, 0.0
            self.high, self.wide = max(16.0, each * unit), float(THIN)
            return
        self.front, self.depth = max(3.0, layer.side * SIDE * scale), each * DEPTH * scale
        self.second = max(3.0, layer.pooled * SIDE * scale) if layer.pooled else 0.0
        self.high = self.front + self.depth * TILT
        self.wide = self.front + self.depth + (6 + self.second + self.depth if self.second else 0)

    def html(self, high: float) -> str:
        """The layer as a button, or as a part of the drawing only."""
        layer, inner = self.layer, ""
        for gpu in range(layer.towers):
            middle = high / 2 if layer.towers == 1 else high * (1 + 2 * gpu) / 4
            css = f"gpu{gpu + 1}" if self.two else "one"
            faces = layer.faces[gpu] if layer.faces else ("", "")
            inner += f'<line class="line" x1="{-GAP}" x2="{self.wide + GAP:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
            inner += f'<g class="{css}">{self._tower(middle, *faces)}</g>'
        words = f"<b>{escape(layer.name)}</b><span>{escape(layer.text)}</span>"
        words += f'<span class="after">{escape(layer.after)}</span>'
        body = _svg(inner, self.wide, high) + words
        if not layer.told:
            return f'<div class="layer">{body}</div>'
        told = escape(layer.told, quote=True)
        return f'<button type="button" class="layer" data-pick="{layer.name}" aria-label="{told}">{body}</button>'

    def _tower(self, middle: float, face: str, pooled: str) -> str:
        if not self.depth:
            box = f'x="0" y="{middle - self.high / 2:.1f}" width="{THIN}" height="{self.high:.1f}"'
            return _face(box, face)
        shape = _stack(0, middle, self.front, self.depth, face)
        if self.second:
            shape += _stack(self.front + self.depth + 6, middle, self.second, self.depth, pooled)
        if self.layer.was:
            side, maps = self.layer.was
            shape += _outline(middle, side * SIDE * self.scale, maps / self.layer.towers * DEPTH * self.scale)
        return shape


def _stack(x: float, middle: float, front: float, depth: float, face: str) -> str:
    rise = depth * TILT
    y = middle - (front + rise) / 2 + rise
    top = ((x, y), (x + depth, y - rise), (x + front + depth, y - rise), (x + front, y))
    side = ((x + front, y), (x + front + depth, y - rise), (x + front + depth, y - rise + front), (x + front, y + front))
    shape = f'<polygon class="top" points="{_points(top)}"/><polygon class="side" points="{_points(side)}"/>'
    return shape + _face(f'x="{x:.1f}" y="{y:.1f}" width="{front:.1f}" height="{front:.1f}"', face)


def _face(box: str, address: str) -> str:
    if not address:
        return f"<rect {box}/>"
    return f'<image href="{address}" {box} preserveAspectRatio="none"/><rect class="edge" {box}/>'


def _outline(middle: float, front: float, depth: float) -> str:
    """Front and depth as they were."""
    rise = depth * TILT
    y = middle - (front + rise) / 2 + rise
    edge = (
        (0, y),
        (depth, y - rise),
        (front + depth, y - rise),
        (front + depth, y - rise + front),
        (front, y + front),
        (0, y + front),
    )
    return f'<polygon class="was" points="{_points(edge)}"/>'


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _svg(inner: str, wide: float, high: float) -> str:
    size = f"--w: {wide:.1f}; --h: {high:.1f}"
    return f'<svg viewBox="0 0 {wide:.1f} {high:.1f}" style="{size}" aria-hidden="true">{inner}</svg>'
