"""Labelled photos in folders and zips: which files there are, which class each is of, and reading them safely."""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from alexnet.errors import Problem
from alexnet.image import MAX_BYTES

WNID = re.compile(r"n\d{8}")
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"}
BOMB_RATIO, BOMB_SIZE = 100, 100_000_000  # a zip that unpacks to so many times its size, and to so many bytes, is none of ours
DAMAGED = (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError)  # RuntimeError: a password


@dataclass(frozen=True)
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

    def read(self, entry: Entry) -> bytes:
        """The file's bytes, at most one more than a photo may have, whatever the zip says of its size.

        Raises:
            Problem: "data.damaged" for a zip that is not whole or wants a password.
            OSError: for a file that cannot be read.
        """
        if entry.source.is_dir():
            with (entry.source / entry.name).open("rb") as file:
                return file.read(MAX_BYTES + 1)
        try:
            if entry.source not in self._archives:
                self._archives[entry.source] = zipfile.ZipFile(entry.source)
            with self._archives[entry.source].open(entry.name) as file:
                return file.read(MAX_BYTES + 1)
        except DAMAGED as error:
            raise Problem("data.damaged", path=entry.source) from error


def entries(source: str | Path) -> list[Entry]:
    """Every photo's file below `source`, a folder or a zip, in the order of their names; nothing is unpacked.

    Hidden files and folders are left out, and those that are no photos by their names.

    Raises:
        Problem: "data.missing" where there is no such file, "data.damaged" for a file that is no whole zip,
            "data.unsafe" for a zip with a link or with a path that leads out of it, "data.bomb" for one that would
            unpack to more than `BOMB_RATIO` times its size.
    """
    source = Path(source)
    if not source.exists():
        raise Problem("data.missing", path=source)
    if source.is_dir():
        paths = [path.relative_to(source) for path in sorted(source.rglob("*")) if path.is_file()]
        found = [(path.as_posix(), (source.resolve().name, *path.parent.parts)) for path in paths]
    else:
        try:
            with zipfile.ZipFile(source) as archive:
                members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        except DAMAGED as error:
            raise Problem("data.damaged", path=source) from error
        _check(source, members)
        found = [(info.filename, PurePosixPath(info.filename).parent.parts) for info in members]
    return [Entry(source, name, folders) for name, folders in found if _is_photo(PurePosixPath(name))]


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


def _is_photo(name: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.parts)
    return name.suffix.lower() in PHOTO_SUFFIXES and not hidden


def _check(source: Path, members: list[zipfile.ZipInfo]) -> None:
    for info in members:
        name = info.filename.replace("\\", "/")
        out = ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name)
        if out or stat.S_ISLNK(info.external_attr >> 16):
            raise Problem("data.unsafe", path=source, name=info.filename)
    unpacked = sum(info.file_size for info in members)
    if unpacked > BOMB_SIZE and unpacked > BOMB_RATIO * source.stat().st_size:
        raise Problem("data.bomb", path=source)
