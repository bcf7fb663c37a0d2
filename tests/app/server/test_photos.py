"""Decoded photos: one copy for all, the oldest go, and what was pushed out can be decoded again."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from app.server import photos
from tests.app.session import start, upload, words
from tests.bad_photos import noise
from tests.conftest import problem


@pytest.fixture(autouse=True)
def emptied(monkeypatch):
    monkeypatch.setattr(photos, "_kept", type(photos._kept)())


def png(shade: int) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 0, 0)).save(kept, "PNG")
    return kept.getvalue()


def test_the_photos_used_last_are_kept(monkeypatch) -> None:
    monkeypatch.setattr(photos, "PHOTOS", 3)
    ids = [photos.decoded(png(shade))[0] for shade in range(3)]
    assert photos.kept(ids[0]) is not None  # used again
    ids.append(photos.decoded(png(3))[0])
    assert [photos.kept(one) is not None for one in ids] == [True, False, True, True]
    assert photos.decoded(png(1))[0] == ids[1] and photos.kept(ids[1]).getpixel((0, 0)) == (1, 0, 0)


def test_thirty_readers_at_once(monkeypatch) -> None:
    monkeypatch.setattr(photos, "PHOTOS", 5)
    with ThreadPoolExecutor(30) as readers:
        found = list(readers.map(lambda shade: photos.decoded(png(shade))[1].getpixel((0, 0))[0], [n % 30 for n in range(300)]))
    assert found == [n % 30 for n in range(300)]
    assert len(photos._kept) <= 5


def test_a_file_that_is_no_photo_is_told() -> None:
    with problem("photo.empty"):
        photos.decoded(b"", "empty.jpg")


def test_a_moved_square_is_a_photo_of_its_own_and_the_middle_is_the_photo_itself() -> None:
    for size, ends in (((40, 30), ((0, 0, 30, 30), (10, 0, 40, 30))), ((30, 40), ((0, 0, 30, 30), (0, 10, 30, 40)))):
        pixels = noise(*size)
        photo = photos.Photo(f"{size}", "noise", pixels)
        assert photos.framed(photo, photos.MIDDLE) is photo
        squares = [photos.framed(photo, place) for place in (0, 100)]
        assert [one.image.tobytes() for one in squares] == [pixels.crop(box).tobytes() for box in ends]
        assert len({photo.id, *(one.id for one in squares)}) == 3
        assert photos.kept(squares[0].id) is squares[0].image
    square = photos.Photo("square", "noise", noise(30, 30))
    assert photos.framed(square, 0) is square


def test_the_square_next_to_the_middle_is_what_the_network_saw_but_for_a_step() -> None:
    photo = photos.Photo("wide", "noise", noise(640, 480))
    assert photos.square(photo.image.size, 50) == (80, 0, 560, 480)
    assert photos.square(photo.image.size, 51)[0] - 80 == 2
    assert photos.framed(photos.Photo("long", "line", noise(10000, 3)), 0).image.size == (3, 3)  # an endless one moves, too


def test_a_photo_pushed_out_by_others_is_decoded_again_for_its_reader() -> None:
    app = upload(start(page="classify"), "red", png(200))
    mine = app.session_state.own_photo[1]
    photos._kept.clear()  # as when more readers came than are kept
    app.run()
    assert photos.kept(mine).getpixel((0, 0)) == (200, 0, 0)
    assert "Your photo: only" in words(app)
