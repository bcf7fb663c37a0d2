"""The lesson on the first layer: the sheet of all kernels, one of them in words, and what it finds in the photo."""

from collections.abc import Hashable

import streamlit as st

from alexnet.lessons.filters import Filter
from app.charts.encoded import jpeg, png
from app.charts.pictures import enlarged, kernel, kernel_sheet, response
from app.components.tiles import tiles
from app.frame import address
from app.frame.text import language, t
from app.frame.view import view
from app.server import network_questions, questions
from app.server.networks import untrained
from app.server.queues import answer

FIRST = 21  # the filter that the page opens with, from 1
DIRECTIONS = ("horizontal", "rising", "vertical", "falling")  # of an edge, by 45 degrees counter-clockwise


def explore() -> None:
    """The sheet of conv1's kernels; beside it the picked one, the photo, and the kernel's answers to it."""
    photo, network = view()
    sheet, chosen = st.columns([6, 5], gap="large")
    with sheet:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for key, options in (("state", ("trained", "fresh")), ("sort", ("stored", "colour", "direction"))):
                names = {option: t(f"filters.{option}") for option in options}
                address.choose(st.segmented_control, t(f"filters.{key}"), names, key, options[0], required=True)
            count = len(network.network.kernels)
            st.number_input(t("filters.number"), 1, count, FIRST, key="filter", bind="query-params", width=120)
        shown, index = network if st.session_state.state == "trained" else untrained(network), st.session_state.filter - 1
        weights, found = shown.network.kernels.numpy(), answer(network_questions.filters(shown))
        words = _sentences(shown.id, language(), found)
        tiles(
            kernel_sheet(weights), weights.shape[-1], order(found, st.session_state.sort), words, index,
            t("filters.sheet", count=count), key="sheet", on_pick=_pick, tile=46,
        )  # fmt: skip
    with chosen:
        look, told = st.columns([1, 2], vertical_alignment="center", wrap=False)
        large = png(enlarged(kernel(weights[index]), 220))
        look.image(large, width="stretch", output_format="PNG", alt=t("filters.kernel", number=index + 1))
        told.markdown(paragraph(found[index]))
        left, right = st.columns(2, wrap=False)
        crop = answer(questions.crop(photo, network))
        left.image(jpeg(crop), t("filters.crop"), width="stretch", output_format="JPEG", alt=photo.name)
        values = answer(questions.responses(photo, shown))[index]
        right.image(png(response(values)), t("filters.response"), width="stretch", output_format="PNG", alt=t("filters.response"))


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


def paragraph(found: Filter) -> str:
    """The filter beside its picture, with the numbers behind the words."""
    return t(
        "filters.words", number=found.index + 1, pattern=pattern(found), colours=colours(found),
        colourfulness=found.colourfulness, angle=round(found.angle) % 180, wavelength=found.wavelength,
    )  # fmt: skip
