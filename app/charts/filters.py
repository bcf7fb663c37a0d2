"""One filter as HTML: its kernel, what it is in words, the photo, and its answers to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
<style>
.filter { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.6rem 1rem; }
.filter figure { margin: 0; }
.filter img { width: 100%; display: block; border-radius: 6px; }
.filter .kernel { justify-self: center; width: 75%; image-rendering: pixelated; }
.filter figcaption { font-size: 0.92rem; line-height: 1.25; padding-top: 0.25rem; }
.filter .words { align-self: center; }
.filter .words p { margin: 0 0 0.5rem; line-height: 1.3; }
.filter .words p:first-child { font-weight: 700; font-size: 1.1rem; }
@media (max-width: 640px) {
  .filter { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.3rem 0.6rem; }
  .filter .words { order: 9; grid-column: 1 / 4; }
  .filter .words p { margin: 0; }
  .filter .kernel { width: 100%; }
  .filter figcaption { display: none; }
}
</style>
"""


@dataclass(frozen=True)
class Picture:
    """A picture's address, what it is to those who listen, and the words below it."""

    address: str
    alt: str
    caption: str = ""


def card(kernel: Picture, crop: Picture, response: Picture, words: Sequence[str]) -> str:
    """The filter; the first of the `words` stands out."""
    told = "".join(f"<p>{escape(one)}</p>" for one in words)
    pictures = "".join(
        f"<figure>{_image(one)}<figcaption>{escape(one.caption)}</figcaption></figure>" for one in (crop, response)
    )
    return f'{STYLE}<div class="filter">{_image(kernel, "kernel")}<div class="words">{told}</div>{pictures}</div>'


def _image(one: Picture, css: str = "") -> str:
    return f'<img class="{css}" src="{one.address}" alt="{escape(one.alt, quote=True)}">'
