"""Questions about the way of a photo through the network: with cables cut and maps switched off, and who gave what to whom."""

from typing import Any

import numpy as np
import torch

from alexnet.ask.ablation import ablated, cut_trace
from alexnet.ask.contributions import PHOTO, Kept, Link, active, columns, trail
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.overview import column, strengths
from app.server.jobs import Question, Report
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.questions import Answers, activations, cut_scores, scores, seen

Spot = tuple[str, int]  # a layer of `contributions.columns`, and the index of a map, unit or class of it


def flow(photo: Photo, network: Loaded, cut: frozenset[str] = frozenset(), off: tuple[Spot, ...] = ()) -> Question[Answers]:
    """Every layer's answers to a photo, float16, with links or towers of `cut` and the maps of `off` switched off."""
    if off:

        def without(report: Report, answers: Answers) -> Answers:
            return _half(ablated(network.network, _kept(network, answers), _by_layer(off), cut))

        return Question(("flow", photo.id, network.id, *sorted(cut), *off), without, (flow(photo, network, cut),))
    if not cut:
        return activations(photo, network)

    def work(report: Report, x: torch.Tensor) -> Answers:
        return _half(cut_trace(network.network, x, cut))

    return Question(("flow", photo.id, network.id, *sorted(cut)), work, (seen(photo, network),))


def scores_without(photo: Photo, network: Loaded, cut: frozenset[str], off: tuple[Spot, ...]) -> Question[torch.Tensor]:
    """(1, classes) scores of a photo with the maps of `off` switched off, run from where the first of them is."""
    if not off:
        return cut_scores(photo, network, cut) if cut else scores(photo, network)

    def work(report: Report, answers: Answers) -> torch.Tensor:
        return ablated(network.network, _kept(network, answers), _by_layer(off), cut)["fc8"].float().cpu()

    return Question(("without", photo.id, network.id, *sorted(cut), *off), work, (flow(photo, network, cut),))


def origin(
    photo: Photo, network: Loaded, cut: frozenset[str], off: tuple[Spot, ...], spot: Spot
) -> Question[list[Link]]:  # fmt: skip
    """Where a map, unit or class came from, back to the photo."""

    def work(report: Report, x: torch.Tensor, answers: Answers) -> list[Link]:
        return trail(network.network, {PHOTO: x, **_kept(network, answers)}, *spot, cut)

    key = ("origin", photo.id, network.id, *sorted(cut), *off, spot)
    return Question(key, work, (seen(photo, network), flow(photo, network, cut, off)))


def layers(
    photo: Photo, network: Loaded, cut: frozenset[str] = frozenset(), few: int | None = None, spot: Spot | None = None
) -> Question[list[dict[str, Any]]]:  # fmt: skip
    """Every layer but the last as `charts.overview` has it; with `few` only so many maps of each tower and the way to `spot`."""

    def work(report: Report, answers: Answers, way: list[Link] | None = None) -> list[dict[str, Any]]:
        towers, found = 2 if isinstance(network.network, TwoGpuAlexNet) else 1, []
        by: dict[str, np.ndarray] = {}
        for name in columns(network.network)[:-1]:
            given = answers[active(name)]
            by[name] = by[f"conv{name[-1]}"] if name.startswith("pool") else strengths(given)
            found.append(column(name, given, by[name], towers, few, {link.origin for link in way or () if link.before == name}))
        return found

    needs = (flow(photo, network, cut), origin(photo, network, cut, (), spot)) if spot else (flow(photo, network, cut),)
    return Question(("layers", photo.id, network.id, *sorted(cut), few, spot), work, needs)


def _kept(network: Loaded, answers: Answers) -> Kept:
    return {layer: torch.from_numpy(values).float()[None].to(network.device) for layer, values in answers.items()}


def _half(kept: Kept) -> dict[str, np.ndarray]:
    return {layer: values[0].half().cpu().numpy() for layer, values in kept.items()}


def _by_layer(off: tuple[Spot, ...]) -> dict[str, list[int]]:
    return {layer: [index for other, index in off if other == layer] for layer, _ in off}
