"""The colours of the tree of ImageNet's classes: how often a network is right, on light and on dark pages."""

from html import escape
from math import isnan, nan

WRONG, RIGHT = (160, 74, 4), (26, 85, 150)  # orange to blue, which colour-blind eyes tell apart, too
MIDDLE = {False: (243, 236, 224), True: (66, 61, 56)}  # by whether the page is dark
ENDS = {False: (WRONG, RIGHT), True: ((224, 116, 32), (86, 156, 232))}
UNKNOWN = {False: "#b8b2ac", True: "#57534e"}
INK, PAPER = "#000000", "#ffffff"  # of words on pale and on dark tiles


def shade(right: float, dark: bool = False) -> str:
    """The colour of a share named right: orange for 0, like the page for one half, blue for 1; grey for nan."""
    if isnan(right):
        return UNKNOWN[dark]
    end, far = ENDS[dark][int(right > 0.5)], abs(right * 2 - 1) ** 0.8
    mixed = (round(low + (high - low) * far) for low, high in zip(MIDDLE[dark], end, strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def ink(ground: str) -> str:
    """Black or white: what can be read better on this colour, by WCAG's relative luminance."""
    parts = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return PAPER if light < 0.179 else INK  # there both have a contrast of 4.58


def colours(right: float) -> tuple[str, str]:
    """Ground and ink of a tile in CSS, for whichever page it stands on."""
    light, dark = shade(right), shade(right, True)
    return f"light-dark({light}, {dark})", f"light-dark({ink(light)}, {ink(dark)})"


def scale(low: str, high: str, unknown: str | None) -> str:
    """HTML: the tiles' colours, and what they mean."""
    steps = ", ".join(colours(number / 8)[0] for number in range(9))
    swatch = 'style="display:inline-block;height:0.9rem;border-radius:3px;vertical-align:-0.1rem;margin:0 0.5rem;width:{}"'
    ground, never = f"linear-gradient(90deg, {steps})", colours(nan)[0]
    bar = f"<span {swatch.format(f'7rem;background:{ground}')}></span>"
    grey = f"<br><span {swatch.format(f'1.4rem;margin-left:0;background:{never}')}></span>" if unknown else ""
    return f"<div>{escape(low)}{bar}{escape(high)}{grey}{escape(unknown or '')}</div>"
