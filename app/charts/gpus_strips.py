"""Every kernel of a tower in the order of its colour score, a bar above each: who sees colour, and how many do."""

from collections.abc import Sequence
from html import escape

import numpy as np

from app.charts.encoded import data_uri
from app.charts.gpus_film import sprite
from app.charts.style import GPU

FAINT = 0.5  # half as strong as the middle kernel of all
STYLE = """
<style>
.strip { display: grid; grid-template-columns: repeat(48, minmax(0, 1fr)); gap: 0 2px; margin: 0.2rem 0 0.6rem; }
.strip > div { min-width: 0; }
.strip .score { position: relative; height: 6.6rem; display: flex; align-items: flex-end; margin: 0 -1px; padding: 0 1px;
  border-bottom: 1px solid currentColor; }
.strip .score::before { content: ""; position: absolute; inset: auto 0 calc(100% * var(--line)) 0;
  border-top: 2px dashed currentColor; opacity: 0.6; }
.strip .score span { display: block; width: 100%; background: var(--gpu); border-radius: 2px 2px 0 0; min-height: 1px; }
.strip .kernel { aspect-ratio: 1; margin-top: 2px; image-rendering: pixelated; background-color: #808080; }
.strip .kernel span { display: block; width: 100%; height: 100%; background: var(--sheet) no-repeat 0 0;
  background-size: calc(100% * var(--count)) 100%; image-rendering: pixelated; }
.strip .faint .score span { opacity: 0.4; }
@media (max-width: 760px) { .strip { grid-template-columns: repeat(16, minmax(0, 1fr)); row-gap: 0.4rem; }
  .strip .score { height: 3.6rem; } }
</style>
"""


def strip(
    kernels: np.ndarray,
    scores: Sequence[float] | np.ndarray,
    strengths: Sequence[float] | np.ndarray,
    gpu: int,
    line: float,
    names: Sequence[str],
    title: str,
) -> str:
    """The (K, 3, h, w) kernels of one tower as HTML, most colourful first.

    Args:
        scores: (K,) in [0, 1], the height of each bar.
        strengths: (K,) in [0, 1], how strongly each kernel is drawn; below `FAINT` its bar is dimmed, too.
        gpu: 0 or 1, for the colour.
        line: where the dashed line runs, in [0, 1].
        names: (K,) what each kernel is, for the tooltip.
        title: for those who listen to the page.
    """
    last = max(1, len(kernels) - 1)
    items = ""
    for index in sorted(range(len(kernels)), key=lambda index: -scores[index]):
        look = f"background-position:{index / last:.4%} 0;opacity:{strengths[index]:.2f}"
        items += (
            f'<div title="{escape(names[index])}"{faint(strengths[index])}>'
            f'<div class="score"><span style="height:{scores[index]:.1%}"></span></div>'
            f'<div class="kernel"><span style="{look}"></span></div></div>'
        )
    style = f"--gpu:{GPU[gpu]};--line:{line};--count:{len(kernels)};--sheet:url({data_uri(sprite(kernels[None]))})"
    return f'<div class="strip" role="img" aria-label="{escape(title)}" style="{style}">{items}</div>'


def faint(strength: float) -> str:
    """The class of a kernel that stayed weak, as an HTML attribute."""
    return ' class="faint"' if strength < FAINT else ""
