"""The lesson on figure 4: the nearest photos by the last hidden layer beside the nearest by pixels, and a map of all."""

import streamlit as st
from PIL import Image

from alexnet.ask.neighbours import VARIANTS, plane, variant
from alexnet.errors import Problem
from alexnet.photo.crops import Preprocessing
from alexnet.photo.image import MAX_BYTES, MEGABYTE
from app.charts.encoded import drawn
from app.charts.kept import Kept
from app.charts.neighbours import Near, constellation, near_row
from app.frame import address
from app.frame.photo import Photo, sample, samples
from app.frame.text import language, plain, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import network_questions, photos
from app.server.sizes import size

SHOWN, MOST = 8, 20  # neighbours in a row; photos that a reader may add
ALIKE = 0.65  # share of the mean distance: nearer lie a photo's own copies, and few of all pairs of samples


VARIANTS_MADE = Kept[Image.Image](60_000_000, size)


def explore() -> None:
    """The query, the two rows, the map."""
    photo, network = view()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {kind: t(f"neighbours.{kind}") for kind in VARIANTS}
        kind = address.choose(st.segmented_control, t("neighbours.query"), kinds, "query", "plain", required=True)
        more = st.toggle(t("neighbours.more"), True, key="neighbours_more", bind="query-params")
    gallery, given = _gallery(), network.weights.preprocessing
    forms = [_variant(photo.id, form, given, photo.image) for form in VARIANTS]
    many = [_variant(one.id, "plain", given, one.image) for one in gallery]
    asked, ids = VARIANTS.index(kind), tuple(one.id for one in gallery)
    found = awaited(network_questions.neighbours(((photo.id, "forms"), forms), asked, (ids, many), network))
    if found is None:
        return
    mine = t("neighbours.yours")
    copies = [t("neighbours.variant", name=mine, kind=kinds[form]) for form in VARIANTS[1:]]
    pictures, names = forms + many, [mine, *copies, *(one.name for one in gallery)]
    hidden = {asked} if more else {asked, *range(1, len(forms))}
    hidden |= {len(forms) + n for n, one in enumerate(gallery) if one.id == photo.id}  # it is among its forms
    others = [n for n in range(len(pictures)) if n not in hidden]
    count = found.units.shape[1]
    for title, away in (("by_units", found.by_units), ("by_pixels", found.by_pixels)):
        share = away / away[others].mean()
        row = [Near(pictures[asked], t("neighbours.this"))]
        for n in sorted(others, key=share.__getitem__)[:SHOWN]:
            words = t("neighbours.away", name=names[n], distance=share[n])
            row.append(Near(pictures[n], words, bool(share[n] < ALIKE)))
        alike = int((share[others] < ALIKE).sum())
        verdict = t("neighbours.alike" if alike else "neighbours.none", count=alike, total=len(others))
        heading = t(f"neighbours.{title}", units=count)
        st.markdown(f"**{heading}** · {verdict}")
        st.html(near_row(row, heading))
    st.caption(t("neighbours.relative", limit=ALIKE))
    _add()
    st.subheader(t("neighbours.map"), anchor=False)
    shown, key = [asked, *others], ("map", photo.id, kind, more, ids, network.id)
    laid_out = drawn(key, lambda: constellation([pictures[n] for n in shown], plane(found.units[shown]), 0))
    st.image(laid_out, width="stretch", output_format="JPEG", alt=t("neighbours.map_alt"))
    st.caption(t("neighbours.map_words", units=count))


def _variant(photo_id: str, kind: str, preprocessing: Preprocessing, image: Image.Image) -> Image.Image:
    return VARIANTS_MADE((photo_id, kind, preprocessing), lambda: variant(image, kind, preprocessing))


def _gallery() -> list[Photo]:
    """The photos of the app, then those that this reader has added."""
    gallery = {one.id: one for one in map(sample, samples())}
    for known, (data, name) in st.session_state.get("added_photos", {}).items():
        if known not in gallery:
            gallery[known] = Photo(known, name, photos.kept(known) or photos.decoded(data, name)[1])
    return list(gallery.values())


def _add() -> None:
    """More photos for the gallery; those that cannot be read are named, and the others stay."""
    with st.expander(t("neighbours.add"), icon=":material/add_photo_alternate:"):
        st.file_uploader(
            t("neighbours.add_label", most=MOST), accept_multiple_files=True, key="neighbours_files",
            max_upload_size=MAX_BYTES // MEGABYTE, on_change=_take,
        )  # fmt: skip
    for sentence in st.session_state.get("refused_photos", ()):
        st.error(sentence, icon=":material/broken_image:")


def _take() -> None:
    """What the reader has added or taken away."""
    kept: dict[str, tuple[bytes, str]] = {}
    refused = []
    for file in st.session_state.neighbours_files[:MOST]:
        data = file.getvalue()
        try:
            known, _ = photos.decoded(data, file.name)
            kept[known] = (data, t("neighbours.own", number=len(kept) + 1))
        except Problem as problem:
            refused.append(problem.sentence(language(), plain))
    st.session_state.added_photos, st.session_state.refused_photos = kept, refused
