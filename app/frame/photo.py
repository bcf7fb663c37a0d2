"""The photo that the reader looks at on every page: a sample, an upload or a picture from the camera."""

import tomllib
from functools import cache

import streamlit as st
from PIL import Image, ImageOps
from streamlit.runtime.uploaded_file_manager import DeletedFile

from alexnet.errors import Problem
from alexnet.files import ASSETS
from alexnet.photo.image import MAX_BYTES
from app.charts.encoded import jpeg
from app.frame import address
from app.frame.guard import tell
from app.frame.text import LANGUAGES, labels, language, t
from app.server import photos
from app.server.photos import Photo

FOLDER = ASSETS / "photos"
TYPES = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "avif"]  # jpg first: Safari then converts HEIC to it
MEGABYTES = MAX_BYTES // 2**20


@cache
def samples() -> dict[str, dict[str, str]]:
    """The photos that come with the app by slug: file, WordNet id, author, licence, source; and its name by language.

    A language that lacks a name is left out.
    """
    found = tomllib.loads((FOLDER / "photos.toml").read_text("utf-8"))
    for lang in LANGUAGES:
        words = labels(lang)
        for slug, photo in found.items():
            photo |= {lang: words[f"sample.{slug}"]} if f"sample.{slug}" in words else {}
    return found


def square(image: Image.Image, side: int = 80) -> Image.Image:
    """The middle of a photo, small."""
    return ImageOps.fit(image.reduce(max(1, min(image.size) // (3 * side))), (side, side))


@st.cache_data(max_entries=256, show_spinner=False)  # 2 kB each
def _thumbnail(photo_id: str, _image: Image.Image) -> bytes:
    return jpeg(square(_image))


def picker() -> Photo:
    """Draws the choice of photos and gives the one in use. A bad file is explained, and the photo stays as it was."""
    _read()
    thumbnail = st.empty()
    with st.popover(t("photo.choose"), icon=":material/photo_camera:"):
        names = {slug: sample[language()] for slug, sample in samples().items()}
        address.choose(
            st.pills, t("photo.samples"), names, "photo", next(iter(names)),
            required=True, on_change=_take, args=("sample",), persist_state="session",
        )  # fmt: skip
        st.file_uploader(t("photo.upload"), TYPES, key="upload", max_upload_size=MEGABYTES, on_change=_take, args=("upload",))
        if st.toggle(t("photo.camera"), key="camera_on"):
            st.camera_input(t("photo.shoot"), key="camera", on_change=_take, args=("camera",))
    if "photo_problem" in st.session_state:
        tell(st.session_state.photo_problem, ":material/broken_image:")
    elif _gone():
        tell(Problem("page.photo_gone"), ":material/broken_image:", mild=True)
    seen = current()
    thumbnail.image(_thumbnail(seen.id, seen.image), width=40, output_format="JPEG", alt=seen.name)
    return seen


def current() -> Photo:
    """The photo in use: the reader's own, or else the sample that is chosen."""
    source, photo_id = st.session_state.get("own_photo") or ("", "")
    image = photos.kept(photo_id) if photo_id else None
    if photo_id and image is None and st.session_state.get(source):  # pushed out by other readers' photos
        _, image = photos.decoded(st.session_state[source].getvalue())
    return Photo(photo_id, t("photo.yours"), image) if image else sample(st.session_state.photo)


def sample(slug: str) -> Photo:
    """The sample photo called `slug`."""
    photo_id = _fingerprint(slug)
    image = photos.kept(photo_id) or photos.decoded((FOLDER / samples()[slug]["file"]).read_bytes(), slug)[1]
    return Photo(photo_id, samples()[slug][language()], image)


@cache
def _fingerprint(slug: str) -> str:
    return photos.fingerprint((FOLDER / samples()[slug]["file"]).read_bytes())


def _gone() -> bool:
    """Whether the tab had sent a photo before this session began: to a server or a session that is no more."""
    sent = [st.session_state.get(source) for source in ("upload", "camera")]
    return "own_photo" not in st.session_state and any(isinstance(file, DeletedFile) for file in sent)


def _take(source: str) -> None:
    """What the reader touched last is what to look at: a callback of the three widgets."""
    st.session_state.taken = source


def _read() -> None:
    """Opens what the reader has just touched."""
    source = st.session_state.pop("taken", None)
    if source is None:
        return
    st.session_state.pop("photo_problem", None)
    file = st.session_state.get(source)
    if source == "sample" or file is None:  # None: the reader took the upload away
        st.session_state.own_photo = None
        return
    try:
        photo_id, _ = photos.decoded(file.getvalue(), file.name or "?")
        st.session_state.own_photo = (source, photo_id)
    except Problem as problem:
        st.session_state.photo_problem = problem
