"""JPEG: big ones decoded small, and one that lacks its end: whole but for the last bytes, or without a part that is seen."""

import io
import random
import re
from typing import IO

import numpy as np
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile, jpeg_factory

LONG_SIDE = 1024  # pixels kept of a photo's longer side
SHORT_SIDE = 640  # pixels that a big JPEG keeps at least of its shorter side; networks take 256
END = b"\xff\xd9"
NOISE = bytes(random.Random(2012).choices(range(255), k=4096))  # no 255, which would begin a marker
MISSING = 0.01  # of the picture that may be missing
SEEN = 8  # levels of 255


def open_jpeg(file: IO[bytes]) -> JpegImageFile:
    """The file with only its header read; a big one is decoded at 1/2, 1/4 or 1/8: a third of the time, a part of the memory.

    Zeros at the end, as a broken copy leaves them, are not read for pixels.
    """
    image = jpeg_factory(io.BytesIO(file.read().rstrip(b"\0")))
    if max(image.size) > LONG_SIDE:
        image.draft(None, (SHORT_SIDE, SHORT_SIDE))
    return image


def scale(image: JpegImageFile) -> int:
    """By how much each side becomes smaller while it is decoded."""
    return int((image.decoderconfig or (1,))[0])


def coefficients(image: JpegImageFile) -> int:
    """Bytes that its decoder keeps beside the pixels: of a JPEG in several scans two for each of its samples."""
    if not image.info.get("progressive"):
        return 0
    _, across, down, _ = zip(*image.layer, strict=True)
    samples = sum(x * y for x, y in zip(across, down, strict=True)) / (max(across) * max(down))
    return round(2 * samples * image.width * image.height * scale(image) ** 2)


def load_jpeg(image: JpegImageFile, data: bytes) -> ImageFile:
    """The picture of `image`, which `open_jpeg` gave for the file `data`.

    Where the end of the file is missing it is decoded with two different ends: from where the two pictures differ on, the
    file says nothing.

    Raises:
        OSError: for a file that is damaged or lacks a visible part, more than `MISSING` of the picture.
    """
    first_scan = image.fp.tell() if image.fp else 0  # behind its header
    try:
        image.load()
        return image
    except OSError:
        cut = data.rstrip(b"\0").removesuffix(b"\xff")  # a marker's first byte, or a pixel's
        if not _all_begun(cut[cut.rindex(b"\xff\xda", 0, first_scan) :], len(image.layer)):
            raise
        ends = [open_jpeg(io.BytesIO(cut + end)) for end in (END, NOISE + END)]
        for one in ends:
            one.load()
        if not image.info.get("progressive") and _missing(*ends) > MISSING:
            raise
        return ends[0]


def _all_begun(scans: bytes, layers: int) -> bool:
    """Whether of each layer the last bits of every coefficient have begun: what a progressive one then lacks is not seen."""
    begun = set()
    for found in re.finditer(rb"\xff\xda..(.)", scans, re.DOTALL):
        parts = found[1][0]
        body = scans[found.end() : found.end() + 2 * parts + 3]
        if len(body) == 2 * parts + 3 and body[-1] & 15 == 0:
            begun |= {(layer, place) for layer in body[: 2 * parts : 2] for place in range(body[-3], body[-2] + 1)}
    return len(begun) == 64 * layers


def _missing(one: JpegImageFile, other: JpegImageFile) -> float:
    """The share of the picture, row of blocks by row of blocks, from the first place where the two differ on."""
    apart = np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).reshape(one.height, one.width, -1).max(2) > SEEN
    rows = apart.max(1)
    if not rows.any():
        return 0.0
    top = int(rows.argmax())
    row = apart[top : top + 8 * max(layer[2] for layer in one.layer) // scale(one)]
    left = int(row.max(0).argmax())
    return float((one.height - top - len(row)) + len(row) * (1 - left / one.width)) / one.height
