"""What can be wrong with what a person gives us, each told in one sentence of the reader's language."""

import tomllib
from collections.abc import Callable
from functools import cache
from numbers import Number
from typing import TypedDict

from alexnet.language import FIRST, TEXT, languages


class Message(TypedDict):
    """A problem on its way to another process, as JSON holds it."""

    kind: str
    values: dict[str, str]


class Problem(ValueError):
    """Something a person can mend: a file that is no photo, a network that does not fit, a missing connection.

    The sentences stand in `assets/text/<language>/errors.toml`, one for each kind, with `{placeholders}` for
    the values. `str(problem)` is the English sentence.

    Args:
        kind: key of the sentence, such as "photo.empty".
        values: what the sentence's placeholders say.

    Example:
        >>> str(Problem("photo.unreadable", path="cat.jpg"))
        'There is no readable file “cat.jpg”; check the path.'
    """

    def __init__(self, kind: str, **values: object) -> None:
        self.kind, self.values = kind, values
        super().__init__(self.sentence(FIRST))

    @classmethod
    def of(cls, told: Message) -> "Problem":
        """The problem that another process told, as `told` gave it."""
        return cls(told["kind"], **told["values"])

    @property
    def told(self) -> Message:
        """Kind and values, such that JSON can hold them."""
        return {"kind": self.kind, "values": {name: str(value) for name, value in self.values.items()}}

    def sentence(self, language: str, quoted: Callable[[str], str] = str) -> str:
        """The one sentence to show, in `language` ("en", "zh"); `quoted` writes what comes from outside, paths and names.

        Example:
            >>> Problem("photo.unreadable", path="cat.jpg").sentence("zh")
            '无法读取文件“cat.jpg”，请检查路径。'
        """
        return languages()[language].fill(
            sentences(language)[self.kind],
            **{name: value if isinstance(value, Number) else quoted(str(value)) for name, value in self.values.items()},
        )


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of `language` by kind ("photo.empty" ...). Raises FileNotFoundError for an unknown language."""
    tables = tomllib.loads((TEXT / language / "errors.toml").read_text("utf-8"))
    return {f"{table}.{kind}": sentence for table, kinds in tables.items() for kind, sentence in kinds.items()}
