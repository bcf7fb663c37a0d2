"""Of a PNG only what makes the picture: a comment, a checksum of one or a colour profile gone wrong costs nobody the photo."""

import struct
import zlib

START = b"\x89PNG\r\n\x1a\n"
PICTURE = (b"IHDR", b"PLTE", b"IDAT")  # without these, whole, there is no picture
BESIDE = (b"tRNS", b"eXIf")  # kept where they are whole
LONGEST_PROFILE = 4 * 2**20  # bytes, unpacked
GREY, COLOUR, PALETTE = 0, 2, 3  # colour types of the header for which there is a tRNS


def picture_of(png: bytes) -> tuple[bytes, bytes | None]:
    """The file without what is beside the picture, and its colour profile (None where it has none that is whole).

    A file that ends too early is given an end; whether all rows are there is for its decoder to say.

    Raises:
        ValueError: for a wrong checksum in what makes the picture.
    """
    kept, profile, at, header = [START], None, len(START), b""
    while at + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body, end = png[at + 8 : at + 8 + length], at + 12 + length
        whole = end <= len(png) and zlib.crc32(body, zlib.crc32(kind)) == int.from_bytes(png[end - 4 : end])
        if kind in PICTURE:
            if not whole and end <= len(png):
                raise ValueError(f"wrong checksum in {kind!r}")
            kept.append(_chunk(kind, body))
            header = header or body
        elif whole and kind in BESIDE and (kind != b"tRNS" or _fits(body, header)):
            kept.append(_chunk(kind, body))
        elif whole and kind == b"iCCP":
            profile = _unpacked(body)
        elif kind == b"IEND":
            break
        at = end
    return b"".join([*kept, _chunk(b"IEND", b"")]), profile


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))


def _fits(transparency: bytes, header: bytes) -> bool:
    """Whether a tRNS is of the length that the header's colour type wants."""
    return len(transparency) in {GREY: (2,), COLOUR: (6,), PALETTE: range(1, 257)}.get(header[9] if len(header) > 9 else -1, ())


def _unpacked(body: bytes) -> bytes | None:
    """The profile of an iCCP: a name, a zero, the method 0, then packed."""
    _, _, packed = body.partition(b"\0")
    if packed[:1] != b"\0":
        return None
    try:
        return zlib.decompressobj().decompress(packed[1:], LONGEST_PROFILE) or None
    except zlib.error:
        return None
