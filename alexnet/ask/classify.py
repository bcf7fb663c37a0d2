"""From a photo to an answer: one crop or ten, one forward pass."""

import torch
from PIL import Image
from torch import Tensor

from alexnet.network import Network
from alexnet.photo.crops import Preprocessing, network_input, ten_crop, to_tensor

CROPS = (1, 10)


def crop_scores(network: Network, photo: Image.Image, preprocessing: Preprocessing, crops: int = 1) -> Tensor:
    """(crops, classes) scores of an RGB photo on the CPU: of its centre, or of the paper's ten crops in one batch.

    Args:
        crops: one of `CROPS`. Raises ValueError for another number.
    """
    if crops not in CROPS:
        raise ValueError(f"crops must be one of {CROPS}, not {crops}")
    ten = crops == 10
    x = to_tensor(ten_crop(photo, preprocessing), preprocessing) if ten else network_input(photo, preprocessing)
    with torch.no_grad():
        return network(x.to(next(network.parameters()).device)).float().cpu()
