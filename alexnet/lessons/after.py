"""What came after AlexNet, counted on torchvision's networks without a single number being crunched."""

from dataclasses import dataclass

import torch
import torchvision.models
from torch import fx, nn

NAMES = {  # as torchvision calls them: as the field does
    "alexnet": "AlexNet", "vgg16": "VGG-16", "googlenet": "GoogLeNet", "resnet50": "ResNet-50", "resnet152": "ResNet-152",
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """Of one network, for a 224x224 photo.

    Attributes:
        depth: layers with weights on the longest way from photo to answer.
        parameters: weights and biases, normalisation included.
        multiply_adds: of convolutions and dense layers.
        sides: for each layer on the way, of those as deep the largest: rows of its maps, 1 for a dense layer.
    """

    depth: int
    parameters: int
    multiply_adds: int
    sides: tuple[int, ...]


def size(name: str, side: int = 224) -> Size:
    """Counts `name`, one of `NAMES`, as torchvision builds it for 1000 classes; what only helps in training is left out.

    >>> size("alexnet")
    Size(depth=8, parameters=61100840, multiply_adds=714188480, sides=(55, 27, 13, 13, 13, 1, 1, 1))
    """
    with torch.device("meta"):
        extra = {"init_weights": False, "aux_logits": False} if name == "googlenet" else {}
        network = getattr(torchvision.models, name)(**extra).eval()
        walk = _Walk(fx.symbolic_trace(network))
        walk.run(torch.empty(1, 3, side, side))
    sides = tuple(walk.sides[depth] for depth in sorted(walk.sides))
    return Size(max(walk.depth.values()), sum(p.numel() for p in network.parameters()), walk.multiply_adds, sides)


class _Walk(fx.Interpreter):
    """Runs the shapes only, and counts on the way."""

    def __init__(self, graph: fx.GraphModule) -> None:
        super().__init__(graph)
        self.depth: dict[fx.Node, int] = {}
        self.multiply_adds = 0
        self.sides: dict[int, int] = {}

    def run_node(self, node: fx.Node) -> object:
        out = super().run_node(node)
        layer = self.fetch_attr(str(node.target)) if node.op == "call_module" else None
        self.depth[node] = max((self.depth[before] for before in node.all_input_nodes), default=0)
        if isinstance(layer, nn.Conv2d | nn.Linear):
            self.depth[node] += 1
            self.multiply_adds += layer.weight.numel() * out.shape[2:].numel()
            rows = out.shape[2] if isinstance(layer, nn.Conv2d) else 1
            self.sides[self.depth[node]] = max(rows, self.sides.get(self.depth[node], 0))
        return out
