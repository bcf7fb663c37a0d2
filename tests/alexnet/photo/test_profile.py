"""Colour profiles, in every kind of file and of picture."""

import zlib

import numpy as np
import pytest
from PIL import Image

from alexnet.photo import profile
from alexnet.photo.image import decode
from tests.bad_photos import GOOD
from tests.photo_files import (  # fmt: skip
    BLUE,
    GREEN,
    RED,
    beside,
    chunk,
    corners,
    dark_grey,
    heic,
    inverse_cmyk,
    jpeg,
    lab,
    png,
    saved,
    srgb,
    swapped,
    tiff,
    turned,
)

MIRRORED = np.array([[30, 220, 30], [160, 30, 60], [60, 30, 200]])  # red, green and blue as `swapped` means them
FILES = {
    "jpg": jpeg(corners(), quality=95, icc_profile=swapped()),
    "progressive.jpg": jpeg(corners(), quality=95, progressive=True, icc_profile=swapped()),
    "big.jpg": jpeg(corners(4000, 3000), quality=95, icc_profile=swapped()),
    "png": png(corners(), icc_profile=swapped()),
    "1.1MB.png": png(corners(), icc_profile=swapped() + bytes(1_100_000)),
    "palette.png": png(corners().convert("P", palette=Image.Palette.ADAPTIVE), icc_profile=swapped()),
    "alpha.png": png(corners().convert("RGBA"), icc_profile=swapped()),
    "webp": saved(corners(), "WEBP", quality=95, icc_profile=swapped()),
    "tif": tiff(corners(), icc_profile=swapped()),
    "avif": saved(corners(), "AVIF", quality=95, icc_profile=swapped()),
    "heic": heic(corners(), icc_profile=swapped()),
    **{f"turned-{way}.jpg": turned(way, icc_profile=swapped()) for way in (3, 6)},
}


def three(data: bytes) -> np.ndarray:
    """The colours near the top left, top right and bottom left."""
    image = decode(data)
    return np.array(
        [image.getpixel((round(x * image.width), round(y * image.height))) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9))]
    )


@pytest.mark.parametrize("kind", FILES)
def test_colours_are_those_that_the_profile_means(kind: str) -> None:
    assert np.abs(three(FILES[kind]) - MIRRORED).max() <= 12  # 12: what the loss of chroma costs at the edges


@pytest.mark.parametrize(
    "icc", [b"no profile", srgb()[:200], b"\xff" * 500, dark_grey(), inverse_cmyk(), bytes(9)],
    ids=["text", "cut", "ones", "for grey", "for CMYK", "zeros"],
)  # fmt: skip
def test_a_profile_that_is_broken_or_for_another_kind_of_picture_is_ignored(icc: bytes) -> None:
    assert np.abs(three(png(corners(), icc_profile=icc)) - [RED, GREEN, BLUE]).max() == 0


def test_grey_has_its_profile() -> None:
    middle = decode(png(Image.new("L", (9, 9), 128), icc_profile=dark_grey())).getpixel((4, 4))
    assert len(set(middle)) == 1 and 60 < middle[0] < 75  # 0.5 ** 4 = 0.063 of the light, which sRGB writes as 0.28
    alpha = decode(png(Image.new("LA", (9, 9), (128, 255)), icc_profile=dark_grey())).getpixel((4, 4))
    assert alpha == middle


def test_cmyk_has_its_profile() -> None:
    paper = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    for data in (jpeg(paper), tiff(paper)):
        assert decode(data).getpixel((8, 8)) == (255, 255, 255)
    for data in (jpeg(paper, icc_profile=inverse_cmyk()), tiff(paper, icc_profile=inverse_cmyk())):
        assert max(decode(data).getpixel((8, 8))) < 30


def test_what_is_transparent_stays_so() -> None:
    image = corners().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    assert decode(png(image, icc_profile=swapped())).getextrema() == ((255, 255),) * 3


def test_the_first_of_two_chunks_that_is_whole_counts() -> None:
    good, bad = (chunk(b"iCCP", b"x\0" + method + zlib.compress(swapped())) for method in (b"\0", b"\1"))
    assert np.abs(three(beside(bad, good)) - MIRRORED).max() <= 12


def test_srgb_costs_no_conversion_and_a_profile_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    transform = profile.ImageCmsTransform
    monkeypatch.setattr(profile, "ImageCmsTransform", lambda *args: made.append(args) or transform(*args))
    profile._transform.cache_clear()
    plain = Image.new("RGB", (9, 9), RED)
    assert profile.in_srgb(plain, srgb()) is plain and profile.in_srgb(plain, srgb()) is plain
    assert profile.in_srgb(plain, swapped()) is not plain and profile.in_srgb(plain, swapped()) is not plain
    assert len(made) == 2


def test_lab_needs_no_profile() -> None:
    assert np.abs(three(GOOD["lab.tif"]) - [RED, GREEN, BLUE]).max() <= 8
    assert np.abs(three(tiff(lab(), icc_profile=srgb())) - [RED, GREEN, BLUE]).max() <= 8  # of another kind of picture
