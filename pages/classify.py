"""Classify: what the network sees of the photo, its five likeliest classes, and how scores become percentages."""

import streamlit as st

from alexnet.photo.crops import centre_box, centre_crop, ten_crop
from app.charts.pictures import outlined
from app.frame import address, navigation, networks, photo
from app.frame.text import opening, reading, t
from app.lessons import classify_softmax
from app.server import questions
from app.widgets import answers

opening("classify")
seen, network = photo.current(), networks.current()
preprocessing = network.weights.preprocessing

pictures, answer = st.columns([7, 6], gap="large")
whole, view = pictures.columns([4, 3], gap="medium", wrap=False)  # side by side on a phone, too
whole.image(
    outlined(seen.image, centre_box(seen.image, preprocessing)), t("classify.photo", name=seen.name),
    width="stretch", output_format="JPEG", alt=seen.name,
)  # fmt: skip
view.image(
    centre_crop(seen.image, preprocessing), t("classify.crop", side=preprocessing.crop),
    width="stretch", output_format="PNG", alt=t("classify.crop", side=preprocessing.crop),
)  # fmt: skip
with answer:
    looks = {"1": t("classify.crops1"), "10": t("classify.crops10")}
    crops = int(address.choose(st.segmented_control, t("classify.crops"), looks, "crops", "1", required=True))
    st.html(answers.answer_bars(seen, network, crops))
    if crops == 10:
        st.caption(t("classify.average"))

if crops == 10:
    scores = questions.scores(seen.id, seen.image, network.weights.name, 10)
    with st.container(horizontal=True, gap="small"):
        for crop, one in zip(ten_crop(seen.image, preprocessing), scores, strict=True):
            name, share = answers.best(one, network)
            st.image(crop, f"{name} {share:.0%}", width=98, output_format="PNG", alt=name)

st.subheader(t("classify.softmax"), anchor=False)
classify_softmax.walk(seen, network)
with st.expander(t("classify.known", count=len(network.wnids))):
    st.markdown(answers.known(network))
reading("classify")
navigation.onward("classify")
