"""From a photo to an answer: one crop or ten, one forward pass."""

import torch
from PIL import Image
from torch import Tensor

from alexnet.network import Network
from alexnet.photo.crops import Preprocessing, centre_crop, ten_crop, to_tensor

CROPS = (1, 10)


def crop_scores(network: Network, photo: Image.Image, preprocessing: Preprocessing, crops: int = 1) -> Tensor:
    """(crops, classes) scores of an RGB photo on the CPU: of its centre, or of the paper's ten crops in one batch.

    Args:
        crops: one of `CROPS`. Raises ValueError for another number.
    """
    if crops not in CROPS:
        raise ValueError(f"crops must be one of {CROPS}, not {crops}")
    squares = ten_crop(photo, preprocessing) if crops == 10 else [centre_crop(photo, preprocessing)]
    return square_scores(network, squares, preprocessing)


def square_scores(network: Network, squares: list[Image.Image], preprocessing: Preprocessing) -> Tensor:
    """(N, classes) scores on the CPU of `squares`, RGB and crop x crop each, in one batch. Raises ValueError for others."""
    x = to_tensor(squares, preprocessing)
    with torch.no_grad():
        return network(x.to(next(network.parameters()).device)).float().cpu()
