"""A line of a listing with all that the lesson says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One line of a listing.

    Attributes:
        number: from 1.
        text: as it stands in the file, without the line's end.
        topic: what kind of thing it does ("conv", "super" ...), which decides the words for it; "" for a line that
            does nothing by itself, such as a bracket.
        slug: names the line within its listing, wherever it stands; "" where there is no topic.
        layer: the layer that it builds, in the words of `alexnet.network` ("conv1" ... "fc8"), else "".
        shows: the layer whose activations are there once it has run, else "".
        before, after: the shapes that go in and come out, the batch of 1 among them; () where there is none.
        parameters: of what it builds or runs.
        values: the numbers, or the error, that the words about it are filled with.
    """

    number: int
    text: str = ""
    topic: str = ""
    slug: str = ""
    layer: str = ""
    shows: str = ""
    before: Shape = ()
    after: Shape = ()
    parameters: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
