"""What a network takes for what, class by class, and how far apart in the tree its mistakes lie."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alexnet.recorded import read

NAME = "confusion"  # of the record, assets/runs/confusion.json, made by alexnet.experiments.confusion


@dataclass(frozen=True)
class Stay:
    """How many mistakes stay where they should.

    Attributes:
        mistakes: how many there are.
        share: of them, in [0, 1], that name a class of the same branch.
        blind: the share that one would expect if each mistake named any of the other classes, all equally likely.
    """

    mistakes: int
    share: float
    blind: float


@dataclass(frozen=True)
class Mixup:
    """`count` of the `photos` of class `true` were taken for `guess`; both are WordNet ids."""

    true: str
    guess: str
    count: int
    photos: int


@dataclass(frozen=True)
class Confusion:
    """Counts of photos by true and guessed class.

    Attributes:
        classes: WordNet ids, in the order of rows and columns.
        counts: (N, N) integers: photos of the row's class that were taken for the column's.

    Example:
        >>> answers = Confusion(("cat", "dog", "van"), np.array([[7, 3, 0], [1, 9, 0], [0, 0, 10]]))
        >>> answers.right(["cat", "dog"])
        0.8
        >>> answers.mixups(["cat", "dog", "van"], most=1)
        [Mixup(true='cat', guess='dog', count=3, photos=10)]
    """

    classes: tuple[str, ...]
    counts: np.ndarray

    @cached_property
    def place(self) -> dict[str, int]:
        return {wnid: number for number, wnid in enumerate(self.classes)}

    def _rows(self, classes: Collection[str]) -> list[int]:
        return sorted(self.place[wnid] for wnid in classes if wnid in self.place)

    def right(self, classes: Collection[str]) -> float:
        """The share of the photos of these classes that were named right, in [0, 1]; nan if the network knows none of them."""
        rows = self._rows(classes)
        return float(self.counts[rows, rows].sum() / self.counts[rows].sum()) if rows else float("nan")

    def stays(self, branches: Mapping[str, Collection[str]]) -> Stay:
        """How many mistakes name a class of the same branch.

        Args:
            branches: of each class whose mistakes count, all the classes of the branch that it should stay in.
        """
        total, inside, blind = 0, 0, 0.0
        for wnid, branch in branches.items():
            counts, rows = self.counts[self.place[wnid]], self._rows(branch)
            wrong = counts.sum() - counts[self.place[wnid]]
            total += wrong
            inside += counts[rows].sum() - counts[self.place[wnid]]
            blind += wrong * (len(rows) - 1) / (len(self.classes) - 1)
        return Stay(int(total), float(inside / max(1, total)), float(blind / max(1, total)))

    def mixups(self, branch: Collection[str], most: int) -> list[Mixup]:
        """The pairs that are mixed up most often on photos of a branch's classes, the most frequent first."""
        rows = self._rows(branch)
        part = self.counts[rows].copy()
        part[range(len(rows)), rows] = 0
        order = np.argsort(-part, axis=None, kind="stable")[:most]
        pairs = zip(*np.unravel_index(order, part.shape), strict=True)
        return [
            Mixup(self.classes[rows[true]], self.classes[guess], int(part[true, guess]), int(self.counts[rows[true]].sum()))
            for true, guess in pairs
            if part[true, guess]
        ]

    def grid(self, groups: Sequence[Collection[str]]) -> np.ndarray:
        """(k, k + 1) counts of photos by true and guessed group of classes; the last column is a guess outside all groups."""
        rows = [self._rows(group) for group in groups]
        inside = np.array([[self.counts[np.ix_(true, guess)].sum() for guess in rows] for true in rows], int)
        every = np.array([self.counts[true].sum() for true in rows], int)
        return np.column_stack([inside, every - inside.sum(1)])


def recorded(network: str) -> Confusion | None:
    """The counts recorded for a network; None where there are none. Raises Problem "record.damaged"."""
    for run in read(NAME)["runs"]:
        if run["network"] == network:
            counts = np.zeros((len(run["classes"]),) * 2, int)
            for true, guess, count in run["counts"]:
                counts[true, guess] = count
            return Confusion(tuple(run["classes"]), counts)
    return None
