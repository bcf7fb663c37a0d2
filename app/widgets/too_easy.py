"""A photo of which the network is so sure that nothing moves its answer: the way to another one."""

import streamlit as st

from app.frame.photo import FIRST, pick, sample, samples
from app.frame.text import t
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.server.unsure import unsure
from app.widgets import answers

EASY = 0.97  # share of the first answer above which a photo shows little


def too_easy(photo: Photo, network: Loaded) -> None:
    """Draws one sentence and a button to a sample of which the network is less sure; nothing where `photo` will do."""
    if "taken" in st.session_state:  # by the button below, in a part of the page that runs alone; the frame has to know
        st.rerun()
    ((_, first),) = answers.guesses(photo, network, k=1)
    if first.probability <= EASY:
        return
    slug, share = _better(network.id, network)
    if share > EASY:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(t("too_easy.sentence", share=first.probability), width="content")
        label = t("too_easy.button", name=sample(slug).name)
        st.button(label, key="too_easy", icon=":material/swap_horiz:", on_click=pick, args=(slug,))


@st.cache_data(max_entries=16, show_spinner=False)
def _better(network_id: object, _network: Loaded) -> tuple[str, float]:
    at_hand = list(samples().items())[:FIRST]  # all of them would hold up the first reader
    return answer(unsure({slug: (sample(slug), one.get("wnid", "")) for slug, one in at_hand}, _network))
