"""Where a photo is chosen: a zone to drop one on, the samples as small pictures, the camera.

It stands on the pages that begin with a photo, and opens from the frame on all others. It is always in the page, so that
a photo that is dropped or pasted anywhere finds its way in.
"""

from functools import cache

import streamlit as st
from PIL import Image, ImageOps

from alexnet.photo.image import MAX_BYTES
from app.charts.encoded import drawn_uri, jpeg_uri
from app.components.photo_button import photo_button
from app.frame import address, photo
from app.frame.guard import tell
from app.frame.text import t
from app.server.photos import Photo

MEGABYTES = MAX_BYTES // 2**20
INLINE = ("home", "classify")  # lessons on whose page it stands
SIDE = 72  # pixels of a small picture


def square(image: Image.Image, side: int = SIDE) -> Image.Image:
    """The middle of a photo, small."""
    return ImageOps.fit(image.reduce(max(1, min(image.size) // (3 * side))), (side, side))


def _thumbnail(seen: Photo) -> str:
    return drawn_uri(("thumbnail", seen.id), lambda: square(seen.image))


@cache
def _sheet() -> str:
    """The style that gives each sample its picture: one file for all of them, places counted from the end."""
    slugs = list(photo.samples())
    sheet = Image.new("RGB", (SIDE * len(slugs), SIDE))
    for number, slug in enumerate(slugs):
        sheet.paste(square(photo.sample(slug).image), (SIDE * number, 0))
    places = "".join(
        f".st-key-photo button:nth-last-of-type({len(slugs) - number})::before {{ background-image: var(--samples);"
        f" background-size: {len(slugs)}00% 100%; background-position: {100 * number / (len(slugs) - 1):.3f}% 0; }}"
        for number in range(len(slugs))
    )
    return f'.st-key-photo {{ --samples: url("{jpeg_uri(sheet)}"); }} {places}'


def button(slug: str) -> None:
    """The small picture of the photo in use, which opens the shelf; on its pages it leads there."""
    seen, mine = photo.current(), photo.own()
    own = _thumbnail(mine) if mine else ""
    lost = st.session_state.get("photo_away", False)
    thumbnail = _thumbnail(seen)
    photo_button(thumbnail, t("photo.choose"), seen.name, slug in INLINE, lost, _sheet(), own, "photo_button")


def draw() -> None:
    """The shelf."""
    with st.container(key="shelf"):
        with st.container(key="shelf_drop"):
            st.file_uploader(
                t("photo.upload"), key="upload", max_upload_size=MEGABYTES, help=t("photo.stays"),
                on_change=photo.take, args=("upload",),
            )  # fmt: skip
            if st.toggle(t("photo.camera"), key="camera_on"):
                st.camera_input(t("photo.shoot"), key="camera", on_change=photo.take, args=("camera",))
        address.choose(
            st.pills, t("photo.samples"), photo.choices(), "photo", next(iter(photo.samples())),
            always=True, required=True, on_change=photo.take, args=("sample",),
        )  # fmt: skip


def trouble() -> None:
    """The sentence that says why it is not the photo that the reader meant; mostly nothing. The shelf has been drawn."""
    with st.container():  # there even without a sentence: what comes and goes would push the page, and a click would miss
        if problem := photo.problem():
            tell(problem, ":material/broken_image:", mild="photo_problem" not in st.session_state)
