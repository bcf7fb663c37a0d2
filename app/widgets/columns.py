"""The layers of the network for a photo, as the columns that the component draws."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from alexnet.ask.contributions import Link, active, columns
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.encoded import jpeg_uri
from app.charts.overview import column, strengths
from app.server import flow_questions, questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

SIDE = 224  # pixels of the photo


def drawn(
    photo: Photo, network: Loaded, cut: frozenset[str] = frozenset(), few: int | None = None, way: Sequence[Link] = ()
) -> list[dict[str, Any]]:  # fmt: skip
    """Every layer but the last; with `few` only so many maps of each tower, those of `way` among them."""
    answers = answer(flow_questions.flow(photo, network, cut))
    towers = 2 if isinstance(network.network, TwoGpuAlexNet) else 1
    found: list[dict[str, Any]] = []
    by: dict[str, np.ndarray] = {}
    for name in columns(network.network)[:-1]:
        by[name] = by[f"conv{name[-1]}"] if name.startswith("pool") else strengths(answers[active(name)])
        on = {link.origin for link in way if link.before == name}
        found.append(column(name, answers[active(name)], by[name], towers, few, on))
    return found


def small(photo: Photo, network: Loaded) -> str:
    """The address of what the network sees of the photo."""
    return jpeg_uri(answer(questions.crop(photo, network)), SIDE)
