"""The layers of the network as columns of small pictures: one picture a column, and in which order its maps stand."""

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from app.charts.encoded import data_uri
from app.charts.maps import map_sheet

FINEST = 30  # places a side above which every second one is enough for a small tile


def strengths(answers: np.ndarray) -> np.ndarray:
    """(K,) all that each map answers, added up over its places; a unit's own answer."""
    return answers.reshape(len(answers), -1).astype(np.float32).sum(1)


def column(
    name: str, answers: np.ndarray, by: np.ndarray, towers: int, few: int | None = None, on: Collection[int] = ()
) -> dict[str, Any]:  # fmt: skip
    """A layer for the component: its picture, with all maps in stored order, and the maps of each tower, most active first.

    Args:
        answers: (K, h, w) of maps, or (K,) of units, none below zero.
        by: (K,) what they are sorted by.
        towers: how many GPUs share the layer, each its own part of the maps.
        few: only so many maps of each tower, and those of `on`; the picture has no others.
    """
    maps = answers if answers.ndim == 3 else answers[:, None, None]
    step = 2 if maps.shape[-1] > FINEST else 1
    speaks, half = np.asarray(maps.any((1, 2))), len(maps) // towers
    orders = [first + np.argsort(-by[first : first + half], kind="stable") for first in range(0, half * towers, half)]
    if few is not None:
        orders = [np.array([at for place, at in enumerate(order) if place < few or at in on]) for order in orders]
    shown = np.arange(len(maps)) if few is None else np.sort(np.concatenate(orders))
    return {
        "name": name,
        "sprite": data_uri(map_sheet(maps[shown, ::step, ::step], signed=False)),
        "across": math.ceil(len(shown) ** 0.5),
        "count": len(shown),
        "shown": None if few is None else shown.tolist(),
        "units": answers.ndim == 1,
        "orders": [order.tolist() for order in orders],
        "active": [int(speaks[order].sum()) for order in orders],
    }
