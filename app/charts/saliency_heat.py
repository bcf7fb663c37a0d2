"""The colours of heat maps as a bar: what is cold, what is hot, or what speaks against and for a class."""

from functools import cache
from html import escape

import numpy as np
from PIL import Image

from alexnet.ask.overlay import colours
from app.charts.encoded import data_uri

STYLE = """
<style>
.heat { display: flex; align-items: center; gap: 0.6rem; font-size: 0.95rem; line-height: 1.2; margin: 0 0 0.2rem; }
.heat img { flex: 1; min-width: 3rem; height: 0.8rem; border-radius: 3px; display: block; }
[class*="st-key-heat_"] { min-height: 6.2rem; }
</style>
"""


def colour_bar(signed: bool, low: str, high: str) -> str:
    """HTML: the bar with a word at each end. The numbers have no unit: each map is drawn by its own largest one."""
    return f'{STYLE}<div class="heat">{escape(low)}<img alt="" src="{_bar(signed)}">{escape(high)}</div>'


@cache
def _bar(signed: bool) -> str:
    """As an address; full colour at the ends."""
    return data_uri(Image.fromarray(colours(np.linspace(-1.0 if signed else 0.0, 1.0, 256)[None], signed)))
