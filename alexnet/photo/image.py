"""Bytes -> safe RGB photo, and back to a file.

Whatever people upload, only a small upright photo or a Problem comes out.
"""

import io
import math
import re
from contextlib import suppress

import numpy as np
from PIL import Image, ImageOps

from alexnet.errors import Problem

MEGABYTE = 2**20
MAX_BYTES = 15 * MEGABYTE  # of a file; the same as server.maxUploadSize
MAX_PIXELS = 50_000_000  # of a photo; the largest phone cameras stay below
LONG_SIDE = 1024  # pixels kept of a photo's longer side
SHORT_SIDE = 640  # pixels that a big JPEG keeps at least of its shorter side; networks take 256
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")  # MPO, of some phones, opens as JPEG; never EPS
HEIC = re.compile(rb".{4}ftyp.{0,48}?(hei[cxms]|hev[cxms])", re.DOTALL)
FIRST_BYTES = {  # of files that do not open: what they are, by the sentence that helps
    "photo.heic": HEIC,
    "photo.pdf": re.compile(rb"\s*%PDF"),
    "photo.eps": re.compile(rb"\s*%!PS|\xc5\xd0\xd3\xc6"),
    "photo.svg": re.compile(rb"(\xef\xbb\xbf)?\s*(?=<)((?!<html|<!doctype html).){0,4000}?<svg", re.DOTALL | re.I),
    "photo.damaged": re.compile(
        rb"\xff\xd8\xff|\x89PNG|RIFF.{4}WEBP|GIF8|BM.{4}\0{4}|II[*+]\0|MM\0[*+]|.{4}ftyp(avi[fs]|mif1)", re.DOTALL
    ),
}
MARKUP = set("<>[]{}`*_$#~|:\\&")  # what Markdown or HTML might act on
LONGEST_NAME = 40


def decode(data: bytes, name: str = "") -> Image.Image:
    """A file's bytes as an upright photo without metadata, on white; of an animation the first frame.

    Args:
        data: the whole file. Its content alone decides what it is.
        name: the file's name, only for the sentence of a Problem.

    Returns:
        An RGB image; longer side at most `LONG_SIDE`, both sides at least 1 pixel.

    Raises:
        Problem: "photo.empty", "photo.too_big" (over `MAX_BYTES`), "photo.too_many_pixels" (over `MAX_PIXELS`, told
            before decoding), "photo.svg", "photo.pdf", "photo.eps", "photo.heic" (opens only where pillow-heif is
            installed), "photo.damaged" or "photo.not_a_photo".
    """
    shown = _shown(name)
    if not data:
        raise Problem("photo.empty", name=shown)
    if len(data) > MAX_BYTES:
        size = math.ceil(len(data) / MEGABYTE * 10) / 10
        raise Problem("photo.too_big", name=shown, size=size, limit=MAX_BYTES // MEGABYTE)
    try:
        image = _open(data)
        if math.prod(image.size) > MAX_PIXELS:
            raise Image.DecompressionBombError
        return _small_rgb(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Problem("photo.too_many_pixels", name=shown, limit=MAX_PIXELS // 10**6) from error
    except Exception as error:  # Pillow raises nine kinds on broken files
        kind = next((kind for kind, start in FIRST_BYTES.items() if start.match(data)), "photo.not_a_photo")
        raise Problem(kind, name=shown) from error


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


def _open(data: bytes) -> Image.Image:
    """The file with only its header read. Raises ImportError for HEIC where pillow-heif is missing."""
    if HEIC.match(data):
        from pillow_heif import HeifImageFile  # optional; used without registering it for the whole process

        return HeifImageFile(io.BytesIO(data))
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    if image.format == "PNG":
        image.verify()  # the checksums of the pixels, which load() skips; it uses the image up
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    return image


def _small_rgb(image: Image.Image) -> Image.Image:
    if max(image.size) > LONG_SIDE:
        image.draft(None, (SHORT_SIDE, SHORT_SIDE))  # a big JPEG is decoded at 1/2, 1/4 or 1/8: a third of the time
    image.load()
    with suppress(Exception):  # unreadable EXIF: the photo is taken as it lies
        ImageOps.exif_transpose(image, in_place=True)
    image = _blendable(image)
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    return _on_white(image)


def _blendable(image: Image.Image) -> Image.Image:
    """The same picture in 8 bits a channel and without a palette, so that shrinking it mixes colours."""
    if image.mode[0] in "IF":  # I;16, I, F: Pillow's own conversion clips them
        return _eight_bits(image)
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits by its full range; I and F, which have no agreed white, from least to greatest value."""
    values = np.array(image, np.float32)
    low, high = 0.0, 65535.0
    if image.mode in ("I", "F"):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        np.nan_to_num(values, copy=False, nan=low, posinf=high, neginf=low)
    values -= low
    values *= 255 / ((high - low) or 1)
    return Image.fromarray(np.rint(values, out=values).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    """A new RGB image, which carries no metadata."""
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(layer, mask=layer)
    else:
        canvas.paste(image.convert("RGB"))
    return canvas
