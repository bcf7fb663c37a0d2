"""The lesson's answer: what the network sees of the photo, and its five likeliest classes, by one crop or ten."""

import streamlit as st
from PIL import Image, ImageOps

from alexnet.photo.crops import Preprocessing, centre_box, ten_crop
from app.charts.encoded import drawn_uri, jpeg
from app.charts.pictures import middle
from app.components.classify_frame import frame
from app.components.scripts import source
from app.frame import address, framing
from app.frame.guard import fragment
from app.frame.photo import whole
from app.frame.text import number, plain, t
from app.lessons.classify_doubt import doubt
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo, square
from app.server.queues import answer
from app.server.turns import PAGES
from app.widgets import answers

SIDE = 640  # pixels, at most, of the photo as it is shown
STYLE = f"<style>{source('classify.css')}</style>"


def seen(photo: Photo, network: Loaded) -> int:
    """The answer, the photo, the part that goes in, and what to doubt; gives how many crops were asked about."""
    with st.container(key="seen"):
        st.html(STYLE)
        with st.container(key="seen_answer"):
            bars = st.container()
            looks = {"1": t("classify.crops1"), "10": t("classify.crops10")}
            crops = int(address.choose(st.segmented_control, t("classify.crops"), looks, "crops", "1", required=True))
            bars.html(answers.answer_bars(photo, network, crops))
            PAGES.rest()
            if crops == 10:
                st.caption(t("classify.average"))
        with st.container(key="seen_pictures"):
            _pictures(photo, network)
        with st.container(key="seen_doubt"):
            fragment(doubt)(photo, network, crops)
    return crops


def _pictures(photo: Photo, network: Loaded) -> None:
    """All of the photo, on which the frame can be moved, and the crop."""
    preprocessing, all_of_it = network.weights.preprocessing, whole()
    shown = middle(all_of_it.image)
    first, last = (_box(shown.size, place, preprocessing) for place in (0, 100))
    picture, crop = st.columns([4, 3], gap="medium", wrap=False)  # side by side on a phone, too
    with picture:
        frame(
            drawn_uri(("whole", all_of_it.id), lambda: ImageOps.contain(shown, (SIDE, SIDE))), photo.name, t("classify.frame"),
            first, last, framing.place(all_of_it.id), "classify_frame", lambda place: framing.keep(all_of_it.id, place),
        )  # fmt: skip
        st.caption(t("classify.photo" if first == last else "classify.photo_moves", name=plain(photo.name)))
    side = preprocessing.crop
    crop.image(
        jpeg(answer(questions.crop(photo, network))), t("classify.crop", side=side),
        width="stretch", output_format="JPEG", alt=t("classify.crop", side=side),
    )  # fmt: skip


def _box(size: tuple[int, int], place: int, preprocessing: Preprocessing) -> tuple[float, ...]:
    """What the network sees of a picture whose square lies at `place`: left, top, right, bottom, as shares of it."""
    left, top, *_ = square(size, place)
    inner = centre_box(Image.new("1", (min(size), min(size))), preprocessing)
    return tuple((edge + start) / length for edge, start, length in zip(inner, (left, top) * 2, size * 2, strict=True))


def ten(photo: Photo, network: Loaded) -> None:
    """The ten crops, each with its own answer."""
    scores = answer(questions.scores(photo, network, 10))
    with st.container(horizontal=True, gap="small"):
        for crop, one in zip(ten_crop(photo.image, network.weights.preprocessing), scores, strict=True):
            name, share = answers.best(one, network)
            st.image(jpeg(crop), f"{name} {number(share, '.0%')}", width=98, output_format="JPEG", alt=name)
