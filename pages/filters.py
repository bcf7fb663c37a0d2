"""First-layer filters: all kernels of conv1, and what one of them finds in the photo."""

import streamlit as st

from alexnet.photo.crops import centre_crop
from app.charts.pictures import enlarged, kernel, kernel_sheet, response
from app.components.tiles import tiles
from app.frame import address, navigation, networks, photo
from app.frame.text import opening, reading, t
from app.lessons import filters
from app.server import questions, shared

opening("filters")
seen, network = photo.current(), networks.current()
crop = centre_crop(seen.image, network.weights.preprocessing)


def pick(index: int) -> None:
    st.session_state.filter = index + 1


@st.fragment
def explore() -> None:
    sheet, chosen = st.columns([6, 5], gap="large")
    with sheet:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for key, options in (("state", ("trained", "fresh")), ("sort", ("stored", "colour", "direction"))):
                names = {option: t(f"filters.{option}") for option in options}
                address.choose(st.segmented_control, t(f"filters.{key}"), names, key, options[0], required=True)
            count = len(shared.first_layer(network.weights.name, True))
            st.number_input(t("filters.number"), 1, count, 21, key="filter", bind="query-params", width=120)
        trained, index = st.session_state.state == "trained", st.session_state.filter - 1
        weights = shared.first_layer(network.weights.name, trained).numpy()
        found = shared.filters(network.weights.name, trained)
        tiles(
            kernel_sheet(weights), weights.shape[-1], filters.order(found, st.session_state.sort),
            [filters.sentence(one) for one in found], index, t("filters.sheet", count=count), key="sheet",
            on_pick=pick, tile=46,
        )  # fmt: skip
    with chosen:
        look, words = st.columns([1, 2], vertical_alignment="center", wrap=False)
        look.image(
            enlarged(kernel(weights[index]), 220), width="stretch", output_format="PNG", alt=t("filters.kernel", number=index + 1)
        )
        words.markdown(filters.paragraph(found[index]))
        left, right = st.columns(2, wrap=False)
        left.image(crop, t("filters.crop"), width="stretch", output_format="PNG", alt=seen.name)
        values = questions.responses(seen.id, seen.image, network.weights.name, trained)[index]
        right.image(response(values), t("filters.response"), width="stretch", output_format="PNG", alt=t("filters.response"))


explore()
reading("filters")
navigation.onward("filters")
