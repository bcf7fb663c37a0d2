"""The first layer as plain arithmetic: the window on the photo, its products with a kernel, and their sum."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor
from torch.nn import functional as F

from alexnet.network import Network
from alexnet.network.anatomy import window


@dataclass(frozen=True)
class Convolution:
    """A convolutional layer in numbers, float32; of two towers GPU 1's kernels come first.

    Attributes:
        kernels: (K, 3, side, side).
        bias: (K,).
        stride, padding: in pixels.
    """

    kernels: np.ndarray
    bias: np.ndarray
    stride: int
    padding: int

    @property
    def side(self) -> int:
        """Of a kernel, in pixels."""
        return self.kernels.shape[-1]

    def outputs(self, side: int) -> int:
        """How many places the window has along an input that is `side` pixels wide with its padding.

        >>> Convolution(np.zeros((96, 3, 11, 11)), np.zeros(96), stride=4, padding=0).outputs(227)
        55
        """
        return (side - self.side) // self.stride + 1


def first_convolution(network: Network) -> Convolution:
    """conv1 of a network."""
    layers = [layer for name, layer in network.layers() if name == "conv1"]
    bias = np.concatenate([layer.get_parameter("bias").detach().float().cpu().numpy() for layer in layers])
    _, stride, padding = window(layers[0])
    return Convolution(network.kernels.detach().float().numpy(), bias, stride, padding)


def padded(x: Tensor, layer: Convolution) -> np.ndarray:
    """A normalised photo (1, 3, H, W) with the layer's border of zeros: (3, H + 2 padding, W + 2 padding), float32."""
    return np.ascontiguousarray(F.pad(x[0].float().cpu(), [layer.padding] * 4).numpy())


def products(layer: Convolution, photo: np.ndarray, kernel: int, row: int, column: int) -> np.ndarray:
    """What one kernel makes of the window at (row, column): (3, side, side) products; with the bias they add up to the answer.

    Args:
        photo: (3, H, W) as `padded` gives it.
        row, column: of the answer in the layer's output, from 0.

    >>> layer = Convolution(np.full((1, 1, 2, 2), 10.0), np.zeros(1), stride=1, padding=0)
    >>> products(layer, np.arange(9.0).reshape(1, 3, 3), kernel=0, row=1, column=0).tolist()
    [[[30.0, 40.0], [60.0, 70.0]]]
    """
    top, left = row * layer.stride, column * layer.stride
    return photo[:, top : top + layer.side, left : left + layer.side] * layer.kernels[kernel]
