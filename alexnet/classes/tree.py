"""The tree above ImageNet's classes: branches of WordNet, down to the 1000 classes."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from alexnet.classes.labels import FOLDER, class_name, names, table
from alexnet.language import FIRST

FILE = FOLDER / "wordnet.tsv"


def parents() -> dict[str, str]:
    """The lines of assets/labels/wordnet.tsv: the parent's id of every branch, then of every class; the root's is ""."""
    return {row["wnid"]: row["parent"] for row in table(FILE)}


@dataclass(frozen=True)
class Tree:
    """A rooted tree of WordNet ids.

    Attributes:
        parents: of every node, in an order in which a parent may come after its children; the root's is "".
        names: of the branches, by id and language; classes have theirs in `labels`.
    """

    parents: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The nodes right below each branch, the ones with most classes first."""
        below: dict[str, list[str]] = {}
        for wnid, parent in self.parents.items():
            below.setdefault(parent, []).append(wnid)
        return {
            parent: tuple(sorted(wnids, key=lambda wnid: -len(self.classes[wnid]))) for parent, wnids in below.items() if parent
        }

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """The classes below each node; of a class, itself."""
        branches = set(self.parents.values())
        found: dict[str, set[str]] = {wnid: set() for wnid in self.parents}
        for leaf in self.parents.keys() - branches:
            for wnid in (leaf, *self.above(leaf)):
                found[wnid].add(leaf)
        return {wnid: frozenset(leaves) for wnid, leaves in found.items()}

    @cached_property
    def root(self) -> str:
        return next(wnid for wnid, parent in self.parents.items() if not parent)

    def above(self, wnid: str) -> list[str]:
        """The branches above a node, nearest first, the root last.

        Example:
            >>> tree = imagenet()
            >>> [tree.name(wnid, "en") for wnid in tree.above("n02123045")]
            ['cat', 'feline', 'carnivore', 'mammal', 'animal', 'everything']
        """
        found = []
        while wnid := self.parents[wnid]:
            found.append(wnid)
        return found

    def smallest(self) -> dict[str, frozenset[str]]:
        """For each class, the classes of the smallest branch that it lies in."""
        return {wnid: self.classes[self.parents[wnid]] for wnid in self.classes[self.root]}

    def largest(self) -> dict[str, frozenset[str]]:
        """For each class, the classes of the branch right below the root that it lies in."""
        return {wnid: self.classes[[wnid, *self.above(wnid)][-2]] for wnid in self.classes[self.root]}

    def name(self, wnid: str, language: str) -> str:
        """What the reader calls a branch or a class; in English where `language` has no name for it.

        Example:
            >>> imagenet().name("n00015388", "en"), imagenet().name("n01443537", "en")
            ('animal', 'goldfish')
        """
        known = self.names.get(wnid)
        return known.get(language, known[FIRST]) if known else class_name(wnid, language)

    def of(self, classes: Collection[str]) -> "Tree":
        """The tree above some of the classes only; a branch that is left with one child gives way to it."""
        kept = {wnid: parent for wnid, parent in self.parents.items() if not self.classes[wnid].isdisjoint(classes)}
        children = Counter(kept.values())
        needed = {wnid for wnid in kept if children[wnid] != 1}
        parents = {wnid: next((one for one in self.above(wnid) if one in needed), "") for wnid in kept if wnid in needed}
        return Tree(parents, {wnid: names for wnid, names in self.names.items() if wnid in needed})


@cache
def imagenet() -> Tree:
    """The tree above the 1000 classes of ILSVRC."""
    return Tree(parents(), names("wordnet"))
