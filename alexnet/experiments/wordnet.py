"""Hangs ImageNet's 1000 classes under the branches of assets/labels/wordnet.tsv, as WordNet 3.0 does.

    python -m alexnet.experiments.wordnet /usr/share/wordnet/data.noun

Which branches there are is decided by hand in that file; this command finds the parent of each branch and of each
class. To add a branch, add a line with its id there, its name to wordnet.tsv of each language in assets/text, and run
the command again.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from alexnet.classes.labels import labels
from alexnet.classes.tree import FILE, parents

MERGED = {"n00021265": "n07555863", "n13086908": "n00017222"}  # WordNet has food twice, and parts of plants beside plants
SECOND = ("n02153203", "n03932670")  # game birds are birds, too, and a towel is of fabric: there the second parent is followed


def hypernyms(lines: Iterable[str]) -> dict[str, list[str]]:
    """The direct hypernyms, in WordNet's order, of each noun synset of a data.noun (its format: wndb(5WN)).

    A line is: offset, file, type, number of words (hexadecimal), words and their ids, number of pointers, pointers of
    four fields each, a bar, the gloss. The licence at the head of the file is indented.
    """
    found = {}
    for line in lines:
        if not line.startswith(" "):
            fields = line.split(" | ")[0].split()
            first = 4 + 2 * int(fields[3], 16)
            pointers = [fields[first + 1 + 4 * number :][:2] for number in range(int(fields[first]))]
            found[f"n{fields[0]}"] = [f"n{offset}" for symbol, offset in pointers if symbol in ("@", "@i")]
    return found


def way_up(wnid: str, above: dict[str, list[str]]) -> Iterator[str]:
    """The synsets above `wnid`, nearest first, always by the first hypernym but for those of `SECOND`."""
    while above[wnid]:
        wnid = above[wnid][1 if wnid in SECOND else 0]
        yield MERGED.get(wnid, wnid)
        wnid = MERGED.get(wnid, wnid)


def hung(branches: Iterable[str], classes: Iterable[str], above: dict[str, list[str]]) -> dict[str, str]:
    """Each branch, then each class, with the nearest branch above it as its parent; the root has none, ""."""
    known = list(branches)

    def parent(wnid: str) -> str:
        return next((higher for higher in way_up(wnid, above) if higher in known), "")

    return {wnid: parent(wnid) for wnid in (*known, *classes)}


def main(source: Path) -> None:
    """Writes assets/labels/wordnet.tsv again."""
    with source.open(encoding="utf-8") as file:
        above = hypernyms(file)
    tree = hung([wnid for wnid in parents() if wnid not in labels()], labels(), above)
    FILE.write_text("wnid\tparent\n" + "".join(f"{wnid}\t{parent}\n" for wnid, parent in tree.items()), "utf-8")
    print(FILE, len(tree))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
