"""The languages: a folder each in assets/text; how each writes its numbers and plurals; and filling a sentence so."""

import string
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import c2py
from numbers import Number
from pathlib import Path
from typing import cast

from alexnet.files import ASSETS

TEXT = ASSETS / "text"
FILE = "language.toml"
FIRST = "en"  # stands first in the menu, and in for a name that another language lacks


@dataclass(frozen=True)
class Language:
    """What assets/text/<code>/language.toml says.

    Attributes:
        code: name of the folder, as in an address: `?lang=en`.
        name: of the language, in its own words.
        html: its tag for the page (BCP 47), such as "zh-Hans".
        decimal, thousands: what stands before the decimals, and between groups of three digits.
        percent: a share with its sign, "{}" for the number.
        plural: the number, from 0, of the form that goes with n things: an expression in n as gettext's catalogues
            have it under `Plural-Forms`.
    """

    code: str
    name: str
    html: str
    decimal: str
    thousands: str
    percent: str
    plural: str

    def number(self, value: object, spec: str = "", formula: bool = False) -> str:
        """`value` formatted by `spec` as Python does, with this language's separators and percent sign.

        Args:
            value: a number; anything else is only formatted.
            formula: it stands in a LaTeX formula, where a comma would be followed by a space.

        Example:
            >>> languages()["en"].number(1234.5, ",.1f")
            '1,234.5'
            >>> french = Language("fr", "français", "fr", ",", "\\u202f", "{}\\u202f%", "n > 1")
            >>> french.number(1234.5, ",.1f"), french.number(0.256, ".1%"), french.number(0.5, "g", formula=True)
            ('1\\u202f234,5', '25,6\\u202f%', '0{,}5')
        """
        text = format(value, spec)
        if not isinstance(value, Number) and not spec.endswith((",", "e", "f", "g", "%")):
            return text
        decimal = "{,}" if formula and self.decimal == "," else self.decimal
        thousands = r"\," if formula and self.thousands.isspace() else self.thousands
        text = text.translate({ord("."): decimal, ord(","): thousands})
        return self.percent.format(text[:-1]) if spec.endswith("%") else text

    def form(self, count: int, forms: list[str]) -> str:
        """The one of the plural's `forms` that goes with `count`.

        Raises IndexError where there are too few, ValueError where `plural` is no expression that gettext reads.

        Example:
            >>> [languages()["en"].form(count, ["photo", "photos"]) for count in (0, 1, 2)]
            ['photos', 'photo', 'photos']
        """
        return forms[_plural(self.plural)(count)]

    def fill(self, sentence: str, **values: object) -> str:
        """`sentence` with its `{placeholders}` filled, numbers as this language writes them.

        `{count:,}` is formatted as Python does, `{count:|photo|photos}` is the form that goes with `count`. Raises
        KeyError for a value that is not given.

        Example:
            >>> languages()["en"].fill("{count:,} {count:|photo|photos}, {share:.1%}", count=1200, share=0.5)
            '1,200 photos, 50.0%'
        """
        parts = []
        for text, name, spec, formula in _pieces(sentence):
            parts.append(text)
            if name is not None and spec.startswith("|"):
                parts.append(self.form(cast(int, values[name]), spec[1:].split("|")))
            elif name is not None:
                parts.append(self.number(values[name], spec, formula))
        return "".join(parts)


_plural = lru_cache(maxsize=64)(c2py)  # reading an expression takes 0.1 ms


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[tuple[str, str | None, str, bool], ...]:
    """Text, then the name and format of the placeholder behind it, and whether that stands in a formula, between dollars."""
    pieces, formula = [], False
    for text, name, spec, _ in string.Formatter().parse(sentence):
        formula ^= text.count("$") % 2 == 1
        pieces.append((text, name, spec or "", formula))
    return tuple(pieces)


def read(folder: Path) -> Language:
    """The language of a folder. Raises FileNotFoundError, or ValueError where an entry is missing or not known."""
    try:
        return Language(folder.name, **tomllib.loads((folder / FILE).read_text("utf-8")))
    except TypeError as error:
        raise ValueError(f"{folder / FILE}: {error}") from error


@cache
def languages() -> dict[str, Language]:
    """Every language by its code, English first: the folders in assets/text that have a language.toml.

    Example:
        >>> languages()["zh"].name
        '中文'
    """
    folders = sorted((file.parent for file in TEXT.glob(f"*/{FILE}")), key=lambda folder: (folder.name != FIRST, folder.name))
    return {folder.name: read(folder) for folder in folders}
