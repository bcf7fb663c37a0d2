"""Class names in every language: ImageNet's 1000 classes by WordNet id, their origin told in assets/labels, and our shapes."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alexnet.files import ASSETS
from alexnet.language import FIRST, TEXT, languages

FOLDER = ASSETS / "labels"


@dataclass(frozen=True)
class Label:
    """One class: its place among ImageNet's 1000 (as torchvision counts), its WordNet id and its name by language."""

    index: int
    wnid: str
    names: Mapping[str, str]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab separated file by the words of its first line. Raises FileNotFoundError."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def names(kind: str) -> dict[str, dict[str, str]]:
    """Names by id, then by language, from assets/text/<language>/<kind>.tsv.

    Args:
        kind: "classes", "shapes" or "wordnet" (its branches). A language that lacks a file or a name is left out.

    Example:
        >>> names("shapes")["rings"]["en"]
        'rings'
    """
    by_id: dict[str, dict[str, str]] = {}
    for language in languages():
        path = TEXT / language / f"{kind}.tsv"
        for row in table(path) if path.exists() else ():
            if row["name"]:
                by_id.setdefault(row["id"], {})[language] = row["name"]
    return by_id


@cache
def labels() -> dict[str, Label]:
    """ImageNet's 1000 classes by WordNet id, in torchvision's order.

    Example:
        >>> labels()["n02123045"].index
        281
    """
    rows = table(FOLDER / "imagenet.tsv")
    return {row["wnid"]: Label(int(row["index"]), row["wnid"], names("classes")[row["wnid"]]) for row in rows}


def class_name(wnid: str, language: str = FIRST) -> str:
    """The class's name in `language`, or else in English; the id itself for a class that is neither ImageNet's nor a shape.

    Example:
        >>> class_name("n01443537"), class_name("n01443537", "zh"), class_name("my-own-class")
        ('goldfish', '金鱼', 'my-own-class')
    """
    known = names("classes").get(wnid) or names("shapes").get(wnid)
    if known:
        return known.get(language, known[FIRST])
    return wnid.encode("utf-8", "replace").decode()  # a folder's name may be no text at all
