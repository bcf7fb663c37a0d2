"""Every question to a network. None of these functions waits: `queues.answer` and `waiting.awaited` do."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

import numpy as np
import torch
from PIL import Image

from alexnet.ask.classify import crop_scores
from alexnet.ask.faithful import ORDERS, covered, deletion, randomised_maps
from alexnet.ask.neighbours import embed
from alexnet.ask.saliency import METHODS, explain
from alexnet.lessons import filters as kernels
from alexnet.lessons.convolution import Convolution, first_convolution, padded
from alexnet.lessons.dropout import Balance, balance, masked, thinned
from alexnet.lessons.relu_race import ACTIVATIONS
from alexnet.lessons.relu_vanishing import gradients
from alexnet.network.anatomy import LayerFacts, anatomy
from alexnet.network.trace import trace
from alexnet.photo.augment import picture, sample, square
from alexnet.photo.crops import centre_crop, network_input, to_tensor
from app.server.jobs import Question, Report
from app.server.networks import Loaded
from app.server.photos import Photo

Answers = dict[str, np.ndarray]  # by the layer's name: (maps, rows, columns) or (units,)


def seen(photo: Photo, network: Loaded) -> torch.Tensor:
    """(1, 3, side, side) what the network sees of a photo, on its device."""
    return network_input(photo.image, network.weights.preprocessing).to(network.device)


def scores(photo: Photo, network: Loaded, crops: int = 1) -> Question:
    """(crops, classes) scores of a photo before the softmax."""

    def work(report: Report) -> torch.Tensor:
        return crop_scores(network.network, photo.image, network.weights.preprocessing, crops)

    return Question(("scores", photo.id, network.id, crops), work)


def activations(photo: Photo, network: Loaded) -> Question:
    """Every layer's answers to a photo, float16, as `Answers`; about 3 MB."""

    def work(report: Report) -> Answers:
        layers = trace(network.network, seen(photo, network))
        return {layer: out[0].half().cpu().numpy() for layer, out in layers.items()}

    return Question(("activations", photo.id, network.id), work)


def responses(photo: Photo, network: Loaded) -> Question:
    """(K, h, w) answers of conv1 to a photo, before the ReLU, float32."""

    def work(report: Report) -> np.ndarray:
        return trace(network.network, seen(photo, network), until="conv1")["conv1"][0].float().cpu().numpy()

    return Question(("conv1", photo.id, network.id), work)


def heat(photo: Photo, network: Loaded, method: str, target: int, **settings: float) -> Question:
    """(H, W) float32 heat map of a method for a class."""

    def work(report: Report) -> np.ndarray:
        x = seen(photo, network)
        return explain(network.network, x, method, target, report, **settings).numpy()

    return Question(("heat", photo.id, network.id, method, target, *settings.items()), work, slow=METHODS[method].slow)


def deletions(photo: Photo, network: Loaded, method: str, target: int, grain: int) -> Question:
    """Probabilities by order as the photo is deleted, {order: list of float}."""

    def work(report: Report, hottest: np.ndarray) -> dict[str, list[float]]:
        x, map_ = seen(photo, network), torch.from_numpy(hottest)
        return {
            order: deletion(network.network, x, target, map_, order, grain, lambda share, n=n: report((n + share) / len(ORDERS)))
            for n, order in enumerate(ORDERS)
        }

    key = ("deletions", photo.id, network.id, method, target, grain)
    return Question(key, work, (heat(photo, network, method, target),), slow=True)


def forgotten(photo: Photo, network: Loaded, method: str, target: int) -> Question:
    """The maps of a method on networks that forget: (layer, (H, W) map, rank correlation) each."""

    def work(report: Report) -> list[tuple[str, np.ndarray, float]]:
        maps = randomised_maps(network.network, seen(photo, network), method, target, report)
        return [(layer, heat.half().float().numpy(), alike) for layer, heat, alike in maps]

    return Question(("forgotten", photo.id, network.id, method, target), work, slow=True)


def covered_scores(photo: Photo, network: Loaded, square: tuple[int, int, int]) -> Question:
    """(1, classes) scores of a photo under a square: left, top and side in pixels of what the network sees."""

    def work(report: Report) -> torch.Tensor:
        with torch.no_grad():
            return network.network(covered(seen(photo, network), *square)).float().cpu()

    return Question(("covered", photo.id, network.id, *square), work)


def cut_scores(photo: Photo, network: Loaded, cut: frozenset[str]) -> Question:
    """(1, classes) scores of a photo from a two-tower network with `cut` switched off."""

    def work(report: Report) -> torch.Tensor:
        x = seen(photo, network).to(network.network.devices[0])
        with torch.no_grad():
            return network.network(x, cut=cut).float().cpu()

    return Question(("cut", photo.id, network.id, *sorted(cut)), work)


def thinned_scores(photo: Photo, network: Loaded, count: int, p: float, seed: int) -> Question:
    """(count, classes) scores of thinned networks for a photo."""

    def work(report: Report, answers: Answers) -> torch.Tensor:
        pool5 = torch.from_numpy(answers["pool5"]).float()[None]
        return thinned(network.network, pool5.to(network.device), count, p, seed)

    return Question(("thinned", photo.id, network.id, count, p, seed), work, (activations(photo, network),))


def masked_scores(photo: Photo, network: Loaded, mask: np.ndarray, p: float) -> Question:
    """(1, classes) scores for a photo when only the units of fc6 that `mask`, (n,) bool, lets speak do."""

    def work(report: Report, answers: Answers) -> torch.Tensor:
        units = torch.from_numpy(answers["relu6"]).float()[None]
        return masked(network.network, units.to(network.device), torch.from_numpy(mask), p)

    return Question(("masked", photo.id, network.id, mask.tobytes(), p), work, (activations(photo, network),))


def balances(photo: Photo, network: Loaded, p: float, count: int, seed: int) -> Question:
    """What dropout in front of fc7 does to its sums, for a photo."""

    def work(report: Report, answers: Answers) -> Balance:
        weight = torch.cat([layer.weight.cpu() for name, layer in network.network.layers() if name == "fc7"]).float()
        return balance(torch.from_numpy(answers["relu6"]).float(), weight, p, count, seed)

    return Question(("balance", photo.id, network.id, p, count, seed), work, (activations(photo, network),))


def first_step(photo: Photo, network: Loaded) -> Question:
    """conv1 in numbers, the photo that it gets, (3, H, W) with its border, and the kernel whose answers differ most."""

    def work(report: Report, maps: np.ndarray) -> tuple[Convolution, np.ndarray, int]:
        layer = first_convolution(network.network)
        return layer, padded(seen(photo, network).cpu(), layer), int(maps.std((1, 2)).argmax())

    return Question(("first step", photo.id, network.id), work, (responses(photo, network),))


def batch_scores(of: Hashable, pictures: list[Image.Image], network: Loaded) -> Question:
    """(pictures, classes) scores of whole square pictures; `of` says which they are."""
    given = network.weights.preprocessing
    whole = replace(given, resize=given.crop)

    def work(report: Report) -> torch.Tensor:
        x = to_tensor([centre_crop(one, whole) for one in pictures], whole).to(network.device)
        with torch.no_grad():
            return network.network(x).float().cpu()

    return Question(("batch", network.id, of), work)


def embedded(of: Hashable, pictures: list[Image.Image], network: Loaded) -> Question:
    """The last hidden layer, (N, units), and the pixels, (N, ...), of what the network sees; `of` says which pictures."""

    def work(report: Report) -> tuple[np.ndarray, np.ndarray]:
        return embed(network.network, pictures, network.weights.preprocessing)

    return Question(("embedded", network.id, of), work)


def augmented(
    photo: Photo, names: tuple[str, ...], draw: int, count: int, settings: Mapping[str, Mapping[str, float]]
) -> Question:
    """`count` samples of a photo, 224x224, by the augmentations of `names` with their settings; another `draw`, others."""

    def work(report: Report) -> list[Image.Image]:
        pixels = square(photo.image)
        return [picture(sample(pixels, names, 1000 * draw + number, settings)) for number in range(count)]

    chosen = tuple((name, *sorted(settings.get(name, {}).items())) for name in names)
    return Question(("augmented", photo.id, draw, count, chosen), work)


def fading(photo: Photo, network: Loaded, depth: int, gain: float) -> Question:
    """The gradient at each layer of a stack that has just begun, {activation: list of float}, on a coarse photo."""

    def work(report: Report) -> dict[str, list[float]]:
        x = seen(photo, network)[0, :, ::7, ::7].cpu()
        return {kind: gradients(x, kind, depth, gain) for kind in ACTIVATIONS}

    return Question(("fading", photo.id, network.weights.preprocessing, depth, gain), work)


def filters(network: Loaded) -> Question:
    """conv1's kernels in words and numbers, list of `Filter`."""

    def work(report: Report) -> list[kernels.Filter]:
        return kernels.describe(network.network.kernels)

    return Question(("filters", network.id), work)


def facts(network: Loaded) -> Question:
    """What is known of each layer for photos as large as the network's own, {name: `LayerFacts`}."""

    def work(report: Report) -> dict[str, LayerFacts]:
        return {layer.name: layer for layer in anatomy(network.network, network.weights.preprocessing.crop)}

    return Question(("facts", network.id), work)
