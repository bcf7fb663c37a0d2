"""Max pooling as plain arithmetic (paper, section 3.4): what each window keeps, and how often a place is looked at."""

import numpy as np


def pooled(values: np.ndarray, size: int, stride: int) -> tuple[np.ndarray, np.ndarray]:
    """The largest value of each window of a (h, w) map, and how many windows took each place, (h, w) integers.

    >>> largest, taken = pooled(np.array([[1, 2, 0], [3, 9, 4], [5, 6, 7]]), size=2, stride=1)
    >>> largest.tolist(), taken.tolist()
    ([[9, 9], [9, 9]], [[0, 0, 0], [0, 4, 0], [0, 0, 0]])
    """
    windows = np.lib.stride_tricks.sliding_window_view(values, (size, size))[::stride, ::stride]
    best = windows.reshape(*windows.shape[:2], -1).argmax(-1)
    rows = np.arange(windows.shape[0])[:, None] * stride + best // size
    columns = np.arange(windows.shape[1])[None] * stride + best % size
    taken = np.zeros(values.shape, int)
    np.add.at(taken, (rows, columns), 1)
    return values[rows, columns], taken


def looks(shape: tuple[int, int], size: int, stride: int) -> np.ndarray:
    """How many windows look at each place of a map of `shape`, (h, w) integers; 0 at an edge that no window reaches.

    >>> looks((3, 3), size=2, stride=1).tolist()
    [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    """

    def along(side: int) -> np.ndarray:
        starts = np.arange(0, side - size + 1, stride)
        return ((np.arange(side)[:, None] >= starts) & (np.arange(side)[:, None] < starts + size)).sum(1)

    return np.outer(along(shape[0]), along(shape[1]))
