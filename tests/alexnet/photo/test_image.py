"""Uploads of every kind."""

import io
import os
import string
import struct
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import EpsImagePlugin, Image, ImageFile, ImageOps

from alexnet.errors import Problem, sentences
from alexnet.photo import image as module
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor
from alexnet.photo.image import MAX_BYTES, decode, png_bytes
from alexnet.photo.jpeg import LONG_SIDE, SHORT_SIDE, load_jpeg
from tests.bad_photos import BAD, GOOD
from tests.photo_files import BLUE, GREEN, RED, YELLOW, jpeg, noise, plain_tiff, png, ramp, saved

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")

STANDARD = Preprocessing()
UPRIGHT = [name for name in GOOD if name.startswith(("exif", "photo.", "image:", "cmyk", "two.", "place", "broken", "big"))]


def values(image: Image.Image) -> np.ndarray:
    return np.asarray(image).astype(int)


def four_corners(image: Image.Image) -> np.ndarray:
    """The colours a tenth of the way in from each corner: top left, top right, bottom left, bottom right."""
    right, bottom = image.width - 1, image.height - 1
    return np.array([image.getpixel((round(x * right), round(y * bottom))) for y in (0.1, 0.9) for x in (0.1, 0.9)])


def kind_of(data: bytes, name: str = "") -> str:
    with pytest.raises(Problem) as caught:
        decode(data, name)
    return caught.value.kind


# What opens


@pytest.mark.parametrize("name", GOOD)
def test_good_files_become_small_rgb_photos_without_metadata(name):
    image = decode(GOOD[name], name)
    assert image.mode == "RGB" and type(image) is Image.Image
    assert min(image.size) >= 1 and max(image.size) <= LONG_SIDE
    assert image.info == {} and not image.getexif()
    assert to_tensor(centre_crop(image, STANDARD), STANDARD).isfinite().all()


@pytest.mark.parametrize("name", UPRIGHT)
def test_colours_stand_where_the_photographer_saw_them(name):
    image = decode(GOOD[name])
    assert image.width * 2 == image.height * 3 or image.width * 3 == image.height * 4
    assert image.width > image.height
    assert np.abs(four_corners(image) - [RED, GREEN, BLUE, YELLOW]).max() <= 4


def test_a_photo_within_the_limit_keeps_its_pixels():
    photo = noise(640, 480)
    assert (values(decode(png(photo))) == values(photo)).all()


@pytest.mark.parametrize(
    ("name", "size"),
    [("big.jpg", (1000, 750)), ("huge.jpg", (1020, 765)), ("1x1.png", (1, 1)), ("3x4000.png", (1, 1024)),
     ("1x20000.png", (1, 1024)), ("10000x3.png", (1024, 1))],
)  # fmt: skip
def test_large_and_thin_photos_shrink_to_the_limit(name, size):
    assert decode(GOOD[name]).size == size


def test_big_jpegs_are_never_decoded_whole(monkeypatch):
    sizes = []
    monkeypatch.setattr(module, "load_jpeg", lambda image, data: sizes.append(image.size) or load_jpeg(image, data))
    decode(GOOD["huge.jpg"])
    assert sizes == [(1020, 765)]  # an eighth of 8160x6120


@pytest.mark.parametrize("size", [(1600, 1600), (1600, 1200), (1025, 1025), (4032, 3024), (5000, 700), (1024, 1024)])
def test_a_big_jpeg_keeps_more_than_networks_take(size):
    file = io.BytesIO()
    Image.new("RGB", size, (40, 90, 160)).save(file, "JPEG")
    found = decode(file.getvalue()).size
    assert max(found) <= LONG_SIDE and (min(found) >= SHORT_SIDE or max(found) == LONG_SIDE)
    assert found[0] / found[1] == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("bits", [8, 10, 12])
@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_few_bits_kept_in_16_are_not_a_black_picture(bits, form):
    white = 2**bits - 1
    grey = values(decode(saved(Image.fromarray((ramp() * white).astype(np.uint16)), form)))[0, :, 0]
    assert np.abs(grey - 255 * ramp()[0]).max() <= 1


@pytest.mark.parametrize("order", ["<", ">"])
def test_colours_of_16_bits_keep_their_darkness(order):
    for most, seen in ((65535, 255), (40_000, 155), (8000, 31), (4095, 255), (1023, 255), (255, 255)):
        red = plain_tiff((np.stack([ramp(), 0 * ramp(), 0 * ramp()], -1) * most).astype(np.uint16), 2, order=order)
        assert abs(values(decode(red))[..., 0].max() - seen) <= 1, most


def test_a_grey_tiff_whose_zero_is_white_is_no_negative():
    for many in (255, 65535):
        kind = np.uint8 if many == 255 else np.uint16
        data = plain_tiff((ramp()[..., None] * many).astype(kind), 0)
        assert np.abs(values(decode(data))[0, :, 0] - 255 * (1 - ramp()[0])).max() <= 1


@pytest.mark.parametrize("name", ["grey16.png", "grey16.tif", "float.tif", "integer.tif"])
def test_deep_grey_keeps_its_ramp(name):
    grey = values(decode(GOOD[name]))[0, :, 0]
    assert np.abs(grey - 255 * ramp()[0]).max() <= 1


def test_16_bit_grey_keeps_its_darkness():
    dark = Image.fromarray((ramp() * 6553).astype(np.uint16))
    assert 24 <= values(decode(png(dark))).max() <= 26


def test_16_bit_colour_keeps_its_ramp():
    red, green, blue = values(decode(GOOD["rgb16.png"]))[0].T
    assert np.abs(red - 255 * ramp()[0]).max() <= 1 and green.max() == 0 and np.abs(255 - red - blue).max() <= 1


def test_floats_without_a_value_are_not_the_photos_range():
    assert values(decode(GOOD["float.tif"]))[-1, :2, 0].tolist() == [0, 255]  # NaN black, infinity white


@pytest.mark.parametrize(
    ("name", "dark"),
    [("palette.png", (0, 0, 120)), ("rgba.png", (0, 0, 120)), ("rgba.webp", (0, 0, 120)),
     ("grey-alpha.png", (40, 40, 40))],
)  # fmt: skip
def test_what_is_transparent_becomes_white_and_hidden_colours_stay_hidden(name, dark):
    pixels = values(decode(GOOD[name]))
    assert (pixels[:, :48] == dark).all() and (pixels[:, 48:] == 255).all()


@pytest.mark.parametrize(("mode", "options"), [("RGBA", {}), ("RGB", {"transparency": (255, 0, 0)})])
def test_hidden_colours_do_not_bleed_when_a_photo_shrinks(mode, options):
    image = Image.new(mode, (2400, 30), (255, 0, 0, 0)[: len(mode)])
    image.paste((0, 0, 0, 255)[: len(mode)], (0, 0, 1001, 30))
    pixels = values(decode(png(image, **options)))
    assert (pixels[..., 0] == pixels[..., 1]).all()  # only black, white and the greys between: no red
    assert pixels[0, 0, 0] == 0 and pixels[0, -1, 0] == 255


def test_half_transparent_is_half_white():
    assert abs(decode(png(Image.new("RGBA", (4, 4), (0, 0, 0, 128)))).getpixel((1, 1))[0] - 127) <= 1


def test_a_transparent_key_colour_becomes_white():
    assert four_corners(decode(GOOD["rgb-key.png"])).tolist() == [[255] * 3, [*GREEN], [*BLUE], [*YELLOW]]


@pytest.mark.parametrize("mode", ["1", "P"])
def test_a_picture_of_few_colours_shrinks_to_those_between(mode):
    stripes = Image.fromarray(np.tile(np.array([0, 255], np.uint8), (8, 2048))).convert(mode)
    pixels = values(decode(png(stripes)))
    assert pixels.shape == (2, 1024, 3) and pixels[:, 4:-4].min() > 100 and pixels[:, 4:-4].max() < 155


@pytest.mark.parametrize("name", ["animated.gif", "animated.webp", "animated.png"])
def test_animations_show_their_first_frame(name):
    assert np.abs(values(decode(GOOD[name])) - RED).max() <= 4


def test_the_name_decides_nothing():
    assert decode(GOOD["photo.jpg"], "letter.pdf").size == (96, 64)
    assert kind_of(BAD["letter.pdf"][0], "photo.jpg") == "photo.pdf"


def test_heic_opens_without_being_registered_for_the_whole_process():
    assert decode(GOOD["photo.heic"]).size == (96, 64)
    assert "HEIF" not in Image.OPEN


def test_heic_without_pillow_heif_tells_how_to_get_a_jpeg(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(Problem, match="Most Compatible") as caught:
        decode(GOOD["photo.heic"])
    assert isinstance(caught.value.__cause__, ImportError)


# What does not


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_by_their_kind(name):
    data, kind = BAD[name]
    assert kind_of(data, name) == kind


def test_the_size_limit_is_exact():
    photo = GOOD["photo.jpg"]
    assert decode(photo + bytes(MAX_BYTES - len(photo))).size == (96, 64)
    with pytest.raises(Problem, match=r"15\.1 MB.* 15 MB") as caught:
        decode(photo + bytes(MAX_BYTES - len(photo) + 1))
    assert caught.value.values["size"] == 15.1 and caught.value.values["limit"] == 15


@pytest.mark.parametrize("name", [name for name, (_, kind) in BAD.items() if kind == "photo.too_large"])
def test_what_would_take_too_much_memory_is_refused_by_the_header(name, monkeypatch):
    kind_of(BAD[name][0])  # first use loads Pillow's plugins
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("decoded"))
    start = time.perf_counter()
    assert kind_of(BAD[name][0]) == "photo.too_large"
    assert time.perf_counter() - start < 0.05


@pytest.mark.parametrize("name", ["figure.eps", "figure.jpg", "letter.pdf", "drawing.svg"])
def test_no_program_is_started_for_a_drawing(name, monkeypatch):
    def started(*args, **kwargs):
        pytest.fail(f"started {args}")

    ways = [(subprocess, "Popen"), (os, "system"), (EpsImagePlugin, "Ghostscript")]
    for owner, call in [*ways, (EpsImagePlugin.EpsImageFile, "_open")]:  # nor does Pillow look into it
        monkeypatch.setattr(owner, call, started)
    assert kind_of(BAD[name][0]) == BAD[name][1]


@pytest.mark.parametrize("surprise", [RuntimeError, MemoryError, struct.error, AttributeError])
def test_a_surprise_inside_pillow_is_a_damaged_photo(surprise, monkeypatch):
    def fails(image, data):
        raise surprise

    monkeypatch.setattr(module, "_small_rgb", fails)
    assert kind_of(GOOD["photo.jpg"]) == "photo.damaged"


def test_two_seconds_of_random_damage_bring_only_problems():
    files = [GOOD[name] for name in GOOD if name != "huge.jpg" and len(GOOD[name]) < 50_000]
    rng, end, opened, refused = np.random.default_rng(2012), time.monotonic() + 2, 0, []
    while time.monotonic() < end:
        data = bytearray(files[rng.integers(len(files))])
        for at in rng.integers(0, len(data), rng.integers(1, 20)):
            data[at] = rng.integers(256)
        if rng.random() < 0.3:
            del data[rng.integers(len(data)) :]
        try:
            image = decode(bytes(data))
        except Problem as problem:
            refused.append(problem.kind)
        else:
            assert image.mode == "RGB" and min(image.size) >= 1 and max(image.size) <= LONG_SIDE
            opened += 1
    assert opened > 20 and len(refused) > 20
    assert {kind.partition(".")[0] for kind in refused} == {"photo"}


# Sentences


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_problem_has_its_sentence(name, language):
    with pytest.raises(Problem) as caught:
        decode(BAD[name][0], name)
    sentence = caught.value.sentence(language)
    assert sentence and "{" not in sentence
    assert any("一" <= letter <= "鿿" for letter in sentence) == (language == "zh")
    assert name in sentence


def test_both_languages_have_the_same_sentences_and_placeholders():
    def placeholders(language):
        parsed = {kind: string.Formatter().parse(text) for kind, text in sentences(language).items()}
        photo = {kind: parts for kind, parts in parsed.items() if kind.startswith("photo.")}
        return {kind: {field for _, field, *_ in parts if field} for kind, parts in photo.items()}

    assert placeholders("en") == placeholders("zh")
    # Each kind has a file that brings it, but for that of a path on the command line and that of a missing library.
    assert {kind for _, kind in BAD.values()} | {"photo.unreadable", "photo.heic"} == set(placeholders("en"))


def test_a_file_name_is_short_and_harmless_in_a_sentence():
    def sentence(name):
        with pytest.raises(Problem) as caught:
            decode(b"text", name)
        return str(caught.value)

    assert "“menu.txt”" in sentence("../../etc/menu.txt") and ".." not in sentence("../../etc/menu.txt")
    assert "“照片 1.jpg”" in sentence("C:\\照片 1.jpg")
    assert sentence("") == "The file is not a photo that can be opened here; choose a JPEG or PNG."
    assert len(sentence("a" * 300 + ".jpg")) < 120 and "….jpg" not in sentence("a" * 300 + ".jpg")
    assert not set("<>[]`*{}\u202e\n") & set(sentence("<script>[x](y)`*{size}*\u202egpj\n.jpg"))


def test_png_bytes_keep_every_pixel():
    photo = noise(50, 40)
    file = png_bytes(photo)
    assert file.startswith(b"\x89PNG") and Image.open(io.BytesIO(file)).tobytes() == photo.tobytes()


def test_a_photo_is_ready_in_milliseconds():
    file = jpeg(ImageOps.scale(noise(64, 48), 10), quality=90)  # 640x480, as smooth as a photo
    times = []
    for _ in range(20):
        start = time.perf_counter()
        to_tensor(centre_crop(decode(file), STANDARD), STANDARD)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02  # measured: 2.5 ms on a 2-core machine
