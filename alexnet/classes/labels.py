"""Class names in every language: ImageNet's 1000 classes by WordNet id, their origin told beside the file, and our shapes."""

import csv
from dataclasses import dataclass
from functools import cache

from alexnet.files import ASSETS

FOLDER = ASSETS / "labels"


@dataclass(frozen=True)
class Label:
    """One class: its place among ImageNet's 1000 (as torchvision counts), its WordNet id and its name by language."""

    index: int
    wnid: str
    names: dict[str, str]


@cache
def labels(file: str = "imagenet.tsv") -> dict[str, Label]:
    """ImageNet's 1000 classes by WordNet id, in torchvision's order; or the classes of another file beside it."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["wnid"]: Label(int(row["index"]), row["wnid"], {key: row[key] for key in row if key not in ("index", "wnid")})
        for row in rows
    }


def class_name(wnid: str, language: str = "en") -> str:
    """The class's name in `language`; the id itself for a class that is neither ImageNet's nor one of the built-in shapes."""
    label = labels().get(wnid) or labels("shapes.tsv").get(wnid)
    return label.names.get(language, label.names["en"]) if label else wnid
