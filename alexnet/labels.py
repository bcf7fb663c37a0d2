"""Class names in every language, by WordNet id. ImageNet's 1000 classes; their origin is told beside the file."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "assets" / "labels" / "imagenet.tsv"


@dataclass(frozen=True)
class Label:
    """One class: its place among ImageNet's 1000 (as torchvision counts), its WordNet id and its name by language."""

    index: int
    wnid: str
    names: dict[str, str]


@cache
def labels() -> dict[str, Label]:
    """ImageNet's 1000 classes by WordNet id, in torchvision's order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["wnid"]: Label(int(row["index"]), row["wnid"], {key: row[key] for key in row if key not in ("index", "wnid")})
        for row in rows
    }


def class_name(wnid: str, language: str = "en") -> str:
    """The class's name in `language`; the id itself for a class that is not one of ImageNet's 1000."""
    label = labels().get(wnid)
    return label.names.get(language, label.names["en"]) if label else wnid
