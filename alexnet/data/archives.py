"""Zips, opened safely: their names as they were typed, nothing unpacked to disk, no bombs, no ways out; and what is no zip."""

import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from alexnet.data.names import read_names
from alexnet.errors import Problem

BOMB_RATIO, BOMB_SIZE = 100, 100_000_000  # a zip that unpacks to so many times its size, and to so many bytes, is none of ours
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack without a limit, whatever a reader asks for
LOCKED, UTF8 = 1, 0x800  # bits of a member's flags
UNICODE = 0x7075  # the extra field in which WinRAR, 7-Zip and Info-ZIP write a name in UTF-8
DAMAGED = (  # what zipfile raises on broken files; RuntimeError for a password
    zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, IndexError, KeyError, ValueError, struct.error,
    OSError,
)  # fmt: skip
KINDS = {  # how files begin that are no zips, and the Problem that says what they are
    b"7z\xbc\xaf\x27\x1c": "data.seven", b"Rar!\x1a\x07": "data.rar", b"\x1f\x8b": "data.tar", b"\xfd7zXZ\0": "data.tar",
    b"BZh": "data.tar", b"\x28\xb5\x2f\xfd": "data.tar", b"\xff\xd8\xff": "data.photo", b"\x89PNG": "data.photo",
    b"GIF8": "data.photo", b"BM": "data.photo", b"II*\0": "data.photo", b"MM\0*": "data.photo", b"PK": "data.damaged",
    b"version https://git-lfs": "data.lfs",
}  # fmt: skip
INSIDE = {257: (b"ustar", "data.tar"), 8: (b"WEBP", "data.photo"), 4: (b"ftyp", "data.photo")}  # the same, further in


class Archive:
    """A zip of photos.

    Attributes:
        members: what is in it, by its way as it was typed, with slashes.

    Raises:
        Problem: "data.damaged" for a zip that is not whole; "data.tar", "data.seven", "data.rar", "data.photo", "data.lfs",
            "data.empty" or "data.no_zip" for what is none; "photo.unreadable" for one that may not be read; "data.names"
            where nobody can say how its names are written.
    """

    def __init__(self, source: Path) -> None:
        self._source = source
        try:
            self._zip = zipfile.ZipFile(source)
        except PermissionError as error:
            raise Problem("photo.unreadable", path=source) from error
        except DAMAGED as error:
            raise Problem(_kind(source), path=source) from error
        self.members = {name: info for name, info in _named(source, self._zip.infolist()) if parts_of(name)}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str, most: int) -> bytes:
        """The first bytes of a member, at most `most`, whatever the zip says of its size. Raises Problem "data.damaged"."""
        try:
            with self._zip.open(self.members[name]) as file:
                return file.read(most)
        except DAMAGED as error:
            raise Problem("data.damaged", path=self._source) from error

    def check(self) -> None:
        """Raises Problem "data.unsafe" for a link or a path that leads out, "data.bomb" for what would unpack to too much."""
        for name, info in self.members.items():
            out = ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name)
            if out or stat.S_ISLNK(info.external_attr >> 16):
                raise Problem("data.unsafe", path=self._source, name=name)
        unpacked = sum(info.file_size for info in self.members.values())
        if unpacked > BOMB_SIZE and unpacked > BOMB_RATIO * self._source.stat().st_size:
            raise Problem("data.bomb", path=self._source)

    def check_photos(self, names: list[str]) -> None:
        """Raises Problem "data.locked" where one of these wants a password, "data.packing" for an unusual packing."""
        photos = [self.members[name] for name in names]
        if any(info.flag_bits & LOCKED for info in photos):
            raise Problem("data.locked", path=self._source)
        if any(info.compress_type not in PACKINGS for info in photos):
            raise Problem("data.packing", path=self._source)


def parts_of(name: str) -> list[str]:
    """The folders on a member's way, and its own name."""
    return [part for part in name.split("/") if part not in ("", ".")]


def _named(source: Path, members: list[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
    """Each member and its way: its name says how it is written, else its extra field does, else all names together do."""
    sure = [info.orig_filename if info.flag_bits & UTF8 else _extra(info) for info in members]
    unsure = [info.orig_filename.encode("cp437") for info, name in zip(members, sure, strict=True) if name is None]
    read = read_names(unsure)
    if read is None:
        raise Problem("data.names", path=source)
    names = [read[info.orig_filename.encode("cp437")] if name is None else name for info, name in zip(members, sure, strict=True)]
    ways = [name.partition("\0")[0].replace("\\", "/") for name in names]  # some programs on Windows write backslashes
    return list(zip(ways, members, strict=True))


def _extra(info: zipfile.ZipInfo) -> str | None:
    """The name in the extra field, if there is one that belongs to this name; None else."""
    rest = info.extra
    while len(rest) >= 4:
        kind, size = struct.unpack_from("<HH", rest)
        field, rest = rest[4 : 4 + size], rest[4 + size :]
        if kind == UNICODE and len(field) > 5 and field[0] == 1:
            if struct.unpack_from("<L", field, 1)[0] != zlib.crc32(info.orig_filename.encode("cp437")):
                return None  # somebody has renamed it since
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _kind(source: Path) -> str:
    """The Problem that says what a file is which is no zip, or no whole one."""
    try:
        with source.open("rb") as file:
            head = file.read(300)
    except OSError:
        return "photo.unreadable"
    if not head:
        return "data.empty"
    begins = next((kind for start, kind in KINDS.items() if head.startswith(start)), None)
    within = (kind for place, (mark, kind) in INSIDE.items() if head[place:].startswith(mark))
    return begins or next(within, "data.no_zip")
