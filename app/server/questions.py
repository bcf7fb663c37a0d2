"""Questions to a network, each a job of the queue: asked twice, computed once."""

from collections.abc import Callable, Hashable
from dataclasses import replace

import numpy as np
import torch
from PIL import Image

from alexnet.ask.classify import crop_scores
from alexnet.ask.faithful import ORDERS, covered, deletion, randomised_maps
from alexnet.ask.neighbours import embed
from alexnet.ask.saliency import explain
from alexnet.lessons.dropout import masked, thinned
from alexnet.network.trace import trace
from alexnet.photo.crops import centre_crop, to_tensor
from app.server import shared
from app.server.jobs import Queue, Report


def scores(photo_id: str, image: Image.Image, name: str, crops: int = 1) -> torch.Tensor:
    """(crops, classes) scores of a photo before the softmax."""

    network = shared.loaded(name)

    def work(report: Report) -> torch.Tensor:
        return crop_scores(network.network, image, network.weights.preprocessing, crops)

    return shared.queue().ask(("scores", photo_id, name, crops), work).result()


def heat(
    photo_id: str, image: Image.Image, name: str, method: str, target: int, **settings: float
) -> tuple[Queue, Hashable, Callable[[Report], np.ndarray]]:
    """What to await for a heat map, (H, W) float32: the queue, the key and the work."""
    network = shared.loaded(name)

    def work(report: Report) -> np.ndarray:
        x = to_tensor(centre_crop(image, network.weights.preprocessing), network.weights.preprocessing)
        return explain(network.network, x.to(network.device), method, target, report, **settings).numpy()

    return shared.queue(), ("heat", photo_id, name, method, target, *settings.items()), work


def responses(photo_id: str, image: Image.Image, name: str, trained: bool) -> np.ndarray:
    """(K, h, w) answers of conv1 to a photo, before the ReLU."""

    network, preprocessing = shared.loaded(name), shared.loaded(name).weights.preprocessing
    first = network.network if trained else shared.untrained(name)

    def work(report: Report) -> np.ndarray:
        x = to_tensor(centre_crop(image, preprocessing), preprocessing).to(network.device)
        return trace(first, x, until="conv1")["conv1"][0].cpu().numpy()

    return shared.queue().ask(("conv1", photo_id, name, trained), work).result()


def cut_scores(photo_id: str, image: Image.Image, name: str, cut: frozenset[str]) -> torch.Tensor:
    """(1, classes) scores of a photo from the two-tower network called `name` with `cut` switched off."""

    network, preprocessing = shared.loaded(name), shared.loaded(name).weights.preprocessing

    def work(report: Report) -> torch.Tensor:
        x = to_tensor(centre_crop(image, preprocessing), preprocessing).to(network.network.devices[0])
        with torch.no_grad():
            return network.network(x, cut=cut).float().cpu()

    return shared.queue().ask(("cut", photo_id, name, *sorted(cut)), work).result()


def thinned_scores(photo_id: str, image: Image.Image, name: str, count: int, p: float, seed: int) -> torch.Tensor:
    network = shared.loaded(name)
    # Looked up here: a job that asked for them would wait for another worker, and with many readers for ever.
    pool5 = torch.from_numpy(shared.activations(photo_id, image, name, True)["pool5"]).float()[None]

    def work(report: Report) -> torch.Tensor:
        return thinned(network.network, pool5.to(network.device), count, p, seed)

    return shared.queue().ask(("thinned", photo_id, name, count, p, seed), work).result()


def masked_scores(photo_id: str, image: Image.Image, name: str, kept: np.ndarray, p: float) -> torch.Tensor:
    """(1, classes) scores for a photo when only the units of fc6 that are `kept`, (n,) bool, speak."""
    units = torch.from_numpy(shared.activations(photo_id, image, name, True)["relu6"]).float()[None]

    def work(report: Report) -> torch.Tensor:
        return masked(shared.loaded(name).network, units.to(shared.loaded(name).device), torch.from_numpy(kept), p)

    return shared.queue().ask(("masked", photo_id, name, kept.tobytes(), p), work).result()


def batch_scores(key: Hashable, pictures: list[Image.Image], name: str) -> torch.Tensor:
    """(pictures, classes) scores of whole square pictures; `key` says which they are."""
    network, given = shared.loaded(name), shared.loaded(name).weights.preprocessing
    whole = replace(given, resize=given.crop)

    def work(report: Report) -> torch.Tensor:
        x = to_tensor([centre_crop(one, whole) for one in pictures], whole).to(network.device)
        with torch.no_grad():
            return network.network(x).float().cpu()

    return shared.queue().ask(("batch", name, key), work).result()


def embedded(key: Hashable, pictures: list[Image.Image], name: str) -> tuple[np.ndarray, np.ndarray]:
    """The last hidden layer, (N, units), and the pixels, (N, ...), of what the network sees; `key` says which pictures."""
    network = shared.loaded(name)

    def work(report: Report) -> tuple[np.ndarray, np.ndarray]:
        return embed(network.network, pictures, network.weights.preprocessing)

    return shared.embeddings().ask(("embedded", name, key), work).result()


def _input(image: Image.Image, network: shared.Loaded) -> torch.Tensor:
    given = network.weights.preprocessing
    return to_tensor(centre_crop(image, given), given).to(network.device)


def covered_scores(photo_id: str, image: Image.Image, name: str, square: tuple[int, int, int]) -> torch.Tensor:
    """(1, classes) scores of a photo under a square: left, top and side in pixels of what the network sees."""
    network = shared.loaded(name)

    def work(report: Report) -> torch.Tensor:
        with torch.no_grad():
            return network.network(covered(_input(image, network), *square)).float().cpu()

    return shared.queue().ask(("covered", photo_id, name, *square), work).result()


def deletions(
    photo_id: str, image: Image.Image, name: str, method: str, target: int, grain: int
) -> tuple[Queue, Hashable, Callable[[Report], dict[str, list[float]]]]:
    """What to await for the deletion curves of a method: by order, probabilities."""
    network = shared.loaded(name)

    def work(report: Report) -> dict[str, list[float]]:
        x = _input(image, network)
        heat = explain(network.network, x, method, target, lambda share: report(share / 2))
        return {
            order: deletion(network.network, x, target, heat, order, grain, lambda share, n=n: report(0.5 + (n + share) / 6))
            for n, order in enumerate(ORDERS)
        }

    return shared.queue(), ("deletions", photo_id, name, method, target, grain), work


def forgotten(
    photo_id: str, image: Image.Image, name: str, method: str, target: int
) -> tuple[Queue, Hashable, Callable[[Report], list[tuple[str, np.ndarray, float]]]]:
    """What to await for the maps of a method on networks that forget: (layer, (H, W) map, rank correlation) each."""
    network = shared.loaded(name)

    def work(report: Report) -> list[tuple[str, np.ndarray, float]]:
        maps = randomised_maps(network.network, _input(image, network), method, target, report)
        return [(layer, heat.half().float().numpy(), alike) for layer, heat, alike in maps]

    return shared.queue(), ("forgotten", photo_id, name, method, target), work
