"""First-layer filters in the reader's words, and their order on the sheet."""

from alexnet.lessons.filters import Filter
from app.frame.text import t

DIRECTIONS = ("horizontal", "rising", "vertical", "falling")  # of an edge, by 45 degrees counter-clockwise


def order(filters: list[Filter], by: str) -> list[int]:
    """Indices in the order of the sheet: "stored", "colour" (most colourful first) or "direction" (blobs last)."""
    if by == "colour":
        return [f.index for f in sorted(filters, key=lambda f: -f.colourfulness)]
    if by == "direction":
        return [f.index for f in sorted(filters, key=lambda f: (f.pattern == "blob", f.angle))]
    return [f.index for f in filters]


def pattern(found: Filter) -> str:
    """What shape it looks for: "a rising edge", "vertical stripes", "a blob"."""
    if found.pattern == "blob":
        return t("filters.blob")
    direction = t(f"filters.{DIRECTIONS[round(found.angle / 45) % 4]}")
    return t(f"filters.{found.pattern}", direction=direction)


def colours(found: Filter) -> str:
    """Its colours: "orange against blue", or "light against dark"."""
    if found.colours is None:
        return t("filters.grey")
    return t("filters.colours", liked=t(f"colour.{found.colours[0]}"), disliked=t(f"colour.{found.colours[1]}"))


def sentence(found: Filter) -> str:
    """One line for the tooltip."""
    return t("filters.tooltip", number=found.index + 1, pattern=pattern(found), colours=colours(found))


def paragraph(found: Filter) -> str:
    """The filter beside its picture, with the numbers behind the words."""
    return t(
        "filters.words", number=found.index + 1, pattern=pattern(found), colours=colours(found),
        colourfulness=found.colourfulness, angle=round(found.angle) % 180, wavelength=found.wavelength,
    )  # fmt: skip
