"""Every kind of file that a class has uploaded or might, made in memory: `GOOD` opens, `BAD` is refused by its kind."""

import io
import struct
import zlib
from functools import partial

import numpy as np
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


def turned(orientation: int, form: str = "JPEG") -> bytes:
    """`corners()` as a camera held at an angle saves it: turned, with the EXIF orientation that turns it back."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = corners().transpose(UNTURN[orientation]) if orientation in UNTURN else corners()
    options = {"PNG": {}, "TIFF": {"compression": "tiff_lzw"}}.get(form, {"quality": 95})
    return saved(image, form, exif=exif, **options)


def with_place() -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0)}  # GPS
    exif[0x010F] = "Maker"
    return jpeg(corners(), quality=95, exif=exif, comment=b"private", icc_profile=srgb())


def srgb() -> bytes:
    """A colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def text_bomb() -> bytes:
    """A PNG whose compressed comment grows from 10 kB to 10 MB."""
    comment = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(10_000_000), 9))
    return raw_png(1, 1, 8, 0, b"\0\0", comment)


def dos_eps() -> bytes:
    """An EPS with the binary header that Windows programs write."""
    return b"\xc5\xd0\xd3\xc6" + struct.pack("<IIIIIIH", 30, len(EPS), 0, 0, 0, 0, 0xFFFF) + EPS


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\n%%EndComments\nshowpage\n%%EOF\n"
PHOTO = jpeg(noise(160, 120), quality=90)
PICTURE = png(noise(160, 120))

GOOD: dict[str, bytes] = {
    "photo.jpg": jpeg(corners(), quality=95),
    "640x480.jpg": jpeg(noise(640, 480)),
    "big.jpg": jpeg(corners(4000, 3000)),
    "huge.jpg": jpeg(Image.new("L", (8160, 6120), 90)),  # 49.9 million pixels
    "1x1.png": png(Image.new("RGB", (1, 1), RED)),
    "3x4000.png": png(noise(3, 4000)),
    "1x20000.png": png(noise(1, 20000)),
    "10000x3.png": png(noise(10000, 3)),
    "cmyk.jpg": jpeg(corners().convert("CMYK"), quality=95),
    "grey16.png": grey16(),
    "grey16.tif": tiff(Image.fromarray((ramp() * 65535).astype(np.uint16))),
    "rgb16.png": rgb16(),
    "float.tif": floats(),
    "float-flat.tif": tiff(Image.new("F", (20, 20), 7.5)),
    "integer.tif": tiff(Image.fromarray((ramp() * 1_000_000).astype(np.int32))),
    "1-bit.png": png(corners().convert("1")),
    "palette.png": palette(),
    "grey.jpg": jpeg(corners().convert("L")),
    "grey-alpha.png": png(transparent("LA")),
    "rgba.png": png(transparent("RGBA")),
    "rgba.webp": saved(transparent("RGBA"), "WEBP", lossless=True, exact=True),
    "rgb-key.png": png(corners(), transparency=RED),
    "animated.gif": animated("GIF"),
    "animated.webp": animated("WEBP"),
    "animated.png": animated("PNG"),
    "photo.webp": saved(corners(), "WEBP", quality=95),
    "photo.bmp": saved(corners(), "BMP"),
    "photo.tif": tiff(corners()),
    "photo.avif": saved(corners(), "AVIF", quality=95),
    "two.mpo": saved(corners(), "MPO", save_all=True, append_images=[corners().rotate(180)], quality=95),
    "place.jpg": with_place(),
    "broken-icc.jpg": jpeg(corners(), quality=95, icc_profile=b"no profile"),
    "broken-exif.jpg": jpeg(corners(), quality=95, exif=b"Exif\0\0MM\0*\xff\xff\xff\xffnonsense"),
    "broken-exif.png": png(corners(), exif=b"Exif\0\0nonsense"),
    "broken-exif.webp": saved(corners(), "WEBP", quality=95, exif=b"Exif\0\0nonsense"),
    **{f"exif{n}.jpg": turned(n) for n in (*range(1, 9), 42)},
    **{f"exif6.{form.lower()}": turned(6, form) for form in ("PNG", "WEBP", "TIFF", "AVIF")},
}

BAD: dict[str, tuple[bytes, str]] = {
    "empty.jpg": (b"", "photo.empty"),
    "15.1-MB.jpg": (PHOTO + bytes(15 * 2**20 + 100_000 - len(PHOTO)), "photo.too_big"),
    "30-MB.jpg": (bytes(30 * 10**6), "photo.too_big"),
    "50000x50000.png": (raw_png(50_000, 50_000, 8, 2, None), "photo.too_many_pixels"),
    "12000x12000.png": (raw_png(12_000, 12_000, 1, 0, bytes(12_000 * 1501)), "photo.too_many_pixels"),
    "7072x7072.png": (raw_png(7072, 7072, 1, 0, bytes(7072 * 885)), "photo.too_many_pixels"),  # just over 50 million
    "cut-50.jpg": (PHOTO[: len(PHOTO) // 2], "photo.damaged"),
    "cut-97.jpg": (PHOTO[: len(PHOTO) * 97 // 100], "photo.damaged"),
    "head.jpg": (PHOTO[:20], "photo.damaged"),
    "cut.png": (PICTURE[: len(PICTURE) // 2], "photo.damaged"),
    "crc-header.png": (flipped_crc(PICTURE, b"IHDR"), "photo.damaged"),
    "crc-pixels.png": (flipped_crc(PICTURE, b"IDAT"), "photo.damaged"),
    "cut.tif": (tiff(noise(160, 120), compression="tiff_lzw")[:-30_000], "photo.damaged"),
    "cut.webp": (saved(noise(160, 120), "WEBP")[:2000], "photo.damaged"),
    "cut.avif": (saved(noise(160, 120), "AVIF")[:2000], "photo.damaged"),
    "cut.gif": (saved(noise(160, 120), "GIF")[:3000], "photo.damaged"),
    "cut.bmp": (saved(noise(160, 120), "BMP")[:3000], "photo.damaged"),
    "comment-bomb.png": (text_bomb(), "photo.damaged"),
    "text.jpg": (b"Dear teacher, the dog ate my photo.\n" * 20, "photo.not_a_photo"),
    "chinese.jpg": ("老师，照片被狗吃了。".encode(), "photo.not_a_photo"),
    "page.jpg": (b"<!DOCTYPE html><html><body>404" + SVG + b"</body></html>", "photo.not_a_photo"),
    "bytes.jpg": (np.random.default_rng(5).bytes(5000), "photo.not_a_photo"),
    "video.mp4": (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + bytes(100), "photo.not_a_photo"),
    "photo.ppm": (saved(corners(), "PPM"), "photo.not_a_photo"),  # Pillow could, but it is not on our list
    "photo.ico": (saved(corners(), "ICO"), "photo.not_a_photo"),
    "heic.heic": (HEIC_HEAD, "photo.heic"),
    "heic-named.jpg": (HEIC_HEAD, "photo.heic"),
    "drawing.svg": (SVG, "photo.svg"),
    "drawing.jpg": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n<!DOCTYPE svg>\n" + SVG, "photo.svg"),
    "letter.pdf": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF", "photo.pdf"),
    "figure.eps": (EPS, "photo.eps"),
    "figure.jpg": (dos_eps(), "photo.eps"),
}
