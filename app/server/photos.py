"""Decoded photos, one copy for all readers."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image

from alexnet.photo.crops import Box
from alexnet.photo.image import decode
from app.charts.pictures import middle

MIDDLE = 50  # per cent along a photo's longer side: where its square lies until somebody moves it
PHOTOS = 108  # decoded photos kept: 56 samples of 0.6 MB, and others, at most 3 MB each: 200 MB
_kept: OrderedDict[str, Image.Image] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Photo:
    """A decoded photo: `id` is the SHA-256 of its file, and of a square of it the place, too; `name` what a reader calls it."""

    id: str
    name: str
    image: Image.Image


def fingerprint(data: bytes) -> str:
    """The id of a photo: SHA-256 of its file."""
    return hashlib.sha256(data).hexdigest()


def kept(photo_id: str) -> Image.Image | None:
    """The decoded photo with this id, if it has not been pushed out by others."""
    with _lock:
        if photo_id in _kept:
            _kept.move_to_end(photo_id)
        return _kept.get(photo_id)


def decoded(data: bytes, name: str = "") -> tuple[str, Image.Image]:
    """Id and picture of a photo's file; decoded once. Raises the Problems of `decode`, for a bad file."""
    photo_id = fingerprint(data)
    return photo_id, _keep(photo_id, kept(photo_id) or decode(data, name))


def framed(photo: Photo, place: int) -> Photo:
    """The square of a photo at `place`, in per cent along its longer side; in the middle, the photo as it is."""
    if place == MIDDLE or photo.image.width == photo.image.height:
        return photo
    square_id = f"{photo.id}-{place}"
    return Photo(square_id, photo.name, _keep(square_id, kept(square_id) or _cut(photo.image, place)))


def square(size: tuple[int, int], place: float) -> Box:
    """The largest square of a picture of this size: left, top, right, bottom; `place` in per cent along the longer side.

    >>> square((30, 50), 0), square((30, 50), 75), square((50, 30), 100)
    ((0, 0, 30, 30), (0, 15, 30, 45), (20, 0, 50, 30))
    """
    side = min(size)
    left, top = (round((length - side) * place / 100) for length in size)
    return left, top, left + side, top + side


def _cut(image: Image.Image, place: int) -> Image.Image:
    shown = middle(image)  # of an endless one, the part that a page can show
    return shown.crop(square(shown.size, place))


def _keep(photo_id: str, image: Image.Image) -> Image.Image:
    with _lock:
        _kept[photo_id] = image
        _kept.move_to_end(photo_id)
        while len(_kept) > PHOTOS:
            _kept.popitem(last=False)
    return image
