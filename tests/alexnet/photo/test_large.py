"""Photos of many pixels: the limit is on the memory that they take."""

import subprocess
import sys
import warnings

import pytest
from PIL import Image

from alexnet.errors import Problem
from alexnet.photo.image import MAX_MEMORY, decode
from alexnet.photo.opening import need, opened, pixels
from tests.photo_files import jpeg, raw_png, saved

PHONE = (12_000, 9000)  # 108 million pixels
PEAK = """
import io, resource, sys
from PIL import Image
from alexnet.photo.image import decode

def file(width, height):
    out = io.BytesIO()
    Image.new(MODE, (width, height)).save(out, FORM, **OPTIONS)
    return out.getvalue()

decode(file(64, 64))
kept = file(*SIZE)
with open("/proc/self/clear_refs", "w") as peak:
    peak.write("5")  # from now on
def memory(which):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(which))
before = memory("VmRSS")
decode(kept)
print(memory("VmHWM") - before)
"""


def header(width: int, height: int, **options) -> bytes:
    """A flat grey JPEG."""
    return jpeg(Image.new("L", (width, height), 90), quality=30, **options)


@pytest.mark.parametrize("size", [(16_382, 3628), PHONE, (16_320, 12_240)], ids=["panorama", "108", "200"])
def test_what_phones_take_opens_and_pillows_own_limit_says_nothing(size: tuple[int, int]) -> None:
    data = header(*size)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        image = decode(data)
    assert max(image.size) <= 1024 and image.size[0] / image.size[1] == pytest.approx(size[0] / size[1], rel=0.01)
    assert need(opened(data)) < MAX_MEMORY / 20 and pixels(opened(data)) == pytest.approx(size[0] * size[1], rel=0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's highest memory anew")
@pytest.mark.parametrize(
    ("mode", "form", "size", "options"),
    [("RGB", "JPEG", PHONE, {}), ("RGB", "JPEG", (4000, 3000), {"progressive": True, "subsampling": 0}),
     ("RGB", "PNG", (3000, 2000), {}), ("RGBA", "PNG", (3000, 2000), {}), ("P", "PNG", (3000, 2000), {}),
     ("RGB", "WEBP", (3000, 2000), {}), ("I;16", "PNG", (3000, 2000), {}),
     ("F", "TIFF", (3000, 2000), {"compression": "tiff_lzw"}),
     ("RGB", "JPEG2000", (3000, 2000), {}), ("RGB", "AVIF", (3000, 2000), {"speed": 10})],
)  # fmt: skip
def test_no_photo_takes_more_than_was_said_before(mode: str, form: str, size: tuple[int, int], options: dict) -> None:
    code = f"MODE, FORM, SIZE, OPTIONS = {mode!r}, {form!r}, {size!r}, {options!r}\n{PEAK}"
    took = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
    said = need(opened(saved(Image.new(mode, size), form, **options)))
    assert said / 4 < took < 1.1 * said + 8_000_000  # 8 MB: the decoder's own


def test_the_sentence_says_what_it_would_take() -> None:
    with pytest.raises(Problem, match=r"108 million pixels .* 648 MB .* 400 MB") as caught:
        decode(raw_png(*PHONE, 8, 2, None), "phone.png")
    assert caught.value.kind == "photo.too_large"
    assert "108 百万像素" in caught.value.sentence("zh")
    with pytest.raises(Problem, match="432 MB"):
        decode(raw_png(12_000, 12_000, 1, 0, None))


def test_a_jpeg_in_several_scans_counts_what_its_decoder_keeps() -> None:
    plain, waves = header(4000, 3000), header(4000, 3000, progressive=True)
    assert need(opened(waves)) - need(opened(plain)) == pytest.approx(2 * 4000 * 3000, rel=0.02)
    colour = jpeg(Image.new("RGB", (4000, 3000)), progressive=True, subsampling="4:2:0", quality=30)
    assert need(opened(colour)) == pytest.approx(3 * 4000 * 3000 + 6 * 1000 * 750, rel=0.02)
