"""Local response normalisation (paper, section 3.3) in plain arithmetic, with who inhibits whom."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Lrn:
    """The four numbers of b = a / (k + alpha * sum of a^2 over n neighbouring maps)^beta; the defaults are the paper's.

    Attributes:
        divided: alpha is divided by n, as the authors' code and nn.LocalResponseNorm do; the paper prints it without.
    """

    k: float = 2.0
    n: int = 5
    alpha: float = 1e-4
    beta: float = 0.75
    divided: bool = True

    @property
    def strength(self) -> float:
        """What the sum of squares is multiplied by."""
        return self.alpha / self.n if self.divided else self.alpha

    def neighbours(self, index: int, count: int) -> range:
        """The maps that inhibit map `index` of `count`, itself among them: n // 2 before it, (n - 1) // 2 after it.

        >>> Lrn().neighbours(0, 96), Lrn().neighbours(50, 96)
        (range(0, 3), range(48, 53))
        """
        return range(max(0, index - self.n // 2), min(count, index + (self.n - 1) // 2 + 1))


def normalised(maps: np.ndarray, lrn: Lrn, towers: int = 1) -> np.ndarray:
    """(C, h, w) or (C,) answers after the normalisation, the same shape; of `towers` each has only its own neighbours.

    >>> normalised(np.array([1.0, 0.0, 2.0]), Lrn(k=0.0, n=3, alpha=3.0, beta=0.5)).tolist()
    [1.0, 0.0, 1.0]
    """
    if towers > 1:
        return np.concatenate([normalised(own, lrn) for own in np.split(maps, towers)])
    upto = np.concatenate([np.zeros_like(maps[:1], np.float64), np.cumsum(np.square(maps, dtype=np.float64), 0)])
    windows = [lrn.neighbours(index, len(maps)) for index in range(len(maps))]
    energy = upto[[window.stop for window in windows]] - upto[[window.start for window in windows]]
    return (maps / (lrn.k + lrn.strength * energy) ** lrn.beta).astype(maps.dtype)


def shares(answers: np.ndarray, index: int, lrn: Lrn) -> tuple[float, dict[int, float]]:
    """Whose the denominator of map `index` is, before the power: the share of k, and that of each neighbour by its index.

    Args:
        answers: (C,) of all maps of one tower at one place.

    >>> shares(np.array([1.0, 2.0]), 0, Lrn(k=5.0, n=3, alpha=3.0))
    (0.5, {0: 0.1, 1: 0.4})
    """
    parts = {other: lrn.strength * float(answers[other]) ** 2 for other in lrn.neighbours(index, len(answers))}
    whole = (lrn.k + sum(parts.values())) or 1.0
    return lrn.k / whole, {other: part / whole for other, part in parts.items()}


def contested(maps: np.ndarray, lrn: Lrn, towers: int = 1) -> np.ndarray:
    """How contested each place of (C, h, w) answers is, the same shape: the answer times the root of the others' energy."""
    if towers > 1:
        return np.concatenate([contested(own, lrn) for own in np.split(maps, towers)])
    others = [[other for other in lrn.neighbours(index, len(maps)) if other != index] for index in range(len(maps))]
    return np.stack([own * np.sqrt(np.square(maps[beside]).sum(0)) for own, beside in zip(maps, others, strict=True)])
