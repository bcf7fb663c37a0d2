"""The three axes of colour by hand, the paper's formula beside the program's, and the cloud that the axes belong to."""

import numpy as np
import streamlit as st
from plotly.graph_objects import Figure

from alexnet.photo.augment import (
    COMMUNITY,
    SQUARE,
    cut,
    picture,
    principal,
    principal_of_many,
    shifted,
    square,
)
from app.charts.augmentation_cloud import cloud
from app.charts.samples import sample_sheet
from app.charts.style import PLOTLY
from app.charts.table import table
from app.frame.text import language, number, t
from app.frame.view import view
from app.server import records

POINTS = 2500  # of the cloud
ALPHAS = (1.0, 1.0, 0.0)  # along the axes of brightness, of warm and cold, of green


def colour() -> None:
    """The three axes by hand, the paper's formula beside the program's, and the cloud that the axes belong to."""
    photo, _ = view()
    pixels = square(photo.image)
    values, vectors = principal_of_many()
    controls, pictures = st.columns([4, 7], gap="large")
    with controls:
        alphas = np.array([
            st.slider(t("augmentation.alpha", number=n + 1), -3.0, 3.0, first, 0.1, key=f"aug_alpha{n}", bind="query-params")
            for n, first in enumerate(ALPHAS)
        ])  # fmt: skip
        st.caption(t("augmentation.alphas"))
    with pictures:
        shown = {
            "original": pixels, "paper": shifted(pixels, values, vectors, alphas, False),
            "program": shifted(pixels, values, vectors, alphas, True),
        }  # fmt: skip
        words = [t(f"augmentation.{key}") for key in shown]
        for one in (shown["paper"], shown["program"]):  # beside each other a small change is seen, too
            one[:, : SQUARE // 2] = pixels[:, : SQUARE // 2]
        three = [picture(cut(one, 16, 16)) for one in shown.values()]
        st.html(sample_sheet(three, words, [False] * 3, t("augmentation.part_colour"), across=3, narrow=3, side=224))
        paper = r"x + P\,[\alpha_1\lambda_1, \alpha_2\lambda_2, \alpha_3\lambda_3]^T"
        program = r"(x + P\,[\alpha_1\sqrt{\lambda_1}, \alpha_2\sqrt{\lambda_2}, \alpha_3\sqrt{\lambda_3}]^T) / " + number(
            1.1, "g", formula=True
        )
        lines = ((t("augmentation.in_paper"), paper), (t("augmentation.in_program"), program))
        rows = r" \\[4pt] ".join(rf"\text{{{who}}} \\ {formula}" for who, formula in lines)
        st.latex(rf"\begin{{array}}{{l}}P = [p_1\,p_2\,p_3] \\[4pt] {rows}\end{{array}}")
    own, _ = principal(pixels)
    axes, space = st.columns([4, 7], gap="large")
    with axes:
        st.markdown(t("augmentation.eigenvalues"))
        head = [t(f"augmentation.{key}") for key in ("axis", "many", "yours", "community")]
        eigenvalues = enumerate(zip(values, own, COMMUNITY, strict=True), 1)
        st.markdown(table(head, [[str(n), *(number(one, ".4f") for one in row)] for n, row in eigenvalues]))
        st.caption(t("augmentation.units", photos=records.recorded("colours")["settings"]["photos"]))
    with space:
        figure = _cloud(photo.id, language(), pixels)
        st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("augmentation.cloud"), key="aug_cloud")


@st.cache_resource(max_entries=32, show_spinner=False)  # 0.3 MB each
def _cloud(photo_id: str, language: str, _pixels: np.ndarray) -> Figure:
    """The colours of a photo with their axes, named in one language."""
    colours = _pixels.reshape(-1, 3)
    some = colours[np.random.default_rng(0).permutation(len(colours))[:POINTS]]
    return cloud(some, *principal(_pixels), [t("augmentation.axis_name", number=n + 1) for n in range(3)], number)
