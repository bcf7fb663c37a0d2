"""The languages: a folder each in assets/text; how each writes its numbers and plurals; and filling a sentence so."""

import string
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import c2py
from numbers import Number, Real
from pathlib import Path
from typing import cast

from alexnet.files import ASSETS

TEXT = ASSETS / "text"
FILE = "language.toml"
DUST = 1e-15  # what is left of nothing where floats were added
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

        A share that is neither nothing nor all is never said to be: it is "<0.1%" or ">99.9%". NaN is a dash.

        Args:
            value: a number; anything else is only formatted.
            formula: it stands in a LaTeX formula, where a comma would be followed by a space.

        Example:
            >>> languages()["en"].number(1234.5, ",.1f")
            '1,234.5'
            >>> languages()["en"].number(0.0004, ".1%"), languages()["en"].number(0.996, ".0%")
            ('<0.1%', '>99%')
            >>> french = Language("fr", "français", "fr", ",", "\\u202f", "{}\\u202f%", "n > 1")
            >>> french.number(1234.5, ",.1f"), french.number(0.256, ".1%"), french.number(0.5, "g", formula=True)
            ('1\\u202f234,5', '25,6\\u202f%', '0{,}5')
        """
        if isinstance(value, float) and value != value:
            return "\N{EN DASH}"
        text = format(value, spec)
        bound = ""
        if spec.endswith("%") and "+" not in spec and isinstance(value, Real) and DUST < float(value) < 1 - DUST:
            bound, text = _honest(text)
        if not isinstance(value, Number) and not spec.endswith((",", "e", "f", "g", "%")):
            return text
        decimal = "{,}" if formula and self.decimal == "," else self.decimal
        thousands = r"\," if formula and self.thousands.isspace() else self.thousands
        text = text.translate({ord("."): decimal, ord(","): thousands})
        return bound + self.percent.format(text[:-1]) if spec.endswith("%") else text

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


def _honest(share: str) -> tuple[str, str]:
    """What goes before a share between nothing and all, and the share: ("<", "0.1%") for "0.0%".

    >>> _honest("0.0%"), _honest("100%"), _honest("15.3%")
    (('<', '0.1%'), ('>', '99%'), ('', '15.3%'))
    """
    digits = len(share[:-1].partition(".")[2])
    step = 10**-digits  # the least that is written, in per cent
    nearest = {0.0: ("<", step), 100.0: (">", 100 - step)}.get(float(share[:-1]))
    return (nearest[0], f"{nearest[1]:.{digits}f}%") if nearest else ("", share)


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
