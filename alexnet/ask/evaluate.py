"""How often a network is right on labelled photos."""

from pathlib import Path

import torch

from alexnet.data.entries import labelled_photos
from alexnet.network import Network
from alexnet.photo.crops import network_input
from alexnet.photo.image import decode
from alexnet.weights.entry import Accuracy, Weights

BATCH = 64


def evaluate(network: Network, wnids: tuple[str, ...], weights: Weights, source: Path) -> Accuracy:
    """Top-1 and top-5 on `source`, one centre crop a photo. A photo of a class that the network lacks counts as wrong.

    Args:
        source: a folder or a zip, as in `data.labelled_photos`, whose Problems are passed on.
    """
    photos = labelled_photos(source)
    index = {wnid: number for number, wnid in enumerate(wnids)}
    device = next(network.parameters()).device
    first = five = 0
    for start in range(0, len(photos), BATCH):
        part = photos[start : start + BATCH]
        x = network_input((decode(data) for _, data in part), weights.preprocessing)
        with torch.no_grad():
            best = network(x.to(device)).topk(min(5, network.classes)).indices.cpu()
        hits = best == torch.tensor([index.get(wnid, -1) for wnid, _ in part])[:, None]
        first += int(hits[:, 0].sum())
        five += int(hits.any(1).sum())
    return Accuracy(first / len(photos), five / len(photos), len(photos), source.name)
