"""Places for files that people ask for: checked before the work, and left as they were where it fails."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from safetensors import SafetensorError

from alexnet.errors import Problem
from alexnet.files import shown


@contextmanager
def place(path: Path, formats: Collection[str]) -> Iterator[Path]:
    """Makes sure that `path` can be written, makes its folder, and gives the path, links followed, for the block to write.

    If the block fails, folders that were made here are gone again; write with `files.whole`, and so is the file.

    Args:
        formats: endings that the file may have, without the dot and in small letters; capitals are the same ending.

    Raises:
        Problem: "export.format" for another ending, "export.place" for a place that cannot be, "export.no_room" where the
            block could not write.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, place(Path(folder) / "new" / "A.TXT", ["txt"]) as out:
        ...     out.write_text("all of it")
        9
    """
    told = shown(str(path))
    if path.suffix.lower().lstrip(".") not in formats:
        raise Problem("export.format", path=told, formats=", ".join(formats))
    made: list[Path] = []
    try:
        target = Path(os.path.realpath(path))
        if os.path.lexists(target) and not target.is_file():  # a folder; a device, which would be replaced
            raise Problem("export.place", path=told)
        target.with_name(f"{target.name}.0").exists()  # whether so long a name can be
        made = [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=target.parent):
            pass
    except (OSError, ValueError) as error:
        _unmake(made)
        raise error if isinstance(error, Problem) else Problem("export.place", path=told) from error
    try:
        yield target
    except BaseException as error:
        _unmake(made)
        if isinstance(error, OSError | SafetensorError):  # safetensors has its own for a full disk
            raise Problem("export.no_room", path=told) from error
        raise


def _unmake(folders: list[Path]) -> None:
    """Takes folders away, the deepest first, that nothing lies in."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
