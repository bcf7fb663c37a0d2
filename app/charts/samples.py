"""A sheet of photos with a word under each, as HTML: it is as wide as the page and wraps on a phone."""

from collections.abc import Sequence
from html import escape

from PIL import Image

from app.charts.encoded import jpeg_uri

STYLE = """
<style>
.samples { display: grid; grid-template-columns: repeat(var(--across), minmax(0, 1fr)); gap: 0.5rem 0.6rem; margin: 0.2rem 0; }
.samples figure { margin: 0; }
.samples img { width: 100%; display: block; border-radius: 5px; }
.samples figcaption { font-size: 0.86rem; line-height: 1.2; min-height: 2.1em; padding-top: 0.15rem; overflow-wrap: anywhere; }
.samples b { display: block; }
.samples .first img { outline: 3px solid #d9560f; outline-offset: 1px; }
.samples .other figcaption { color: inherit; font-weight: 700; text-decoration: underline dotted; }
@media (max-width: 760px) { .samples { grid-template-columns: repeat(var(--narrow), minmax(0, 1fr)); gap: 0.3rem; } }
</style>
"""


def sample_sheet(
    pictures: Sequence[Image.Image], words: Sequence[str], other: Sequence[bool], title: str, across: int = 8, narrow: int = 4,
    side: int = 150, names: Sequence[str] = (), first: bool = False,
) -> str:  # fmt: skip
    """HTML of the sheet.

    Args:
        words: under each picture; "" while it is not known.
        other: which ones are to stand out.
        title: for those who listen to the page; the pictures' own words follow.
        across, narrow: pictures in a row, on a phone `narrow`.
        side: pixels of a picture.
        names: above the words, what each picture is.
        first: the first picture is the one that the others are made of, and framed.
    """
    heads = [f"<b>{escape(name)}</b>" for name in names] or [""] * len(pictures)
    figures = "".join(
        f"<figure class='{'first' if first and place == 0 else 'other' if stands_out else ''}'>"
        f'<img src="{jpeg_uri(one, side)}" alt="{escape(word or title, quote=True)}">'
        f"<figcaption>{head}{escape(word)}</figcaption></figure>"
        for place, (one, word, stands_out, head) in enumerate(zip(pictures, words, other, heads, strict=True))
    )
    told = f'role="group" aria-label="{escape(title, quote=True)}"'
    return f'{STYLE}<div class="samples" style="--across: {across}; --narrow: {min(narrow, across)}" {told}>{figures}</div>'
