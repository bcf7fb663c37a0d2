"""A JPEG or PNG that is not quite as it should be: whole, or without a part that one would see."""

import numpy as np
import pytest
from PIL import Image

from alexnet.errors import Problem
from alexnet.photo.image import decode
from tests.bad_photos import LONG, PHOTO, PICTURE, WAVES
from tests.photo_files import corners, jpeg, saved


def apart(data: bytes, whole: bytes) -> np.ndarray:
    """By how much each pixel differs."""
    return np.abs(np.asarray(decode(data), int) - np.asarray(decode(whole), int)).max(2)


@pytest.mark.parametrize("whole", [PHOTO, LONG, WAVES], ids=["small", "long", "in waves"])
@pytest.mark.parametrize("missing", [1, 2, 3, 5, 10])
def test_a_jpeg_without_its_last_bytes_is_the_same_photo(whole: bytes, missing: int) -> None:
    assert (apart(whole[:-missing], whole) > 8).mean() <= 0.01


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_no_kind_of_jpeg_needs_its_end_marker(mode: str, progressive: bool) -> None:
    whole = jpeg(corners().convert(mode), quality=95, progressive=progressive)
    assert apart(whole[:-2], whole).max() == 0
    assert apart(whole[:-2] + bytes(3000), whole).max() == 0


@pytest.mark.parametrize("share", [0.015, 0.05, 0.3, 0.8])
@pytest.mark.parametrize("filled", [False, True])
def test_a_jpeg_without_a_part_that_is_seen_is_refused(share: float, filled: bool) -> None:
    kept = LONG[: round(len(LONG) * (1 - share))]
    with pytest.raises(Problem) as caught:
        decode(kept + bytes(len(LONG) - len(kept)) * filled)
    assert caught.value.kind == "photo.damaged"


def test_a_jpeg_that_is_black_at_the_bottom_may_lack_its_end_but_not_its_middle() -> None:
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)).resize((960, 640))
    image.paste((0, 0, 0), (0, 320, 960, 640))
    whole = jpeg(image, quality=90)
    assert apart(whole[:-2], whole).max() == 0
    with pytest.raises(Problem):
        decode(whole[: len(whole) * 9 // 10])


def test_in_waves_only_the_last_sharpness_may_be_missing() -> None:
    assert apart(WAVES[: len(WAVES) * 9 // 10], WAVES).mean() < 2
    for share in (0.3, 0.5, 0.7):
        with pytest.raises(Problem):
            decode(WAVES[: round(len(WAVES) * share)])


def test_an_mpo_without_the_end_of_its_second_picture_shows_the_first() -> None:
    whole = saved(corners(), "MPO", save_all=True, append_images=[corners().rotate(180)], quality=95)
    assert apart(whole[:-2], whole).max() == 0 and apart(whole[: len(whole) * 6 // 10], whole).max() == 0


@pytest.mark.parametrize("missing", [1, 8, 12, 14, 16])
def test_a_png_needs_no_end_after_its_pixels(missing: int) -> None:
    assert apart(PICTURE[:-missing], PICTURE).max() == 0
