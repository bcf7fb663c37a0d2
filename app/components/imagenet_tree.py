"""A branch of ImageNet's tree on the page: the way to it, photos on it, and its tiles, into which the reader clicks."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from app.components.scripts import script, source

_tree = st.components.v2.component(
    "alexnet_imagenet_tree",
    html="""<div class="tree"><nav class="way"></nav><div class="photos" role="group"></div>
    <div class="tiles" role="group"></div><div class="told"></div></div>""",
    css=source("imagenet_tree.css"),
    js=script("imagenet_tree.js"),
)


def tree(branch: dict[str, Any], key: str, on_pick: Callable[[str], None]) -> None:
    """Draws what `charts.imagenet_tiles.branch_tiles` gave; `on_pick` hears the id of a branch that the reader goes to."""
    _tree(key=key, data=branch, on_picked_change=lambda: on_pick(str(st.session_state[key].picked)))
