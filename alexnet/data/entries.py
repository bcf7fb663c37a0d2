"""Labelled photos in folders and zips: which files there are, which class each is of, and reading them safely."""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from alexnet.errors import Problem
from alexnet.photo.image import MAX_BYTES

WNID = re.compile(r"n\d{8}")
PHOTO_SUFFIXES = {
    ".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif",
}  # fmt: skip
BOMB_RATIO, BOMB_SIZE = 100, 100_000_000  # a zip that unpacks to so many times its size, and to so many bytes, is none of ours
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack without a limit, whatever a reader asks for
LOCKED = 1  # bit of a member's flags
DAMAGED = (  # what zipfile raises on broken files; RuntimeError for a password
    zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, IndexError, KeyError, ValueError, struct.error,
    OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One photo's file.

    Attributes:
        source: the folder or zip that it lies in.
        name: its path in there, with slashes.
        folders: the folders on its way, the source's own name first where the source is a folder.
    """

    source: Path
    name: str
    folders: tuple[str, ...]


class Reader:
    """Reads entries; zips stay open in between. Each process and thread takes its own."""

    def __init__(self) -> None:
        self._archives: dict[Path, zipfile.ZipFile] = {}

    def read(self, entry: Entry, most: int = MAX_BYTES + 1) -> bytes:
        """The file's first bytes, at most `most`, whatever the zip says of its size; as a rule one more than a photo may have.

        Raises:
            Problem: "data.damaged" for a zip that is not whole, "photo.unreadable" for one that may not be read.
            OSError: for a file of a folder that cannot be read.
        """
        if entry.source.is_dir():
            with (entry.source / entry.name).open("rb") as file:
                return file.read(most)
        if entry.source not in self._archives:
            self._archives[entry.source] = _opened(entry.source)
        try:
            with self._archives[entry.source].open(entry.name) as file:
                return file.read(most)
        except DAMAGED as error:
            raise Problem("data.damaged", path=entry.source) from error


def entries(source: str | Path) -> list[Entry]:
    """Every photo's file below `source`, a folder or a zip, in the order of their names; nothing is unpacked.

    Hidden files and folders are left out, and those that are no photos by their names. Links to folders are followed.

    Raises:
        Problem: "data.missing" where there is no such file, "data.damaged" for a file that is no whole zip or wants a
            password, "photo.unreadable" for one that may not be read, "data.unsafe" for a zip with a link or with a path
            that leads out of it, "data.bomb" for one that would unpack to more than `BOMB_RATIO` times its size,
            "data.packing" for one whose photos are packed otherwise than in `PACKINGS`.
    """
    source = Path(source)
    if os.path.isdir(source):  # noqa: PTH112  Path raises for a name that is too long
        home = source.resolve().name
        names = sorted(path.relative_to(source).as_posix() for path in _below(source))
        return [Entry(source, name, (home, *name.split("/")[:-1])) for name in names if _is_photo(name.split("/"))]
    if not os.path.isfile(source):  # noqa: PTH113  as above
        raise Problem("data.missing", path=source)
    with _opened(source) as archive:
        members = sorted(archive.infolist(), key=lambda info: info.filename)
    _check(source, members)
    files = [info for info in members if _parts(info.filename) and info.filename[-1] not in "/\\"]
    photos = [info for info in files if _is_photo(_parts(info.filename))]
    _check_photos(source, photos)
    return [Entry(source, info.filename, tuple(_parts(info.filename)[:-1])) for info in photos]


def labelled_photos(source: str | Path) -> list[tuple[str, bytes]]:
    """Every photo below `source` as (WordNet id, the file's bytes), in the order of their names.

    Args:
        source: a folder or a zip of class folders such as `n02123045/`, with or without one folder above them
            (`val/n02123045/`). The photo's class is the last folder on its way that bears a WordNet id.

    Raises:
        Problem: those of `entries` and of `Reader.read`; "data.no_classes" where no photo lies in a class folder.
    """
    reader = Reader()
    classes = [
        (next((part for part in reversed(entry.folders) if WNID.fullmatch(part)), None), entry) for entry in entries(source)
    ]
    photos = [(wnid, reader.read(entry)) for wnid, entry in classes if wnid]
    if not photos:
        raise Problem("data.no_classes", path=source)
    return photos


def _below(folder: Path, above: tuple[str, ...] = ()) -> Iterator[Path]:
    """All files below, through links too, but never into a folder that was passed on the way."""
    real = os.path.realpath(folder)
    if real in above:
        return
    _, folders, files = next(os.walk(folder), (folder, [], []))
    yield from (folder / name for name in files if os.path.isfile(folder / name))  # noqa: PTH113  and for a forbidden one
    for name in folders:
        if not _is_hidden(name):
            yield from _below(folder / name, (*above, real))


def _opened(source: Path) -> zipfile.ZipFile:
    """The zip. Names that do not say how they are written are UTF-8, else GBK as on a Chinese Windows, else CP437."""
    for encoding in ("utf-8", "gbk", None):
        try:
            return zipfile.ZipFile(source, metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
        except PermissionError as error:
            raise Problem("photo.unreadable", path=source) from error
        except DAMAGED as error:
            raise Problem("data.damaged", path=source) from error
    raise Problem("data.damaged", path=source)


def _parts(name: str) -> list[str]:
    """A member's way; some programs on Windows write it with backslashes."""
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part == "__MACOSX"


def _is_photo(parts: list[str]) -> bool:
    return PurePosixPath(parts[-1]).suffix.lower() in PHOTO_SUFFIXES and not any(map(_is_hidden, parts))


def _check(source: Path, members: list[zipfile.ZipInfo]) -> None:
    for info in members:
        name = info.filename.replace("\\", "/")
        out = ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name)
        if out or stat.S_ISLNK(info.external_attr >> 16):
            raise Problem("data.unsafe", path=source, name=info.filename)
    unpacked = sum(info.file_size for info in members)
    if unpacked > BOMB_SIZE and unpacked > BOMB_RATIO * source.stat().st_size:
        raise Problem("data.bomb", path=source)


def _check_photos(source: Path, photos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & LOCKED for info in photos):
        raise Problem("data.damaged", path=source)
    if any(info.compress_type not in PACKINGS for info in photos):
        raise Problem("data.packing", path=source)
