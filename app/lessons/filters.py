"""The lesson on the first layer: the sheet of all kernels, one of them in words, and what it finds in the photo."""

from collections.abc import Hashable

import streamlit as st

from alexnet.lessons.filters import Filter
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.encoded import data_uri, jpeg_uri
from app.charts.filters import Picture, card
from app.charts.pictures import kernel, kernel_sheet, response
from app.charts.style import GPU
from app.components.tiles import tiles
from app.frame import address
from app.frame.text import language, t
from app.frame.view import view
from app.server import network_questions, questions
from app.server.networks import Loaded, untrained
from app.server.queues import answer
from app.widgets.picked import beside

FIRST = 21  # the filter that the page opens with, from 1
TILES = {1: 44, 2: 37}  # least px of a tile, by how many towers there are
STYLE = """
<style>
.st-key-filters_choices button { min-height: 2.5rem; }
@media (min-width: 1200px) { .st-key-filters [data-testid="stColumn"] .stHtml:has(.filter) { margin-top: -5.4rem; } }
@media (max-width: 640px) {
  .st-key-filters_choices { gap: 0.5rem; }
  .st-key-filters_choices [data-testid="stWidgetLabel"] { display: none; }
  .st-key-filters_choices .st-key-filter { display: none; }
}
</style>
"""
DIRECTIONS = ("horizontal", "rising", "vertical", "falling")  # of an edge, by 45 degrees counter-clockwise


def explore() -> None:
    """The sheet of conv1's kernels; beside it the picked one, the photo, and the kernel's answers to it."""
    photo, network = view()
    _choices(count := len(network.network.kernels))
    shown, index = network if st.session_state.state == "trained" else untrained(network), st.session_state.filter - 1
    found = answer(network_questions.filters(shown))
    sheet, chosen = beside("filters")
    with sheet:
        _sheets(shown, found, index, t("filters.sheet", count=count))
    with chosen:
        weights, values = shown.network.kernels[index].numpy(), answer(questions.responses(photo, shown))[index]
        crop = jpeg_uri(answer(questions.crop(photo, network)), 260)
        st.html(
            card(
                Picture(data_uri(kernel(weights)), t("filters.kernel", number=index + 1)),
                Picture(crop, photo.name, t("filters.crop")),
                Picture(data_uri(response(values)), t("filters.response"), t("filters.response")),
                paragraph(found[index]),
            )
        )


def _choices(count: int) -> None:
    """Which weights, in which order, and the filter's number for those who know it."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_choices"):
        for key, options in (("state", ("trained", "fresh")), ("sort", ("stored", "colour", "direction"))):
            names = {option: t(f"filters.{option}") for option in options}
            address.choose(st.segmented_control, t(f"filters.{key}"), names, key, options[0], required=True)
        st.number_input(t("filters.number"), 1, count, FIRST, key="filter", bind="query-params", width=120)


def _sheets(shown: Loaded, found: list[Filter], index: int, title: str) -> None:
    """All kernels, a sheet for each tower."""
    weights, words = shown.network.kernels.numpy(), _sentences(shown.id, language(), found)
    sprite, towers = kernel_sheet(weights), 2 if isinstance(shown.network, TwoGpuAlexNet) else 1
    half = len(found) // towers
    for tower, column in enumerate(st.columns(towers, gap="small") if towers > 1 else [st.container()]):
        own = order(found[tower * half : (tower + 1) * half], st.session_state.sort)
        with column:
            if towers > 1:
                st.html(f'<b style="border-left: .6em solid {GPU[tower]}; padding-left: .4em">GPU {tower + 1}</b>')
            tiles(sprite, weights.shape[-1], own, words, index, title, key=f"sheet-{tower}", on_pick=_pick, tile=TILES[towers])


@st.cache_resource(max_entries=16, show_spinner=False)  # 10 kB each
def _sentences(network_id: Hashable, language: str, _found: list[Filter]) -> list[str]:
    return [sentence(one) for one in _found]


def _pick(index: int) -> None:
    st.session_state.filter = index + 1


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


def paragraph(found: Filter) -> list[str]:
    """The filter beside its picture: its name, its colours, and the numbers behind the words."""
    return [
        t("filters.name", number=found.index + 1, pattern=pattern(found)),
        colours(found),
        t("filters.words", colourfulness=found.colourfulness, angle=round(found.angle) % 180, wavelength=found.wavelength),
    ]
