"""The formats of photos: which one a file is, by its first bytes alone, and what its picture would take to open."""

import io
import math
import re
from collections.abc import Callable
from typing import IO

from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.IcoImagePlugin import IcoImageFile
from PIL.ImageFile import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.PpmImagePlugin import PpmImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from alexnet.photo.jpeg import coefficients, open_jpeg, scale
from alexnet.photo.png import picture_of
from alexnet.photo.refusal import HEIC, is_raw

BYTES = {  # at the highest moment, for each pixel, until a photo is small: measured on 24 million of them
    "WEBP": 17, "JPEG2000": 20, "AVIF": 10, "HEIF": 8,
    "1": 3, "L": 2, "RGB": 6, "CMYK": 6, "LAB": 6, "I;16": 9, "I": 18, "F": 18,
}  # fmt: skip
OTHER_BYTES = 11  # modes with alpha or a palette
BITS, PLANAR, APART = 258, 284, 2  # tags of a TIFF, and a value


def _heic(file: IO[bytes]) -> ImageFile:
    from pillow_heif import HeifImageFile  # slow to import; used without registering it for the whole process

    return HeifImageFile(file)


def _png(file: IO[bytes]) -> ImageFile:
    picture, profile = picture_of(file.read())
    image = PngImageFile(io.BytesIO(picture))
    image.info["icc_profile"] = profile
    return image


def _tiff(file: IO[bytes]) -> ImageFile:
    image = TiffImageFile(file)
    if image.tag_v2.get(PLANAR) == APART and max(image.tag_v2.get(BITS, (1,))) > 8:
        raise ValueError("not supported: colours apart from each other, of more than 8 bits")  # Pillow mixes them up
    return image


FORMATS: dict[str, tuple[re.Pattern[bytes], Callable[[IO[bytes]], ImageFile]]] = {  # never EPS: Pillow starts a program for it
    "HEIC": (HEIC, _heic),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), open_jpeg),
    "PNG": (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    "WebP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WebPImageFile),
    "GIF": (re.compile(rb"GIF8[79]a"), GifImageFile),
    "BMP": (re.compile(rb"BM"), BmpImageFile),
    "TIFF": (re.compile(rb"II[*+]\0|MM\0[*+]"), _tiff),
    "AVIF": (re.compile(rb".{4}ftyp(avi[fs]|mi[af]1|msf1)", re.DOTALL), AvifImageFile),
    "JPEG 2000": (re.compile(rb"\0\0\0\x0cjP  \r\n|\xff\x4f\xff\x51"), Jpeg2KImageFile),
    "PPM": (re.compile(rb"P[1-6]\s"), PpmImageFile),
    "ICO": (re.compile(rb"\0\0\x01\0"), IcoImageFile),
}


def format_of(data: bytes) -> str:
    """The format, a key of `FORMATS`; "" for none of them."""
    return next((form for form, (start, _) in FORMATS.items() if start.match(data)), "")


def opened(data: bytes) -> ImageFile:
    """The file with only its header read, and its colour profile as `info["icc_profile"]`.

    Raises ImportError for HEIC where pillow-heif is missing, and one of many errors for a file that is none of ours.
    """
    if is_raw(data):
        raise ValueError("a camera's raw file")
    return FORMATS[format_of(data)][1](io.BytesIO(data))


def pixels(image: ImageFile) -> int:
    """How many the file has; a big JPEG is opened for fewer."""
    return math.prod(image.size) * (scale(image) ** 2 if isinstance(image, JpegImageFile) else 1)


def need(image: ImageFile) -> int:
    """Bytes of memory that an opened photo takes at most until it is small."""
    each = BYTES.get(image.format or "", BYTES.get(image.mode, OTHER_BYTES))
    return each * math.prod(image.size) + (coefficients(image) if isinstance(image, JpegImageFile) else 0)
