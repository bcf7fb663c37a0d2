"""Labelled photos for training and measuring: a folder or a zip of class folders named by WordNet id."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from alexnet.errors import Problem

WNID = re.compile(r"n\d{8}")
PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"}


def labelled_photos(source: str | Path) -> list[tuple[str, bytes]]:
    """Every photo below `source` as (WordNet id, the file's bytes), in the order of their names.

    Args:
        source: a folder or a zip of class folders such as `n02123045/`, with or without one folder above them
            (`val/n02123045/`). The photo's class is the last folder on its way that bears a WordNet id.

    Raises:
        Problem: "data.missing" where there is no such file, "data.no_classes" where no photo lies in a class folder,
            "data.damaged" for a zip that is not whole or wants a password.
    """
    source = Path(source)
    if not source.exists():
        raise Problem("data.missing", path=source)
    read = _zip_files if zipfile.is_zipfile(source) else _folder_files
    try:
        photos = [(wnid, data) for name, data in read(source) if (wnid := _class_of(name))]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:  # RuntimeError: a password
        raise Problem("data.damaged", path=source) from error
    if not photos:
        raise Problem("data.no_classes", path=source)
    return photos


def _class_of(name: PurePosixPath) -> str | None:
    if name.suffix.lower() not in PHOTO_SUFFIXES or name.name.startswith("."):
        return None
    return next((part for part in reversed(name.parent.parts) if WNID.fullmatch(part)), None)


def _zip_files(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    with zipfile.ZipFile(source) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir():
                yield PurePosixPath(info.filename), archive.read(info)


def _folder_files(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_file():
            # The folder itself may be the class folder.
            yield PurePosixPath(source.name, *path.relative_to(source).parts), path.read_bytes()
