"""Names of a network's classes in a text file: one a line, in the order of the last layer."""

from pathlib import Path

from alexnet.errors import Problem
from alexnet.files import shown

ENDINGS = (
    ".safetensors",
    ".pth",
    ".pt",
    ".ckpt",
    ".bin",
    ".tar",
    ".pkl",
    ".net",
)  # of weights files; .net: Caffe's compressed AlexNet
LONGEST = 1_000_000  # bytes


def bare(file: str) -> str:
    """A weights file's name without its endings.

    >>> bare("model_best.pth.tar"), bare("mine.v2.PTH"), bare("1000.bin")
    ('model_best', 'mine.v2', '1000')
    """
    stem = Path(file)
    while stem.suffix.lower() in ENDINGS:
        stem = stem.with_suffix("")
    return stem.name


def names_beside(path: Path) -> Path | None:
    """The text file with the names of the classes of the weights at `path`, if there is one: `mine.txt` for `mine.pth`."""
    names = path.with_name(f"{bare(path.name)}.txt")
    return names if names != path and names.is_file() else None


def class_names(path: Path) -> tuple[str, ...]:
    """The names in a text file, as typed; empty lines are passed over. WordNet ids are shown by their names later.

    Raises:
        Problem: "classes.unreadable" where it cannot be read, "classes.no_text" where it is no text in UTF-8,
            "classes.twice" for a name that two classes have.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST)
    except OSError as error:
        raise Problem("classes.unreadable", path=shown(str(path))) from error
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("classes.no_text", path=shown(str(path))) from error
    names = tuple(line.strip() for line in text.splitlines() if line.strip())
    if twice := sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []:
        raise Problem("classes.twice", path=shown(str(path)), name=twice[0])
    return names
