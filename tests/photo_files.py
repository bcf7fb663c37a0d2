"""How the tests make files of photos, whole ones and odd ones, in memory."""

import io
import struct
import zlib
from functools import cache, partial

import numpy as np
import pillow_heif
from PIL import Image, ImageCms

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 160, 60), (30, 60, 200), (240, 210, 40)
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
ORIENTATION = 0x0112  # EXIF tag
UNTURN = {  # how a camera that writes this orientation has turned the upright picture
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
HEIC_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)


def corners(width: int = 96, height: int = 64) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right: one look tells whether it is upright."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    image.paste(BLUE, (0, height // 2, width, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image


def noise(width: int, height: int, seed: int = 0) -> Image.Image:
    """Random pixels, on which a resize that is off by a hair shows."""
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8))


def saved(image: Image.Image, form: str, **options) -> bytes:
    """`image` as a file of the format `form`."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


jpeg, png, tiff = (partial(saved, form=form) for form in ("JPEG", "PNG", "TIFF"))


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def raw_png(width: int, height: int, depth: int, colour: int, rows: bytes | None, *extra: bytes) -> bytes:
    """A PNG from its rows (each after a filter byte of 0), or its header alone where `rows` is None."""
    head = PNG_HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)) + b"".join(extra)
    return head + (b"" if rows is None else chunk(b"IDAT", zlib.compress(rows, 9))) + chunk(b"IEND", b"")


def flipped_crc(data: bytes, kind: bytes) -> bytes:
    """The PNG with one bit of the checksum of its first chunk `kind` flipped."""
    start = data.index(kind)
    end = start + 4 + int.from_bytes(data[start - 4 : start])
    return data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :]


def ramp() -> np.ndarray:
    """(16, 256): 0 at the left to 1 at the right."""
    return np.tile(np.linspace(0, 1, 256), (16, 1))


def grey16() -> bytes:
    """The ramp in 16 bits grey; clipped to 8 bits nearly all of it would be white."""
    return png(Image.fromarray((ramp() * 65535).astype(np.uint16)))


def rgb16() -> bytes:
    """The ramp in 16 bits a channel, red rising and blue falling."""
    values = (np.stack([ramp(), 0 * ramp(), 1 - ramp()], -1) * 65535).astype(">u2")
    return raw_png(256, 16, 16, 2, b"".join(b"\0" + row.tobytes() for row in values))


def floats(low: float = -2.0, high: float = 3.0) -> bytes:
    """The ramp from `low` to `high` in floating point, with a pixel of NaN and one of infinity at the bottom left."""
    values = (low + (high - low) * ramp()).astype(np.float32)
    values[-1, :2] = np.nan, np.inf
    return tiff(Image.fromarray(values))


def transparent(mode: str) -> Image.Image:
    """Left half opaque dark, right half fully transparent over hidden colours (`RGBA`, `LA`)."""
    image = Image.new(mode, (96, 64), (200, 0, 0, 0)[: 4 if mode == "RGBA" else 1] + ((0,) if mode == "LA" else ()))
    image.paste((0, 0, 120, 255) if mode == "RGBA" else (40, 255), (0, 0, 48, 64))
    return image


def palette() -> bytes:
    """Left half entry 0, dark blue; right half entry 1, red but transparent."""
    image = Image.new("P", (96, 64), 1)
    image.putpalette([0, 0, 120, 200, 0, 0])
    image.paste(0, (0, 0, 48, 64))
    return png(image, transparency=1)


def animated(form: str) -> bytes:
    """First frame red, second green."""
    frames = [Image.new("RGB", (64, 48), colour) for colour in (RED, GREEN)]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100, loop=0)


def turned(orientation: int, form: str = "JPEG", **more) -> bytes:
    """`corners()` as a camera held at an angle saves it: turned, with the EXIF orientation that turns it back."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = corners().transpose(UNTURN[orientation]) if orientation in UNTURN else corners()
    options = {"PNG": {}, "TIFF": {"compression": "tiff_lzw"}}.get(form, {"quality": 95})
    return saved(image, form, exif=exif, **options, **more)


def with_place() -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0)}  # GPS
    exif[0x010F] = "Maker"
    return jpeg(corners(), quality=95, exif=exif, comment=b"private", icc_profile=srgb())


def srgb() -> bytes:
    """A colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@cache
def swapped() -> bytes:
    """A profile under the name of sRGB whose red is green: whoever honours it sees what it is put to the other way round."""
    profile = bytearray(srgb())
    tags = {bytes(profile[at : at + 4]): at + 4 for at in range(132, 132 + 12 * int.from_bytes(profile[128:132]), 12)}
    red, green = (slice(tags[tag], tags[tag] + 8) for tag in (b"rXYZ", b"gXYZ"))
    profile[red], profile[green] = profile[green], profile[red]
    return bytes(profile)


@cache
def dark_grey() -> bytes:
    """A profile for grey whose middle is darker than sRGB's by far: a gamma of 4."""
    curve = b"curv\0\0\0\0\0\0\0\1\4\0\0\0"
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(65536 * one) for one in (0.9642, 1, 0.8249)))
    table = struct.pack(">I4sII4sII", 2, b"kTRC", 156, 14, b"wtpt", 172, 20)
    body = (table + curve + white).ljust(192 - 128, b"\0")
    head = struct.pack(">I4sI4s4s4s12s4s", 192, b"", 0x02400000, b"mntr", b"GRAY", b"XYZ ", bytes(12), b"acsp")
    return head.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061) + bytes(48) + body


def inverse_cmyk() -> bytes:
    """A profile for CMYK of the simplest kind, a table of its 16 corners, that means no ink by black and all ink by white."""
    inks = np.stack(np.meshgrid(*[[0, 1]] * 4, indexing="ij"), -1).reshape(-1, 4)
    light = 100 * inks.max(1)
    lab = np.stack([light * 65280 / 100, 0 * light + 32768, 0 * light + 32768], -1).astype(">u2").tobytes()  # ICC version 2
    straight = struct.pack(">2H", 0, 65535)
    identity = struct.pack(">9i", *(65536 * one for one in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    lut = b"mft2\0\0\0\0" + bytes([4, 3, 2, 0]) + identity + struct.pack(">2H", 2, 2) + 4 * straight + lab + 3 * straight
    table = struct.pack(">I4sII", 1, b"A2B0", 144, len(lut))
    size = 144 + len(lut)
    head = struct.pack(">I4sI4s4s4s12s4s", size, b"", 0x02400000, b"prtr", b"CMYK", b"Lab ", bytes(12), b"acsp")
    return head.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061) + bytes(48) + table + lut


def lab() -> Image.Image:
    """`corners()` in the CIE's Lab."""
    to = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    return ImageCms.applyTransform(corners(), to)


def beside(*chunks: bytes) -> bytes:
    """A PNG of `corners()` with these chunks in front of its pixels."""
    data = png(corners())
    return data[:33] + b"".join(chunks) + data[33:]


def plain_tiff(values: np.ndarray, photometric: int, *more: tuple[int, list[int]], order: str = "<") -> bytes:
    """A TIFF that is not packed, of (height, width, bands); `more` are tags of short numbers."""
    height, width, bands = values.shape
    data = values.astype(values.dtype.newbyteorder(order)).tobytes()
    numbers = {256: [width], 257: [height], 258: [8 * values.itemsize] * bands, 259: [1], 262: [photometric], 273: [0],
               277: [bands], 278: [height], 279: [len(data)]} | dict(more)  # fmt: skip
    start = 8 + 2 + 12 * len(numbers) + 4
    behind = b"".join(struct.pack(f"{order}{len(one)}H", *one) for one in numbers.values() if len(one) > 2)
    numbers[273] = [start + len(behind)]
    table, at = struct.pack(f"{order}H", len(numbers)), start
    for tag, given in sorted(numbers.items()):
        kind, letter = (4, "I") if tag in (273, 279) else (3, "H")
        packed = struct.pack(f"{order}{len(given)}{letter}", *given)
        table += struct.pack(f"{order}HHI", tag, kind, len(given))
        table += packed.ljust(4, b"\0") if len(packed) <= 4 else struct.pack(f"{order}I", at)
        at += len(packed) if len(packed) > 4 else 0
    return {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8) + table + bytes(4) + behind + data


def heic(image: Image.Image, **options) -> bytes:
    """`image` as a HEIC file, as phones write it."""
    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=95, **options)
    return file.getvalue()


def huge_webp() -> bytes:
    """The header of a WebP of 108 million pixels."""
    body = b"VP8L" + struct.pack("<IBI", 5, 0x2F, 11_999 | 8999 << 14)
    return b"RIFF" + struct.pack("<I", 4 + len(body) + 1) + b"WEBP" + body + b"\0"


def dos_eps() -> bytes:
    """An EPS with the binary header that Windows programs write."""
    return b"\xc5\xd0\xd3\xc6" + struct.pack("<IIIIIIH", 30, len(EPS), 0, 0, 0, 0, 0xFFFF) + EPS


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\n%%EndComments\nshowpage\n%%EOF\n"
