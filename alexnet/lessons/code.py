"""A listing read as a reader reads it: which line builds which layer, and what a line does to the shape."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

from alexnet.lessons.code_line import Line
from alexnet.lessons.code_syntax import parse
from alexnet.lessons.code_topics import topics
from alexnet.lessons.code_trace import trace

FOLDER = Path(__file__).resolve().parent / "code_listings"
LISTINGS = ("one_tower", "two_towers")
_lock = Lock()  # a class opens the lesson at once, and each run of a listing makes a network of 240 MB


def path(name: str) -> Path:
    """The file of the listing called `name`, one of `LISTINGS`."""
    return FOLDER / f"{name}.py"


def listing(name: str) -> tuple[Line, ...]:
    """Every line of the listing called `name`."""
    with _lock:
        return _listing(name)


@cache
def _listing(name: str) -> tuple[Line, ...]:
    return read(path(name).read_text("utf-8"))


def read(source: str) -> tuple[Line, ...]:
    """Every line of a listing, tied to what it does by its syntax and by a run of it.

    The listing has one class with `features`, `classifier` ... built in `__init__` and used in `forward`, and below
    `if __name__ == "__main__":` makes a network, a photo and scores. It must be trusted: it is executed.
    """
    syntax = parse(source)
    lines = {line.number: line for line in topics(syntax, trace(source, syntax))}
    return tuple(replace(lines.get(n, Line(n)), text=text) for n, text in enumerate(source.splitlines(), 1))
