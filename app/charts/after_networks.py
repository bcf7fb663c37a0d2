"""Pictures of what came after AlexNet: each network's layers to one scale, and the one new idea of three of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
ol.bars.silhouettes li { grid-template-columns: minmax(0, 9rem) minmax(0, 1fr) 5.5rem; margin-bottom: 0.9rem; }
.silhouettes .stack { display: flex; align-items: center; height: 4.2rem; }
.silhouettes i { background: #78716c; min-height: 0.35rem; margin-right: 1px; }
.silhouettes .accent i { background: #d9560f; }
.silhouettes i.dense { background: light-dark(#1c1917, #f5f1ea); }
@container (max-width: 25rem) {
  ol.bars.silhouettes li { grid-template-columns: minmax(0, 1fr) 5.5rem; }
  .silhouettes .stack { grid-area: 2 / 1 / 3 / 3; height: 3rem; }
}
</style>"""
WIDE, HIGH, BOX, TALL = 360, 170, 62, 30  # of an idea's drawing, of a layer in it
IDEAS = {  # the layers of one block by path, side by side; whether its input is added to what comes out
    "vgg16": ([["3×3", "3×3"]], False),
    "googlenet": ([["1×1"], ["1×1", "3×3"], ["1×1", "5×5"], ["pool", "1×1"]], False),
    "resnet152": ([["1×1", "3×3", "1×1"]], True),
}


@dataclass(frozen=True)
class Silhouette:
    """A network: its name, rows of its maps layer by layer, 1 for a dense one, and a word at the end."""

    name: str
    sides: Sequence[int]
    value: str
    accent: bool


def silhouettes(networks: Sequence[Silhouette], title: str) -> str:
    """HTML of the networks below each other: a block a layer, of the same width in all, as high as the layer's maps."""
    longest, largest = max(len(one.sides) for one in networks), max(max(one.sides) for one in networks)
    rows = "".join(_row(one, longest, largest) for one in networks)
    return f'{STYLE}<ol class="bars silhouettes" aria-label="{escape(title, quote=True)}">{rows}</ol>'


def _row(one: Silhouette, longest: int, largest: int) -> str:
    blocks = "".join(
        f'<i{" class=dense" if side == 1 else ""} style="width:calc({100 / longest:.3f}% - 1px);height:{side / largest:.1%}"></i>'
        for side in one.sides
    )
    return (
        f'<li class="{"accent" if one.accent else ""}"><span class="name">{escape(one.name)}</span>'
        f'<span class="stack" aria-hidden="true">{blocks}</span><span class="value">{escape(one.value)}</span></li>'
    )


def idea(name: str, title: str) -> str:
    """SVG of the block that the network called `name`, one of `IDEAS`, repeats; for `components.drawing`."""
    paths, around = IDEAS[name]
    middle, step = HIGH / 2, 40
    parts, left, right = [], 44, WIDE - 44
    for number, path in enumerate(paths):
        y = middle + (number - (len(paths) - 1) / 2) * step
        parts.append(f'<path d="M10 {middle} H{left - 18} L{left} {y} H{right} L{right + 18} {middle} H{WIDE - 10}"/>')
        gap = (right - left) / len(path)
        parts += [_box(left + gap * (at + 0.5), y, word) for at, word in enumerate(path)]
    if around:
        end, top = WIDE - 22, 12
        over = f"M20 {middle} C40 {top}, 60 {top}, 90 {top} H{WIDE - 90} C{WIDE - 60} {top}, {WIDE - 40} {top}, {end} {middle}"
        parts.append(f'<path class="around" d="{over}"/><circle cx="{end}" cy="{middle}" r="11"/>')
        parts.append(f'<text x="{end}" y="{middle + 6}">+</text>')
    style = (
        "path { fill: none; stroke: currentColor; stroke-width: 2; opacity: 0.75; } .around { stroke: var(--st-primary-color);"
        " stroke-width: 4; opacity: 1; } rect, circle { fill: var(--st-secondary-background-color); stroke: currentColor;"
        " stroke-width: 1.5; } text { font-size: 16px; text-anchor: middle; fill: currentColor; }"
    )
    label = escape(title, quote=True)
    return f'<style>{style}</style><svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _box(x: float, y: float, word: str) -> str:
    return (
        f'<rect x="{x - BOX / 2:.1f}" y="{y - TALL / 2:.1f}" width="{BOX}" height="{TALL}" rx="5"/>'
        f'<text x="{x:.1f}" y="{y + 5.5:.1f}">{escape(word)}</text>'
    )
