"""Bytes -> safe RGB photo, and back to a file.

Whatever people upload, only a small upright photo or a Problem comes out.
"""

import io
import math
import re
import threading
from contextlib import nullcontext, suppress

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from alexnet.errors import Problem
from alexnet.photo.deep import eight_bits, is_dark, is_deep, joined, read_lower
from alexnet.photo.jpeg import LONG_SIDE, load_jpeg
from alexnet.photo.opening import format_of, need, opened, pixels
from alexnet.photo.profile import in_srgb
from alexnet.photo.refusal import refusal

MEGABYTE = 2**20
MAX_BYTES = 15 * MEGABYTE  # of a file; the same as server.maxUploadSize
MAX_MEMORY = 400_000_000  # bytes that opening a photo may take; the largest that phones take fit in
MUCH_MEMORY = 100_000_000  # bytes from which on photos are opened one at a time, whatever a class does
MARKUP = set("<>[]{}`*_$#~|:\\&")  # what Markdown or HTML might act on
LONGEST_NAME = 40
PHOTOMETRIC, WHITE_IS_ZERO = 262, 0  # a tag of a TIFF, and the value at which Pillow forgets to turn deep greys round
_one_at_a_time = threading.Lock()


def decode(data: bytes, name: str = "") -> Image.Image:
    """A file's bytes as an upright photo in sRGB without metadata, on white; of an animation the first frame.

    Args:
        data: the whole file. Its content alone decides what it is.
        name: the file's name, only for the sentence of a Problem.

    Returns:
        An RGB image; longer side at most `LONG_SIDE`, both sides at least 1 pixel.

    Raises:
        Problem: "photo.empty", "photo.too_big" (over `MAX_BYTES`), "photo.too_large" (to open it would take over
            `MAX_MEMORY`, told before decoding), "photo.raw", "photo.unusual", "photo.other", "photo.svg", "photo.pdf",
            "photo.eps", "photo.heic" (only where pillow-heif is missing), "photo.damaged" or "photo.not_a_photo".
    """
    shown = _shown(name)
    if not data:
        raise Problem("photo.empty", name=shown)
    if len(data) > MAX_BYTES:
        size = math.ceil(len(data) / MEGABYTE * 10) / 10
        raise Problem("photo.too_big", name=shown, size=size, limit=MAX_BYTES // MEGABYTE)
    try:
        image = opened(data)
        memory = need(image)
        if memory <= MAX_MEMORY:
            with _one_at_a_time if memory > MUCH_MEMORY else nullcontext():
                return _small_rgb(image, data)
    except Exception as error:  # Pillow raises nine kinds on broken files
        kind, values = refusal(data, error, format_of(data))
        raise Problem(kind, name=shown, **values) from error
    millions, megabytes = (math.ceil(number / 10**6) for number in (pixels(image), memory))
    raise Problem("photo.too_large", name=shown, pixels=millions, need=megabytes, limit=MAX_MEMORY // 10**6)


def png_bytes(image: Image.Image) -> bytes:
    """`image` as a PNG file, lossless, for a browser."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _shown(name: str) -> str:
    """A file name fit for a sentence, with quotes and a space before them: short, printable, no path, no markup."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join("·" if letter in MARKUP else letter for letter in name if letter.isprintable()).strip()
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 13]}…{name[-12:]}"
    return f" “{name}”" if name else ""


def _small_rgb(header: ImageFile, data: bytes) -> Image.Image:
    profile = header.info.get("icc_profile")
    image = _loaded(header, data)
    mixes = image.mode in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB") and "transparency" not in image.info
    if mixes:
        image.thumbnail((LONG_SIDE, LONG_SIDE))
    with suppress(Exception):  # unreadable EXIF: the photo is taken as it lies
        ImageOps.exif_transpose(image, in_place=True)
    if not mixes:
        image = _mixable(image)
        image.thumbnail((LONG_SIDE, LONG_SIDE))
    return _on_white(in_srgb(image, profile))


def _loaded(image: ImageFile, data: bytes) -> Image.Image:
    """The picture in full; of 16 bits a colour that are dark in their upper 8 alone, also what the lower 8 hold."""
    if isinstance(image, JpegImageFile):
        return load_jpeg(image, data)
    deep = is_deep(image)
    image.load()
    if not (deep and is_dark(image)):
        return image
    lower = opened(data)
    read_lower(lower)
    lower.load()
    both = joined(image, lower)
    both.info = image.info
    return both


def _mixable(image: Image.Image) -> Image.Image:
    """The same picture in 8 bits a channel and without a palette, so that shrinking it mixes colours."""
    if image.mode[0] in "IF":  # I;16, I, F: Pillow's own conversion clips them
        grey = eight_bits(image)
        return ImageOps.invert(grey) if getattr(image, "tag_v2", {}).get(PHOTOMETRIC) == WHITE_IS_ZERO else grey
    if image.mode in ("La", "RGBa"):  # colours that are multiplied by their alpha
        return image.convert(f"{image.mode[:-1]}A")
    if "transparency" in image.info or image.mode in ("P", "PA"):
        return image.convert("LA" if image.mode == "L" else "RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """A new RGB image, which carries no metadata."""
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(layer, mask=layer)
    else:
        canvas.paste(image.convert("RGB"))
    return canvas
