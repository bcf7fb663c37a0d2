"""Feature maps as pictures: a sheet of them all, one over the photo, and what a place in it sees."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from alexnet.ask.overlay import BRIGHTEST, colours
from alexnet.network.anatomy import LayerFacts, receptive_box
from alexnet.photo.crops import Box

SHADES = 256
FRAME = (255, 255, 255)
EDGE = (20, 20, 20)


def palette(signed: bool) -> np.ndarray:
    """(256, 3) uint8: from the most negative through 0 to the most positive, or from 0 to the most."""
    return colours(np.linspace(-1 if signed else 0, 1, SHADES)[None], signed)[0]


def brightest(maps: np.ndarray) -> float:
    """The absolute value that has the last colour of the palette, for maps of any shape."""
    return float(np.percentile(np.abs(maps), BRIGHTEST) or np.abs(maps).max() or 1.0)


def shades(maps: np.ndarray, signed: bool, largest: float | None = None) -> np.ndarray:
    """Maps of any shape to uint8 places in `palette`; one scale for all, so that a faint map looks faint.

    `largest` is the `brightest` of more than these maps, where they share a scale with others.
    """
    largest = largest or brightest(maps)
    share = np.clip(maps.astype(np.float32) / largest, -1, 1)
    return np.rint((share * 0.5 + 0.5 if signed else np.maximum(share, 0)) * (SHADES - 1)).astype(np.uint8)


def coloured(indices: np.ndarray, signed: bool) -> Image.Image:
    """(H, W) places in the palette as a picture; with a palette it is a third as large on its way as in RGB."""
    picture = Image.fromarray(indices, "P")
    picture.putpalette(palette(signed).tobytes())
    return picture


def map_sheet(maps: np.ndarray, signed: bool, across: int | None = None, largest: float | None = None) -> Image.Image:
    """(K, h, w) maps side by side in rows, without gaps, in colours of one scale."""
    count, height, width = maps.shape
    across = across or math.ceil(count**0.5)
    rows = -(-count // across)
    padded = np.zeros((rows * across, height, width), np.uint8)
    padded[:count] = shades(maps, signed, largest)
    mosaic = padded.reshape(rows, across, height, width).transpose(0, 2, 1, 3).reshape(rows * height, across * width)
    return coloured(mosaic, signed)


def over_photo(crop: Image.Image, values: np.ndarray, facts: LayerFacts, side: int, signed: bool) -> Image.Image:
    """The crop, `side` pixels wide, under one (h, w) map, each value where the middle of what it sees lies.

    The stronger the answer, the more it covers; where the map is silent the photo shows through.
    """
    factor = side / crop.width
    photo = crop.resize((side, side), Image.Resampling.LANCZOS)
    cell = facts.jump * factor
    start = round((facts.start + (facts.field - facts.jump) / 2) * factor)
    size = round(values.shape[1] * cell), round(values.shape[0] * cell)
    strength = shades(np.abs(values), signed=False).astype(np.float32) / (SHADES - 1)
    colour = coloured(shades(values, signed), signed).convert("RGB").resize(size, Image.Resampling.NEAREST)
    cover = Image.fromarray(np.rint(30 + 170 * strength).astype(np.uint8)).resize(size, Image.Resampling.NEAREST)
    photo.paste(colour, (start, start), cover)
    return photo


def framed(picture: Image.Image, boxes: Sequence[Box], factor: float) -> Image.Image:
    """`picture` with a frame for each box, the smallest brightest; what lies over the edge is cut off."""
    framed = picture.copy()
    draw = ImageDraw.Draw(framed)
    for box in sorted(boxes, key=lambda box: box[0] - box[2]):
        left, top, right, bottom = (
            min(max(round(edge * factor), 0), limit - 1) for edge, limit in zip(box, (*picture.size, *picture.size), strict=True)
        )
        draw.rectangle((left, top, right, bottom), outline=EDGE, width=4)
        draw.rectangle((left + 1, top + 1, max(right - 1, left + 1), max(bottom - 1, top + 1)), outline=FRAME, width=2)
    return framed


def nested(layers: Sequence[LayerFacts], row: int, column: int) -> list[Box]:
    """What the unit at (row, column) of the last layer sees, and in its middle what one unit of each layer below sees."""
    left, top, right, bottom = receptive_box(layers[-1], row, column)
    middle, boxes = ((top + bottom) / 2, (left + right) / 2), [(left, top, right, bottom)]
    for facts in layers[:-1]:
        boxes.append(receptive_box(facts, *place_at(facts, *middle)))
    return boxes


def place_at(facts: LayerFacts, y: float, x: float) -> tuple[int, int]:
    """The unit (row, column) in whose middle (y, x), in pixels of the network's input, lies; at the edge the nearest one."""
    first = facts.start + (facts.field - facts.jump) / 2
    row, column = (
        min(max(int((at - first) // facts.jump), 0), count - 1) for at, count in zip((y, x), facts.shape[1:], strict=True)
    )
    return row, column


def patch(crop: Image.Image, box: Box, side: int) -> Image.Image:
    """The part of the crop inside `box`, `side` pixels wide; what lies beyond the photo is grey."""
    left, top, right, bottom = (round(edge) for edge in box)
    canvas = Image.new("RGB", (right - left, bottom - top), (128, 128, 128))
    canvas.paste(crop, (-left, -top))
    return canvas.resize((side, side), Image.Resampling.LANCZOS)
