"""Labelled photos in folders and zips: which files there are, which class each is of, and reading them safely."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from alexnet.data.archives import Archive, parts_of
from alexnet.errors import Problem
from alexnet.photo.image import MAX_BYTES

WNID = re.compile(r"n\d{8}")
PHOTO_SUFFIXES = {
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif",
}  # fmt: skip
SYSTEMS = {  # files and folders that systems and programs leave behind, beside those that begin with a dot
    "__macosx", "icon\r", "network trash folder", "temporary items",
    "$recycle.bin", "recycler", "recycled", "system volume information", "thumbs.db", "ehthumbs.db", "desktop.ini", "found.000",
    "lost+found", "@eadir", "#recycle", "#snapshot", "@tmp", "@sharebin", "@recycle", "@recently-snapshot", "@download",
    "trashbox", "recycle bin", "__pycache__", "picasa.ini",
}  # fmt: skip
SYSTEMS_ENDINGS = ("@synoresource", "@synoeastream", ":encryptable", ":zone.identifier")


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

    @property
    def inside(self) -> tuple[str, ...]:
        """The folders on its way inside its source."""
        return self.folders[len(self.folders) - len(parts_of(self.name)) + 1 :]


class Reader:
    """Reads entries; zips stay open in between. Each process and thread takes its own."""

    def __init__(self) -> None:
        self._archives: dict[Path, Archive] = {}

    def read(self, entry: Entry, most: int = MAX_BYTES + 1) -> bytes:
        """The file's first bytes, at most `most`, whatever the zip says of its size; as a rule one more than a photo may have.

        Raises:
            Problem: those of `Archive`.
            OSError: for a file of a folder that cannot be read.
        """
        if entry.source.is_dir():
            with (entry.source / entry.name).open("rb") as file:
                return file.read(most)
        if entry.source not in self._archives:
            self._archives[entry.source] = Archive(entry.source)
        return self._archives[entry.source].read(entry.name, most)


def entries(source: str | Path) -> list[Entry]:
    """Every photo's file below `source`, as `listing` has them, without the other files."""
    return listing(source)[0]


def listing(source: str | Path) -> tuple[list[Entry], list[str]]:
    """Every photo's file below `source`, a folder or a zip, in the order of their names, and the files that are no photos.

    Hidden files and folders are left out, and what systems leave behind; a photo is told by its name's ending. Links to
    folders are followed. Nothing is unpacked.

    Raises:
        Problem: "data.missing" where there is no such file; those of `Archive`, `Archive.check` and `check_photos`.
    """
    source = Path(source)
    if os.path.isdir(source):  # noqa: PTH112  Path raises for a name that is too long
        home = source.resolve().name
        names = sorted(path.relative_to(source).as_posix() for path in _below(source))
        photos, others = _sorted_out(names)
        return [Entry(source, name, (home, *name.split("/")[:-1])) for name in photos], others
    if not os.path.isfile(source):  # noqa: PTH113  as above
        raise Problem("data.missing", path=source)
    with Archive(source) as archive:
        archive.check()
        photos, others = _sorted_out(sorted(name for name in archive.members if not name.endswith("/")))
        archive.check_photos(photos)
    return [Entry(source, name, tuple(parts_of(name)[:-1])) for name in photos], others


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
        if not is_systems(name):
            yield from _below(folder / name, (*above, real))


def is_systems(part: str) -> bool:
    """Whether a file or folder is hidden, or one that a system keeps for itself.

    Example:
        >>> [is_systems(name) for name in (".Trash-1000", "@eaDir", "$RECYCLE.BIN", "@home", "$5 note")]
        [True, True, True, False, False]
    """
    low = part.lower()
    return low.startswith(".") or low in SYSTEMS or low.endswith(SYSTEMS_ENDINGS)


def _sorted_out(names: list[str]) -> tuple[list[str], list[str]]:
    """Which of the files are photos, by their names, and which are not."""
    ours = [name for name in names if not any(map(is_systems, parts_of(name)))]
    photos = [name for name in ours if PurePosixPath(name).suffix.lower() in PHOTO_SUFFIXES]
    return photos, sorted(set(ours) - set(photos))
