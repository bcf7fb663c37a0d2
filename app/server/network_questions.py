"""Questions about a network alone, and about many pictures at once; those about a photo are in `questions`."""

from collections.abc import Hashable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image

from alexnet.ask.classify import square_scores
from alexnet.ask.neighbours import distances, embed
from alexnet.lessons import filters as kernels
from alexnet.network.anatomy import LayerFacts, anatomy
from alexnet.photo.crops import centre_crop
from app.server.jobs import Question, Report
from app.server.networks import Loaded

FEW = 8  # pictures; with more, a whole class that asks at once would hold up what is quick


class Neighbours(NamedTuple):
    """Distances of N pictures from one, (N,) each, and the last hidden layer of that one and of them, (N + 1, units)."""

    by_units: np.ndarray
    by_pixels: np.ndarray
    units: np.ndarray


def filters(network: Loaded) -> Question[list[kernels.Filter]]:
    """conv1's kernels in words and numbers, list of `Filter`."""

    def work(report: Report) -> list[kernels.Filter]:
        return kernels.describe(network.network.kernels)

    return Question(("filters", network.id), work)


def facts(network: Loaded) -> Question[dict[str, LayerFacts]]:
    """What is known of each layer for photos as large as the network's own, {name: `LayerFacts`}."""

    def work(report: Report) -> dict[str, LayerFacts]:
        return {layer.name: layer for layer in anatomy(network.network, network.weights.preprocessing.crop)}

    return Question(("facts", network.id), work)


def batch_scores(of: Hashable, pictures: list[Image.Image], network: Loaded) -> Question[torch.Tensor]:
    """(pictures, classes) scores of whole square pictures; `of` says which they are."""
    given = network.weights.preprocessing
    whole = replace(given, resize=given.crop)

    def work(report: Report) -> torch.Tensor:
        return square_scores(network.network, [centre_crop(one, whole) for one in pictures], whole)

    return Question(("batch", network.id, of), work, slow=len(pictures) > FEW)


def embedded(of: Hashable, pictures: list[Image.Image], network: Loaded) -> Question[tuple[np.ndarray, np.ndarray]]:
    """The last hidden layer, (N, units), and the pixels, (N, ...), of what the network sees; `of` says which pictures."""

    def work(report: Report) -> tuple[np.ndarray, np.ndarray]:
        return embed(network.network, pictures, network.weights.preprocessing)

    return Question(("embedded", network.id, of), work)


def neighbours(
    query: tuple[Hashable, Image.Image], gallery: tuple[Hashable, list[Image.Image]], network: Loaded
) -> Question[Neighbours]:
    """How far each picture of a gallery lies from another picture; both come with what says which they are.

    The gallery is seen once for all queries.
    """

    def work(report: Report, one: tuple[np.ndarray, np.ndarray], many: tuple[np.ndarray, np.ndarray]) -> Neighbours:
        by_units, by_pixels = (distances(mine[0], others) for mine, others in zip(one, many, strict=True))
        return Neighbours(by_units, by_pixels, np.concatenate([one[0], many[0]]))

    (of, picture), (of_many, pictures) = query, gallery
    needs = embedded(of, [picture], network), embedded(of_many, pictures, network)
    return Question(("neighbours", network.id, of, of_many), work, needs)
