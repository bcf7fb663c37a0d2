"""Where a photo is chosen: a zone to drop one on, the samples as small pictures, the camera.

It stands on the pages that begin with a photo, and opens from the frame on all others. It is always in the page, so that
a photo that is dropped or pasted anywhere finds its way in.
"""

import base64
import io
from functools import cache
from typing import Any

import streamlit as st
from PIL import Image, ImageOps

from alexnet.language import languages
from alexnet.photo.image import MAX_BYTES
from app.charts.encoded import drawn_uri
from app.components.photo_button import photo_button
from app.components.photo_grid import photo_grid
from app.frame import address, photo
from app.frame.guard import tell
from app.frame.text import labels, language, t
from app.server.photos import Photo

MEGABYTES = MAX_BYTES // 2**20
INLINE = ("home", "classify")  # lessons on whose page it stands
SIDE = 72  # pixels of a small picture
ACROSS = 10  # small pictures in a row of the sheet
QUALITY = 70  # of the sheet as JPEG: 70 kB
KINDS = ("animals", "water", "places", "things", "people")  # of samples, in the order in which they are shown


def square(image: Image.Image, side: int = SIDE) -> Image.Image:
    """The middle of a photo, small."""
    return ImageOps.fit(image.reduce(max(1, min(image.size) // (3 * side))), (side, side))


def _thumbnail(seen: Photo) -> str:
    return drawn_uri(("thumbnail", seen.id), lambda: square(seen.image))


@cache
def _sheet() -> tuple[str, int]:
    """The small pictures of all samples in one file, as an address, and how many rows it has."""
    slugs = list(photo.samples())
    down = -(-len(slugs) // ACROSS)
    sheet = Image.new("RGB", (SIDE * ACROSS, SIDE * down))
    for number, slug in enumerate(slugs):
        sheet.paste(square(photo.sample(slug).image), (SIDE * (number % ACROSS), SIDE * (number // ACROSS)))
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode(), down


@cache
def gallery(lang: str) -> dict[str, Any]:
    """All samples by kind with their names in a language, their pictures, and the style that gives the row its own."""
    words, (sheet, down) = labels(lang), _sheet()
    kinds: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for at, (slug, told) in enumerate(photo.samples().items()):
        kinds[told["kind"]].append({"slug": slug, "name": told[lang], "at": at})
    places = "".join(
        f".st-key-photo button:nth-last-of-type({photo.FIRST - at})::before {{ background-image: var(--samples);"
        f" background-size: {ACROSS}00% {down}00%;"
        f" background-position: {100 * (at % ACROSS) / (ACROSS - 1):.3f}% {100 * (at // ACROSS) / (down - 1):.3f}%; }}"
        for at in range(photo.FIRST)
    )
    return {
        "kinds": [{"name": words[f"sample_kind.{kind}"], "photos": photos} for kind, photos in kinds.items()],
        "words": {"all": languages()[lang].fill(words["photo.all"], count=len(photo.samples())), "close": words["photo.close"]},
        "sheet": sheet, "across": ACROSS, "down": down, "places": places,
    }  # fmt: skip


def button(slug: str) -> None:
    """The small picture of the photo in use, which opens the shelf; on its pages it leads there."""
    seen, mine = photo.current(), photo.own()
    own = _thumbnail(mine) if mine else ""
    lost = st.session_state.get("photo_away", False)
    chosen = st.session_state.photo
    photo_button(_thumbnail(seen), t("photo.choose"), seen.name, chosen, slug in INLINE, lost, own, "photo_button")


def draw(here: bool) -> None:
    """The shelf; `here`: on the page, where it has room for a row of the samples, and not in the frame, which shows all."""
    with st.container(key="shelf"):
        with st.container(key="shelf_drop"):
            st.file_uploader(
                t("photo.upload"), key="upload", max_upload_size=MEGABYTES, help=t("photo.stays"),
                on_change=photo.take, args=("upload",),
            )  # fmt: skip
            if st.toggle(t("photo.camera"), key="camera_on"):
                st.camera_input(t("photo.shoot"), key="camera", on_change=photo.take, args=("camera",))
        address.choose(
            st.pills, t("photo.samples"), photo.row(), "photo", next(iter(photo.samples())),
            always=True, required=True, on_change=photo.take, args=("sample",),
        )  # fmt: skip
        photo_grid(gallery(language()), here, "photo_grid", photo.pick)


def trouble() -> None:
    """The sentence that says why it is not the photo that the reader meant; mostly nothing. The shelf has been drawn."""
    with st.container():  # there even without a sentence: what comes and goes would push the page, and a click would miss
        if problem := photo.problem():
            tell(problem, ":material/broken_image:", mild="photo_problem" not in st.session_state)
