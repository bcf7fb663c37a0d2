"""The lesson's answer: what the network sees of the photo, and its five likeliest classes, by one crop or ten."""

import streamlit as st

from alexnet.photo.crops import centre_box, ten_crop
from app.charts.encoded import drawn, jpeg
from app.charts.pictures import outlined
from app.frame import address
from app.frame.text import number, t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import answers


def seen(photo: Photo, network: Loaded) -> None:
    """The photo, the part that goes in, and the answer."""
    preprocessing = network.weights.preprocessing
    pictures, bars = st.columns([7, 6], gap="large")
    whole, crop = pictures.columns([4, 3], gap="medium", wrap=False)  # side by side on a phone, too
    box = centre_box(photo.image, preprocessing)
    whole.image(
        drawn(("outlined", photo.id, box), lambda: outlined(photo.image, box)), t("classify.photo", name=photo.name),
        width="stretch", output_format="JPEG", alt=photo.name,
    )  # fmt: skip
    crop.image(
        jpeg(answer(questions.crop(photo, network))), t("classify.crop", side=preprocessing.crop),
        width="stretch", output_format="JPEG", alt=t("classify.crop", side=preprocessing.crop),
    )  # fmt: skip
    with bars:
        looks = {"1": t("classify.crops1"), "10": t("classify.crops10")}
        crops = int(address.choose(st.segmented_control, t("classify.crops"), looks, "crops", "1", required=True))
        st.html(answers.answer_bars(photo, network, crops))
        if crops == 10:
            st.caption(t("classify.average"))
    if crops == 10:
        _ten(photo, network)


def _ten(photo: Photo, network: Loaded) -> None:
    """The ten crops, each with its own answer."""
    scores = answer(questions.scores(photo, network, 10))
    with st.container(horizontal=True, gap="small"):
        for crop, one in zip(ten_crop(photo.image, network.weights.preprocessing), scores, strict=True):
            name, share = answers.best(one, network)
            st.image(jpeg(crop), f"{name} {number(share, '.0%')}", width=98, output_format="JPEG", alt=name)
