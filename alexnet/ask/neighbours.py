"""Figure 4 of the paper: which photos lie near one another in the last hidden layer, and which by their pixels (section 6.1)."""

from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image, ImageOps

from alexnet.network import Network
from alexnet.network.trace import trace
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor

LAYER = "relu7"  # the last hidden layer: 4096 units in the paper, 1024 in the networks that come with the app
ZOOM = 0.7  # share of the square's side that a close-up shows
VARIANTS = ("plain", "flipped", "close")


def variant(photo: Image.Image, kind: str, preprocessing: Preprocessing) -> Image.Image:
    """What the network sees of a photo: as it is, mirrored, or closer up."""
    square = centre_crop(photo, preprocessing)
    if kind == "flipped":
        return ImageOps.mirror(square)
    if kind == "close":
        edge = round(square.width * (1 - ZOOM) / 2)
        return square.resize(square.size, Image.Resampling.BICUBIC, (edge, edge, square.width - edge, square.width - edge))
    return square


def embed(network: Network, squares: Sequence[Image.Image], preprocessing: Preprocessing) -> tuple[np.ndarray, np.ndarray]:
    """(N, units) of the last hidden layer and (N, 3 side side) pixels, both float32, of what the network sees."""
    x = to_tensor(list(squares), preprocessing)
    device = next(network.parameters()).device
    with torch.no_grad():
        units = trace(network, x.to(device), until=LAYER)[LAYER]
    return units.float().cpu().numpy(), x.reshape(len(squares), -1).numpy()


def distances(query: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(N,) Euclidean distances of (N, d) vectors from a (d,) one.

    >>> distances(np.array([0.0, 0.0]), np.array([[3.0, 4.0], [0.0, 1.0]])).tolist()
    [5.0, 1.0]
    """
    return np.sqrt(((others - query) ** 2).sum(1))


def plane(vectors: np.ndarray) -> np.ndarray:
    """(N, d) vectors on the plane that keeps most of their spread, (N, 2) in [0, 1]: principal components.

    >>> first, second = plane(np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 9.0]]))
    >>> np.abs(second - first).round(6).tolist()  # which end is which is arbitrary
    [1.0, 0.0]
    """
    centred = vectors - vectors.mean(0)
    sizes, ways = np.linalg.eigh(centred @ centred.T)  # few vectors of many numbers: a hundredth of the time of their SVD
    flat = np.zeros((len(vectors), 2))
    flat[:, : len(sizes)] = (ways * np.sqrt(sizes.clip(0)))[:, :-3:-1]
    flat -= flat.min(0)
    reach = flat.max(0)
    return flat / np.where(reach > 1e-6 * reach.max(), reach, np.inf)
