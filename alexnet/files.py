"""Where things lie: what comes with the project, what people make; and writing a file whole or not at all."""

import glob
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

_HERE = Path(__file__).resolve().parent
ASSETS = next((folder for folder in (_HERE / "assets", _HERE.parent / "assets") if folder.is_dir()), _HERE.parent / "assets")
_OWN_PLACE = Path.home() / ".alexnet" if ASSETS.parent == _HERE else ASSETS  # nothing is written into an installed package
HOME = Path(os.environ.get("ALEXNET_HOME", _OWN_PLACE))  # what people make and add is kept below it, in folders that git ignores
OWN_WEIGHTS = HOME / "weights" / "own"
OWN_RUNS = HOME / "runs" / "own"
RECORDS = ASSETS / "runs"  # recorded experiments and trainings that come with the project


UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
FORGOTTEN = 600  # seconds: an unfinished file that nothing was written to for so long is a killed writer's


@contextmanager
def whole(path: Path, durable: bool = False) -> Iterator[Path]:
    """Gives a new empty file beside `path`; when the block ends, it takes the place of `path`.

    If the block raises, or the process is killed, what was at `path` stays as it was. Two writers do not meet. What a
    killed one has left is taken away first, so that it does not fill the disk.

    Args:
        durable: wait until the disk has it, for what must outlive a power cut; slow on some disks.

    Raises:
        OSError: where the folder cannot be written to.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with whole(Path(folder) / "a.txt") as unfinished:
        ...         _ = unfinished.write_text("all of it")
        ...     [path.name for path in Path(folder).iterdir()]
        ['a.txt']
    """
    begins = f".{path.name[:60]}."
    for other in path.parent.glob(f"{glob.escape(begins)}*.partial"):
        with suppress(OSError):
            if time.time() - other.stat().st_mtime > FORGOTTEN:
                other.unlink()
    handle, name = mkstemp(prefix=begins, suffix=".partial", dir=path.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        if durable:
            with unfinished.open("rb+") as file:
                os.fsync(file.fileno())
        unfinished.chmod(0o666 & ~_umask())  # mkstemp's are for their owner only
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files; Linux tells it, elsewhere the usual one is taken, for asking would change it."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        return int(next(line for line in status.splitlines() if line.startswith("Umask")).split()[1], 8)
    except (OSError, StopIteration):
        return 0o022


def shown(text: str) -> str:
    """`text` fit for any screen: what breaks a line, and bytes of a file's name that are no UTF-8, become �.

    Example:
        >>> shown("B\\udce4r\\n.jpg")
        'B�r�.jpg'
    """
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)
