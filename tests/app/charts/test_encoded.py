"""Each picture is encoded once, whoever shows it, and what is kept has a bound."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from app.charts import encoded
from app.charts.kept import Kept


@pytest.fixture(autouse=True)
def emptied(monkeypatch):
    monkeypatch.setattr(encoded, "KEPT", Kept[bytes](80_000_000, len))


def noise(seed: int, mode: str = "RGB") -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (40, 30, 3), np.uint8)).convert(mode)


def test_png_is_the_picture_and_is_made_once(monkeypatch) -> None:
    calls = []
    monkeypatch.setattr(encoded, "png_bytes", lambda image, real=encoded.png_bytes: calls.append(1) or real(image))
    with ThreadPoolExecutor(8) as readers:
        files = list(readers.map(lambda _: encoded.png(noise(1)), range(30)))
    assert len(set(files)) == 1 and len(calls) <= 8  # those who came while it was made
    assert encoded.png(noise(1)) == files[0] and len(calls) <= 8
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(files[0]))), np.asarray(noise(1)))


def test_pictures_that_differ_in_anything_are_different() -> None:
    one = noise(1)
    pixel = one.copy()
    pixel.putpixel((0, 0), (0, 0, 0) if one.getpixel((0, 0)) != (0, 0, 0) else (9, 9, 9))
    palette = one.convert("P", palette=Image.Palette.ADAPTIVE)
    other = palette.copy()
    other.putpalette([255 - value for value in palette.getpalette()])
    shaped = Image.frombytes("RGB", (one.height, one.width), one.tobytes())
    files = [encoded.png(picture) for picture in (one, pixel, palette, other, shaped)]
    assert len(set(files)) == len(files)


def test_jpeg_looks_like_the_photo() -> None:
    smooth = Image.linear_gradient("L").convert("RGB")
    seen = Image.open(io.BytesIO(encoded.jpeg(smooth, 64)))
    assert seen.format == "JPEG" and seen.size == (64, 64)
    assert np.abs(np.asarray(seen, int) - np.asarray(smooth.resize((64, 64)), int)).max() < 12


def test_what_is_kept_has_a_bound(monkeypatch) -> None:
    one = len(encoded.png(noise(0)))
    monkeypatch.setattr(encoded, "KEPT", Kept[bytes](3 * one + 100, len))
    for seed in range(20):
        encoded.png(noise(seed))
    assert sum(length for _, length in encoded.KEPT._things.values()) == encoded.KEPT.bytes <= encoded.KEPT.most
    assert len(encoded.KEPT) == 3
