"""The photos of a training as HTML: what it learns from, class by class, and what it answers to some that were held back."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PIL import Image

from app.charts.encoded import jpeg_uri
from app.charts.samples import sample_sheet

GAP = 6  # pixels between photos of a class
PAPER = (253, 250, 245)
STYLE = """
<style>
.answers { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.6rem, 1fr)); gap: 0.5rem 0.6rem; margin: 0.2rem 0; }
.answers figure { margin: 0; display: flex; gap: 0.5rem; align-items: center; min-height: 3.6rem; }
.answers img { width: 3.4rem; height: 3.4rem; flex: none; border-radius: 5px; image-rendering: pixelated; }
.answers figcaption { font-size: 0.9rem; line-height: 1.15; min-width: 0; overflow-wrap: anywhere; }
.answers b { font-weight: 700; color: light-dark(#166534, #86efac); }
.answers .wrong b { color: light-dark(#b3261e, #fca5a5); }
</style>
"""


@dataclass(frozen=True)
class Answered:
    """One photo, what the network says to it and how sure it is, as written; whether it is right, and that in a word."""

    picture: Image.Image
    answer: str
    share: str
    right: bool
    told: str


def class_sheet(names: Sequence[str], pictures: Sequence[Sequence[Image.Image]], title: str) -> str:
    """HTML: some photos of each class, its name below."""
    there = [(name, mosaic(photos)) for name, photos in zip(names, pictures, strict=True) if photos]
    return sample_sheet([one for _, one in there], [name for name, _ in there], [False] * len(there), title, 5, 5, 160)


def mosaic(photos: Sequence[Image.Image]) -> Image.Image:
    """Up to four photos of one size as a square of two by two."""
    side = photos[0].width
    canvas = Image.new("RGB", (2 * side + GAP, 2 * side + GAP), PAPER)
    for number, photo in enumerate(photos[:4]):
        canvas.paste(photo, (number % 2 * (side + GAP), number // 2 * (side + GAP)))
    return canvas


def answer_sheet(answers: Sequence[Answered], title: str) -> str:
    """HTML: each photo with the network's answer and a mark that says whether it is right."""
    figures = "".join(
        f'<figure class="{"right" if one.right else "wrong"}">'
        f'<img alt="" src="{jpeg_uri(one.picture, 128)}">'
        f'<figcaption><b role="img" aria-label="{escape(one.told, quote=True)}">{"✓" if one.right else "✗"}</b> '
        f"{escape(one.answer)} {escape(one.share)}</figcaption></figure>"
        for one in answers
    )
    return f'{STYLE}<div class="answers" role="group" aria-label="{escape(title, quote=True)}">{figures}</div>'
