"""The paper's figure 2 drawn anew: two towers side by side, to scale, and the four places where they meet, cut or whole."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

CENTRES = (178.0, 348.0)  # of the two towers; the layers' names stand to the left
MIDDLE = sum(CENTRES) / 2
WIDTH, TOP = 420, 46  # of the drawing; where the towers begin, below the photo
SIDE, THICK = 130 / 55, 0.17  # units a row of a map, units a map
UNITS, DENSE = 104 / 2048, 12  # units a dense unit, thickness of a dense layer
GAP, CROSSING = 19, 43  # between two blocks; where the towers meet


@dataclass(frozen=True)
class Block:
    """Half a layer, as one GPU holds it: `maps` of `side` x `side`, or `maps` units where `side` is 1.

    Attributes:
        text: its shape in words, under its name.
        crossing: where both towers' activations come in, what is written there; else "".
        both: whether GPU 2 has a half of it; fc8 sits on GPU 1 alone.
    """

    name: str
    side: int
    maps: int
    text: str
    crossing: str = ""
    both: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on the drawing: the width of its maps, and how many they are."""
        if self.side == 1:
            return max(24.0, self.maps * UNITS), DENSE
        return self.side * SIDE, max(7.0, self.maps * THICK)


@dataclass(frozen=True)
class Placed:
    """A block and where its upper edge runs."""

    block: Block
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.block.size[1]


def towers(
    blocks: Sequence[Block], photo: str, names: Mapping[str, str], title: str, cut: Collection[str] = (), picked: str = ""
) -> str:
    """The drawing as SVG; its look is in `components/towers.css`.

    Args:
        photo: address of a small square picture.
        names: what can be picked, and what those who listen are told of it: a link by its layer ("conv3"), a tower
            ("gpu1"), a block ("block-conv3").
        cut: links and towers that are switched off.
        picked: the block that is marked, such as "block-conv3".
    """
    placed = list(_placed(blocks))
    tops = [_line(MIDDLE, 44, centre, placed[0].top, f"own {_tower(gpu, cut)}") for gpu, centre in enumerate(CENTRES)]
    parts = [f'<image href="{photo}" x="{MIDDLE - 22}" y="0" width="44" height="44" aria-hidden="true"/>', *tops]
    parts += [_title(gpu, names, cut) for gpu in (0, 1)]
    parts += [_between(*both, cut) for both in pairwise(placed)]
    parts += [_layer(one, names, cut, picked) for one in placed]
    parts += [_crossing(*both, names, cut) for both in pairwise(placed) if both[1].block.crossing]
    height = placed[-1].bottom + 8
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="group" aria-label="{escape(title)}">{"".join(parts)}</svg>'


def _placed(blocks: Sequence[Block]) -> Iterator[Placed]:
    edge: float = TOP
    for block in blocks:
        edge += CROSSING if block.crossing else GAP
        yield Placed(block, edge)
        edge += block.size[1]


def _tower(gpu: int, cut: Collection[str]) -> str:
    """The classes of what belongs to a tower."""
    name = f"gpu{gpu + 1}"
    return f"{name} off" if name in cut else name


def _pickable(name: str, names: Mapping[str, str], inner: str, pressed: bool, css: str = "") -> str:
    """`inner` as something to click, touch or reach by keyboard, if it can be picked."""
    if name not in names:
        return f'<g class="{css}">{inner}</g>'
    told = f'data-pick="{name}" aria-pressed="{str(pressed).lower()}" aria-label="{escape(names[name])}"'
    return f'<g class="pick {css}" role="button" tabindex="0" {told}>{inner}</g>'


def _title(gpu: int, names: Mapping[str, str], cut: Collection[str]) -> str:
    name, x = f"gpu{gpu + 1}", CENTRES[gpu]
    off = name in cut
    button = f'<rect class="pill" x="{x - 42}" y="4" width="84" height="30" rx="15"/>' if name in names else ""
    strike = f'<line class="strike" x1="{x - 30}" x2="{x + 30}" y1="19" y2="19"/>' if off else ""
    inner = f'{button}<text class="title" x="{x}" y="25" text-anchor="middle">GPU {gpu + 1}</text>{strike}'
    return _pickable(name, names, inner, off, _tower(gpu, cut))


def _between(upper: Placed, lower: Placed, cut: Collection[str]) -> str:
    """What stays within each tower, as a funnel from block to block."""
    parts = ""
    for gpu, x in enumerate(CENTRES if lower.block.both else CENTRES[:1]):
        wide, narrow = upper.block.size[0] / 2, lower.block.size[0] / 2
        corners = ((x - wide, upper.bottom), (x + wide, upper.bottom), (x + narrow, lower.top), (x - narrow, lower.top))
        points = " ".join(f"{left:.1f},{down:.1f}" for left, down in corners)
        parts += f'<polygon class="funnel {_tower(gpu, cut)}" points="{points}"/>'
    return parts


def _layer(placed: Placed, names: Mapping[str, str], cut: Collection[str], picked: str) -> str:
    block, (width, height) = placed.block, placed.block.size
    middle = placed.top + height / 2
    words = f'<text class="name" x="0" y="{middle - 1:.1f}">{escape(block.name)}</text>'
    words += f'<text class="shape" x="0" y="{middle + 14:.1f}">{escape(block.text)}</text>'
    boxes = f'<rect class="field" x="0" y="{middle - 17:.1f}" width="{WIDTH}" height="34"/>'
    for gpu, x in enumerate(CENTRES if block.both else CENTRES[:1]):
        css = _tower(gpu, cut if block.both else ())  # fc8 answers whether its tower is on or off
        box = f'x="{x - width / 2:.1f}" y="{placed.top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
        boxes += f'<rect class="block {css}" {box}/>'
    name = f"block-{block.name}"
    return _pickable(name, names, boxes + words, name == picked, "layer")


def _crossing(upper: Placed, lower: Placed, names: Mapping[str, str], cut: Collection[str]) -> str:
    """The cables into `lower` from the other tower, a knob on them, and what they carry."""
    name, middle = lower.block.name, (upper.bottom + lower.top) / 2
    is_cut = name in cut
    cables = ""
    for gpu in (0, 1) if lower.block.both else (1,):
        ends = CENTRES[gpu], upper.bottom, CENTRES[1 - gpu], lower.top
        css = f"cable {_tower(gpu, cut)}"
        if is_cut:
            near, far = _along(ends, 0, 0.3), _along(ends, 0.7, 1)
            cables += _line(*near, f"{css} cut") + _line(*far, f"{css} cut")
        else:
            cables += _line(*ends, css)
    field = f'<rect class="field" x="{CENTRES[0]}" y="{middle - 17:.1f}" width="{CENTRES[1] - CENTRES[0]}" height="34"/>'
    said = f'<text class="carried" x="0" y="{middle + 4:.1f}">{escape(lower.block.crossing)}</text>'
    knob = f'<circle class="knob" cx="{MIDDLE}" cy="{middle:.1f}" r="13"/>{_icon(middle, is_cut)}' if name in names else ""
    return said + _pickable(name, names, field + cables + knob, is_cut, f"link{' cut' if is_cut else ''}")


def _icon(y: float, is_cut: bool) -> str:
    """Scissors where one can cut, a plus where one can join again."""
    blades = "M-6 -7L3.2 3M6 -7L-3.2 3" if not is_cut else "M-7 0H7M0 -7V7"
    handles = "" if is_cut else '<circle cx="-4.6" cy="5" r="2.6"/><circle cx="4.6" cy="5" r="2.6"/>'
    return f'<g class="icon" transform="translate({MIDDLE} {y:.1f})"><path d="{blades}"/>{handles}</g>'


def _along(ends: tuple[float, float, float, float], start: float, stop: float) -> tuple[float, float, float, float]:
    """The part of a line from share `start` to share `stop` of it."""
    x, y, to_x, to_y = ends
    return x + start * (to_x - x), y + start * (to_y - y), x + stop * (to_x - x), y + stop * (to_y - y)


def _line(x: float, y: float, to_x: float, to_y: float, css: str) -> str:
    return f'<line class="{css}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'
