"""Batch normalisation (Ioffe and Szegedy 2015) as a help while training only: afterwards it is folded into the weights."""

from copy import deepcopy
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from alexnet.network import Network

Module = TypeVar("Module", bound=nn.Module)


def normalised(network: Module) -> Module:
    """Puts batch normalisation behind every convolution and every dense layer but the last, in place. Returns it."""
    found = [(parent, name, layer) for parent in network.modules() for name, layer in parent.named_children()]
    layers = [(parent, name, layer) for parent, name, layer in found if isinstance(layer, nn.Conv2d | nn.Linear)]
    for parent, name, layer in layers[:-1]:
        kind, width = (
            (nn.BatchNorm2d, layer.out_channels) if isinstance(layer, nn.Conv2d) else (nn.BatchNorm1d, layer.out_features)
        )
        norm = kind(width, device=layer.weight.device)
        setattr(parent, name, nn.Sequential(layer, norm))
    return network


@torch.no_grad()
def folded(network: Module) -> Module:
    """A copy in eval mode whose plain layers answer as `network` does: the normalisation is in weights and biases.

    Example:
        >>> network = normalised(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2)))
        >>> [type(layer).__name__ for layer in network], [type(layer).__name__ for layer in folded(network)]
        (['Sequential', 'ReLU', 'Linear'], ['Linear', 'ReLU', 'Linear'])
    """
    plain = deepcopy(network).eval()
    for parent in list(plain.modules()):
        for name, pair in parent.named_children():
            if isinstance(pair, nn.Sequential) and len(pair) == 2 and isinstance(pair[1], nn.BatchNorm1d | nn.BatchNorm2d):
                fuse = fuse_conv_bn_eval if isinstance(pair[0], nn.Conv2d) else fuse_linear_bn_eval
                setattr(parent, name, fuse(*pair))
    return plain


@torch.no_grad()
def first_kernels(network: Network) -> Tensor:
    """conv1's kernels, (K, 3, 11, 11), on the CPU, as `folded` would give them; quick, for the rest is left alone."""
    layers = [layer for name, layer in network.layers() if name == "conv1"]
    plain = [fuse_conv_bn_eval(*deepcopy(layer).eval()) if isinstance(layer, nn.Sequential) else layer for layer in layers]
    return torch.cat([layer.get_parameter("weight").cpu() for layer in plain])
