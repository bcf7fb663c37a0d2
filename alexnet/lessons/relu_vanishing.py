"""How a gradient fades on its way back through a deep stack, by activation (paper, section 3.1)."""

import torch
from torch import Tensor

from alexnet.lessons.relu_race import ACTIVATIONS

WIDTH = 256  # units of each layer


def gradients(photo: Tensor, activation: str, depth: int, gain: float = 1.0, seed: int = 0) -> list[float]:
    """Root mean square of the loss's gradient at each layer's sums, first layer first, in a stack that was never trained.

    Args:
        photo: (n,) numbers, normalised.
        activation: one of `relu_race.ACTIVATIONS`.
        depth: layers, each of `WIDTH` units.
        gain: weights are drawn from N(0, gain / inputs), biases are 0. With 1 (LeCun et al. 1998) a sum is as large as
            the inputs are; 2 (He et al. 2015) makes up for the half that a ReLU takes away.
    """
    generator = torch.Generator().manual_seed(seed)
    act, x = ACTIVATIONS[activation](), photo.flatten()
    sums: list[Tensor] = []
    for _ in range(depth):
        z = torch.empty(WIDTH, len(x)).normal_(0, (gain / len(x)) ** 0.5, generator=generator) @ x
        z = z if sums else z.requires_grad_()
        sums.append(z)
        x = act(z)
    loss = -torch.log_softmax(x, 0)[0]
    return [gradient.square().mean().sqrt().item() for gradient in torch.autograd.grad(loss, sums)]


def curve(activation: str, low: float = -6, high: float = 6, count: int = 121) -> tuple[Tensor, Tensor, Tensor]:
    """(x, the function, its slope), each (count,), from `low` to `high`; the slope by autograd.

    >>> [values.tolist() for values in curve("relu", -1, 1, 3)]
    [[-1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]
    """
    x = torch.linspace(low, high, count, requires_grad=True)
    y = ACTIVATIONS[activation]()(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    return x.detach(), y.detach(), slope
