"""Decoded photos, one copy for all readers."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image

from alexnet.photo.image import decode

PHOTOS = 64  # decoded photos kept, at most 3 MB each: 200 MB
_kept: OrderedDict[str, Image.Image] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Photo:
    """A decoded photo: `id` is the SHA-256 of its file, `name` what a reader calls it."""

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
    image = kept(photo_id) or decode(data, name)
    with _lock:
        _kept[photo_id] = image
        _kept.move_to_end(photo_id)
        while len(_kept) > PHOTOS:
            _kept.popitem(last=False)
    return photo_id, image
