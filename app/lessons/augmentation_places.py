"""One crop by hand: the reader drags its frame, and the network answers."""

import streamlit as st

from alexnet.photo.augment import CROP, SQUARE, cut, picture, square
from app.charts.encoded import jpeg
from app.components.augmentation_frame import crop_frame
from app.frame.text import number, prose, t
from app.frame.view import view
from app.server import network_questions
from app.server.queues import answer
from app.widgets import answers


def places() -> None:
    """One crop by hand: where it lies, what the network says to it, and how many there are."""
    photo, network = view()
    pixels = square(photo.image)
    left, middle, right = st.columns([4, 3, 4], gap="large")
    with right:
        far = SQUARE - CROP
        x = st.slider(t("augmentation.x"), 0, far, far // 2, key="aug_x", bind="query-params")
        y = st.slider(t("augmentation.y"), 0, far, far // 2, key="aug_y", bind="query-params")
        mirrored = st.toggle(t("augmentation.mirrored"), key="aug_mirrored", bind="query-params")
        st.latex(rf"{far} \times {far} \times 2 = {far * far * 2}")
        st.latex(rf"{far + 1} \times {far + 1} \times 2 = {(far + 1) ** 2 * 2}")
        st.markdown(prose("augmentation", "count"))
    one = picture(cut(pixels, x, y)[:, ::-1] if mirrored else cut(pixels, x, y))
    with left:
        crop_frame(picture(pixels), photo.name, t("augmentation.frame"), (x, y), CROP, "aug_frame", _move)
        st.caption(t("augmentation.whole"))
    middle.image(jpeg(one), t("augmentation.one"), width="stretch", output_format="JPEG", alt=t("augmentation.one"))
    (scores,) = answer(network_questions.batch_scores((photo.id, x, y, mirrored), [one], network))
    name, share = answers.best(scores, network)
    middle.markdown(f"**{name}** {number(share, '.1%')}")


def _move(x: int, y: int) -> None:
    st.session_state.update(aug_x=int(x), aug_y=int(y))
