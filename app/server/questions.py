"""Every question about a photo to a network. None of these functions waits: `queues.answer` and `waiting.awaited` do."""

from collections.abc import Mapping

import numpy as np
import torch
from PIL import Image

from alexnet.ask.classify import crop_scores, square_scores
from alexnet.ask.faithful import ORDERS, covered, deletion, randomised_maps
from alexnet.ask.saliency import METHODS, explain
from alexnet.lessons.convolution import Convolution, first_convolution, padded
from alexnet.lessons.dropout import Balance, balance, masked, thinned
from alexnet.lessons.relu_race import ACTIVATIONS
from alexnet.lessons.relu_vanishing import gradients
from alexnet.network.trace import trace
from alexnet.photo.augment import picture, sample, square
from alexnet.photo.crops import centre_crop, to_tensor
from app.server.jobs import Question, Report
from app.server.networks import Loaded, as_two_towers
from app.server.photos import Photo

Answers = dict[str, np.ndarray]  # by the layer's name: (maps, rows, columns) or (units,)


def crop(photo: Photo, network: Loaded) -> Question[Image.Image]:
    """What the network sees of a photo, as a picture."""
    preprocessing = network.weights.preprocessing
    return Question(("crop", photo.id, preprocessing), lambda report: centre_crop(photo.image, preprocessing))


def seen(photo: Photo, network: Loaded) -> Question[torch.Tensor]:
    """(1, 3, side, side) what the network sees of a photo, on its device."""
    preprocessing = network.weights.preprocessing
    key = ("seen", photo.id, preprocessing, network.device)
    return Question(key, lambda report, one: to_tensor(one, preprocessing).to(network.device), (crop(photo, network),))


def scores(photo: Photo, network: Loaded, crops: int = 1) -> Question[torch.Tensor]:
    """(crops, classes) scores of a photo before the softmax."""
    key, preprocessing = ("scores", photo.id, network.id, crops), network.weights.preprocessing
    if crops == 1:
        return Question(key, lambda report, one: square_scores(network.network, [one], preprocessing), (crop(photo, network),))
    return Question(key, lambda report: crop_scores(network.network, photo.image, preprocessing, crops))


def activations(photo: Photo, network: Loaded) -> Question[Answers]:
    """Every layer's answers to a photo, float16, as `Answers`; about 3 MB."""

    def work(report: Report, x: torch.Tensor) -> Answers:
        layers = trace(network.network, x)
        return {layer: out[0].half().cpu().numpy() for layer, out in layers.items()}

    return Question(("activations", photo.id, network.id), work, (seen(photo, network),))


def responses(photo: Photo, network: Loaded) -> Question[np.ndarray]:
    """(K, h, w) answers of conv1 to a photo, before the ReLU, float32."""

    def work(report: Report, x: torch.Tensor) -> np.ndarray:
        return trace(network.network, x, until="conv1")["conv1"][0].float().cpu().numpy()

    return Question(("conv1", photo.id, network.id), work, (seen(photo, network),))


def heat(photo: Photo, network: Loaded, method: str, target: int, **settings: float) -> Question[np.ndarray]:
    """(H, W) float32 heat map of a method for a class."""

    def work(report: Report, x: torch.Tensor) -> np.ndarray:
        return explain(network.network, x, method, target, report, **settings).numpy()

    key = ("heat", photo.id, network.id, method, target, *settings.items())
    return Question(key, work, (seen(photo, network),), slow=METHODS[method].slow)


def deletions(photo: Photo, network: Loaded, method: str, target: int, grain: int) -> Question[dict[str, list[float]]]:
    """Probabilities by order as the photo is deleted, {order: list of float}."""

    def work(report: Report, x: torch.Tensor, hottest: np.ndarray) -> dict[str, list[float]]:
        map_ = torch.from_numpy(hottest)

        def part(number: int) -> Report:
            return lambda share: report((number + share) / len(ORDERS))

        return {order: deletion(network.network, x, target, map_, order, grain, part(n)) for n, order in enumerate(ORDERS)}

    key = ("deletions", photo.id, network.id, method, target, grain)
    return Question(key, work, (seen(photo, network), heat(photo, network, method, target)), slow=True)


def forgotten(photo: Photo, network: Loaded, method: str, target: int) -> Question[list[tuple[str, np.ndarray, float]]]:
    """The maps of a method on networks that forget: (layer, (H, W) map, rank correlation) each."""

    def work(report: Report, x: torch.Tensor) -> list[tuple[str, np.ndarray, float]]:
        maps = randomised_maps(network.network, x, method, target, report)
        return [(layer, heat.half().float().numpy(), alike) for layer, heat, alike in maps]

    return Question(("forgotten", photo.id, network.id, method, target), work, (seen(photo, network),), slow=True)


def covered_scores(photo: Photo, network: Loaded, square: tuple[int, int, int]) -> Question[torch.Tensor]:
    """(1, classes) scores of a photo under a square: left, top and side in pixels of what the network sees."""

    def work(report: Report, x: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return network.network(covered(x, *square)).float().cpu()

    return Question(("covered", photo.id, network.id, *square), work, (seen(photo, network),))


def cut_scores(photo: Photo, network: Loaded, cut: frozenset[str]) -> Question[torch.Tensor]:
    """(1, classes) scores of a photo from a two-tower network with `cut` switched off. Raises TypeError for another one."""
    both = as_two_towers(network)

    def work(report: Report, x: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return both(x.to(both.devices[0]), cut=cut).float().cpu()

    return Question(("cut", photo.id, network.id, *sorted(cut)), work, (seen(photo, network),))


def thinned_scores(
    photo: Photo, network: Loaded, count: int, ps: tuple[float, ...], seed: int
) -> Question[dict[float, torch.Tensor]]:
    """(count, classes) scores of thinned networks for a photo, by each probability of `ps` that a unit is dropped."""

    def work(report: Report, answers: Answers) -> dict[float, torch.Tensor]:
        pool5 = torch.from_numpy(answers["pool5"]).float()[None].to(network.device)
        return dict(zip(ps, thinned(network.network, pool5, count, ps, seed), strict=True))

    return Question(("thinned", photo.id, network.id, count, ps, seed), work, (activations(photo, network),))


def masked_scores(photo: Photo, network: Loaded, mask: np.ndarray, p: float) -> Question[torch.Tensor]:
    """(1, classes) scores for a photo when only the units of fc6 that `mask`, (n,) bool, lets speak do."""

    def work(report: Report, answers: Answers) -> torch.Tensor:
        units = torch.from_numpy(answers["relu6"]).float()[None]
        return masked(network.network, units.to(network.device), torch.from_numpy(mask), p)

    return Question(("masked", photo.id, network.id, mask.tobytes(), p), work, (activations(photo, network),))


def balances(photo: Photo, network: Loaded, p: float, count: int, seed: int) -> Question[Balance]:
    """What dropout in front of fc7 does to its sums, for a photo."""

    def work(report: Report, answers: Answers) -> Balance:
        fc7 = (layer for name, layer in network.network.layers() if name == "fc7" and isinstance(layer, torch.nn.Linear))
        weight = torch.cat([layer.weight.cpu() for layer in fc7]).float()
        return balance(torch.from_numpy(answers["relu6"]).float(), weight, p, count, seed)

    return Question(("balance", photo.id, network.id, p, count, seed), work, (activations(photo, network),))


def first_step(photo: Photo, network: Loaded) -> Question[tuple[Convolution, np.ndarray, int]]:
    """conv1 in numbers, the photo that it gets, (3, H, W) with its border, and the kernel whose answers differ most."""

    def work(report: Report, x: torch.Tensor, maps: np.ndarray) -> tuple[Convolution, np.ndarray, int]:
        layer = first_convolution(network.network)
        return layer, padded(x.cpu(), layer), int(maps.std((1, 2)).argmax())

    return Question(("first step", photo.id, network.id), work, (seen(photo, network), responses(photo, network)))


def augmented(
    photo: Photo, names: tuple[str, ...], draw: int, count: int, settings: Mapping[str, Mapping[str, float]]
) -> Question[list[Image.Image]]:
    """`count` samples of a photo, 224x224, by the augmentations of `names` with their settings; another `draw`, others."""

    def work(report: Report) -> list[Image.Image]:
        pixels = square(photo.image)
        return [picture(sample(pixels, names, 1000 * draw + number, settings)) for number in range(count)]

    chosen = tuple((name, *sorted(settings.get(name, {}).items())) for name in names)
    return Question(("augmented", photo.id, draw, count, chosen), work)


def fading(photo: Photo, network: Loaded, depth: int, gain: float) -> Question[dict[str, list[float]]]:
    """The gradient at each layer of a stack that has just begun, {activation: list of float}, on a coarse photo."""

    def work(report: Report, x: torch.Tensor) -> dict[str, list[float]]:
        coarse = x[0, :, ::7, ::7].cpu()
        return {kind: gradients(coarse, kind, depth, gain) for kind in ACTIVATIONS}

    return Question(("fading", photo.id, network.weights.preprocessing, depth, gain), work, (seen(photo, network),))
