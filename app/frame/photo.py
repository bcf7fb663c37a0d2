"""The photo that the reader looks at on every page: a sample, an upload or a picture from the camera."""

import tomllib
from functools import cache

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from alexnet.errors import Problem
from alexnet.files import ASSETS
from app.frame import address, framing
from app.frame.text import LANGUAGES, labels, language, t
from app.server import photos
from app.server.photos import Photo

FOLDER = ASSETS / "photos"
FIRST = 12  # samples that are at hand; the others are among all
OWN = "own"  # in the address, in place of a sample: the reader's own, which no link can carry


@cache
def samples() -> dict[str, dict[str, str]]:
    """The photos that come with the app by slug: file, kind, WordNet id, author, licence, source; and its name by language.

    A language that lacks a name is left out. The first one is what a new reader sees.
    """
    found = tomllib.loads((FOLDER / "photos.toml").read_text("utf-8"))
    for lang in LANGUAGES:
        words = labels(lang)
        for slug, photo in found.items():
            photo |= {lang: words[f"sample.{slug}"]} if f"sample.{slug}" in words else {}
    return found


def current() -> Photo:
    """The photo in use; where the reader has moved its frame, only the square at that place."""
    photo = whole()
    return photos.framed(photo, framing.place(photo.id))


def whole() -> Photo:
    """The photo in use, all of it: the reader's own, or else the sample that is chosen."""
    chosen = st.session_state.photo
    return own() or sample(next(iter(samples()))) if chosen == OWN else sample(chosen)


def own() -> Photo | None:
    """The reader's own photo, whether it is in use or not."""
    source, photo_id = st.session_state.get("own_photo") or ("", "")
    image = photos.kept(photo_id) if photo_id else None
    if photo_id and image is None:  # pushed out by other readers' photos
        image = st.session_state.get("own_image")
        if image is None and (data := _bytes(source)) and photos.fingerprint(data) == photo_id:
            _, image = photos.decoded(data)
    return Photo(photo_id, t("photo.yours"), image) if image else None


def sample(slug: str) -> Photo:
    """The sample photo called `slug`."""
    photo_id = _fingerprint(slug)
    image = photos.kept(photo_id) or photos.decoded((FOLDER / samples()[slug]["file"]).read_bytes(), slug)[1]
    return Photo(photo_id, samples()[slug][language()], image)


@cache
def _fingerprint(slug: str) -> str:
    return photos.fingerprint((FOLDER / samples()[slug]["file"]).read_bytes())


def prepare() -> None:
    """Opens what the reader has just touched, before the page is drawn; a bad file leaves the photo as it was."""
    state = st.session_state
    source = state.pop("taken", None)
    if source is not None:
        _open(source)
    if st.query_params.get("photo") == OWN and not state.get("own_photo") and "photo" not in state:
        state.photo_away = True
        st.query_params.pop(framing.KEY, None)  # it was for that photo
    chosen = address.asked("photo", choices(), next(iter(samples())))
    if state.get("photo") != chosen:
        state.photo = chosen
    framing.prepare(whole().id)


def choices() -> dict[str, str]:
    """What there is to look at, by slug: the reader's own photo if there is one, then the samples, by name."""
    mine = {OWN: t("photo.yours")} if st.session_state.get("own_photo") else {}
    return mine | {slug: sample[language()] for slug, sample in samples().items()}


def row() -> dict[str, str]:
    """What is at hand, by slug: the reader's own photo if there is one, the one in use, the first samples."""
    every, first = choices(), list(samples())[:FIRST]
    return {slug: name for slug, name in every.items() if slug == OWN} | {
        slug: every[slug] for slug in ([st.session_state.photo] if st.session_state.photo not in first else []) + first
    }


def pick(slug: str) -> None:
    """The reader picks a sample elsewhere than in the row; an own photo stays among the choices."""
    if slug in samples():
        st.session_state.photo = slug
        take("sample")


def take(source: str) -> None:
    """What the reader touched last is what to look at: a callback of the widgets."""
    st.session_state.taken = source
    st.session_state.photo_away = False
    if source == "camera" and (shot := st.session_state.get("camera")):
        st.session_state.update(camera_shot=shot.getvalue(), camera_on=False)  # or it would go on looking


def problem() -> Problem | None:
    """Why it is not the photo that the reader meant: a file that cannot be read, or a photo that is not on this server."""
    if "photo_problem" in st.session_state:
        return st.session_state.photo_problem
    sent = [st.session_state.get(source) for source in ("upload", "camera")]
    gone = "own_photo" not in st.session_state and any(isinstance(file, DeletedFile) for file in sent)
    return Problem("page.photo_gone") if gone or st.session_state.get("photo_away") else None


def _open(source: str) -> None:
    state = st.session_state
    state.pop("photo_problem", None)
    if source == "sample":
        return
    data = _bytes(source)
    if data is None:  # the file has made room for one that comes; should that be none, this photo stays
        if (state.get("own_photo") or ("",))[0] == source:
            state.own_image = photos.kept(state.own_photo[1])
        return
    try:
        photo_id, _ = photos.decoded(data, getattr(state.get(source), "name", None) or "?")
        state.update(own_photo=(source, photo_id), own_image=None, photo=OWN)
    except Problem as problem:
        state.photo_problem = problem


def _bytes(source: str) -> bytes | None:
    """The file of an own photo, while the session has it."""
    if source == "camera":
        return st.session_state.get("camera_shot")
    file = st.session_state.get(source)
    return file.getvalue() if file and not isinstance(file, DeletedFile) else None
