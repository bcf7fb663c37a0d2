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
    """Distances of N pictures from one of them, (N,) each, and their last hidden layer, (N, units)."""

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
    query: tuple[Hashable, list[Image.Image]], asked: int, gallery: tuple[Hashable, list[Image.Image]], network: Loaded
) -> Question[Neighbours]:
    """How far the forms of a photo, and then each picture of a gallery, lie from its form `asked`.

    Both lists come with what says which they are. The gallery is seen once for all queries.
    """

    def work(report: Report, mine: tuple[np.ndarray, np.ndarray], many: tuple[np.ndarray, np.ndarray]) -> Neighbours:
        units, pixels = (np.concatenate(both) for both in zip(mine, many, strict=True))
        return Neighbours(distances(units[asked], units), distances(pixels[asked], pixels), units)

    (of, pictures), (of_many, many) = query, gallery
    needs = embedded(of, pictures, network), embedded(of_many, many, network)
    return Question(("neighbours", network.id, of, asked, of_many), work, needs)
