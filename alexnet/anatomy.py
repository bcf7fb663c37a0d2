"""Facts computed from a network, layer by layer: shapes, parameters, work, memory, what a unit sees, what crosses."""

from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor, nn

from alexnet.crops import Box
from alexnet.network import AlexNet, Network
from alexnet.two_gpu import Crossing, LocalResponseNorm, TwoGpuAlexNet

FLOAT = 4  # bytes of a float32
KINDS = {
    nn.Conv2d: "conv", nn.ReLU: "relu", nn.MaxPool2d: "pool", LocalResponseNorm: "lrn", nn.Linear: "dense",
    nn.Dropout: "dropout", nn.AdaptiveAvgPool2d: "average", nn.Flatten: "flatten",
}  # fmt: skip


@dataclass(frozen=True)
class LayerFacts:
    """One layer, of both towers together where there are two.

    Attributes:
        kind: one of the values of `KINDS`.
        kernel, stride, padding: in pixels of the layer's input; 1, 1, 0 where it looks at one place only.
        shape: of what it gives for one photo: (maps, rows, columns) or (units,).
        towers: over how many GPUs it is spread, 1 or 2.
        parameters, multiply_adds: of the layer; multiply-adds for one photo, biases not counted.
        crosses: bytes that go from a GPU to the other in front of it, for one photo in float32, both ways together.
        field, jump, start: what a unit sees of the network's input, in pixels: side of its square, distance between
            neighbours' squares, left edge of the first one (below 0 where it reaches into the padding). Of dense layers the
            whole input, side, 0 and 0.
    """

    name: str
    kind: str
    kernel: int
    stride: int
    padding: int
    shape: tuple[int, ...]
    towers: int
    parameters: int
    multiply_adds: int
    crosses: int
    field: int
    jump: int
    start: int

    @property
    def bytes(self) -> int:
        """Of what it gives for one photo, in float32."""
        return FLOAT * prod(self.shape)


def default_side(network: Network) -> int:
    """Side of the photos for which the network was drawn up: 227 px for the paper's (55 = (227 - 11) / 4 + 1), else 224."""
    return 227 if isinstance(network, TwoGpuAlexNet) else 224


def anatomy(network: Network, side: int | None = None) -> list[LayerFacts]:
    """Every layer in order, for photos of `side` px, by default `default_side`. No number is crunched."""
    side = side or default_side(network)
    with torch.device("meta"):
        ghost = network.like().eval()
        shapes, crossings = _run(ghost, torch.empty(1, 3, side, side))
    facts: list[LayerFacts] = []
    field, jump, start, last = 1, 1, 0, (3, side, side)
    for name in shapes:
        modules = [module for other, module in ghost.layers() if other == name]
        kernel, stride, padding = _window(modules[0])
        field, start, jump = field + (kernel - 1) * jump, start - padding * jump, jump * stride
        shape = shapes[name]
        if len(shape) == 1 or (isinstance(modules[0], nn.AdaptiveAvgPool2d) and shape != last):
            field, start, jump = side, 0, 0  # from here on every unit may see the whole photo
        facts.append(
            LayerFacts(
                name,
                KINDS[type(modules[0])],
                kernel,
                stride,
                padding,
                shape,
                towers=len(modules),
                parameters=sum(p.numel() for module in modules for p in module.parameters()),
                multiply_adds=sum(_multiply_adds(module, shape) for module in modules),
                crosses=sum(crossing.bytes for crossing in crossings if crossing.layer == name),
                field=field,
                jump=jump,
                start=start,
            )  # fmt: skip
        )
        last = shape
    return facts


def receptive_box(facts: LayerFacts, row: int, column: int) -> Box:
    """What the unit at (row, column) sees: (left, top, right, bottom) in pixels of the network's input, maybe over its edges."""
    left, top = facts.start + column * facts.jump, facts.start + row * facts.jump
    return left, top, left + facts.field, top + facts.field


@dataclass(frozen=True)
class Memory:
    """Bytes on one GPU while training in float32."""

    weights: int
    gradients: int
    momentum: int
    activations: int  # what each layer gives, kept for the backward pass, for the whole batch

    @property
    def total(self) -> int:
        return self.weights + self.gradients + self.momentum + self.activations


def training_memory(network: Network, batch: int, side: int | None = None) -> list[Memory]:
    """What training with SGD and momentum takes, one `Memory` a GPU; the framework's own workspace is not counted."""
    side = side or default_side(network)
    facts = anatomy(network, side)
    if isinstance(network, AlexNet):
        parts, shares = [sum(p.numel() for p in network.parameters())], [1.0]
    else:
        parts = [sum(p.numel() for p in tower.parameters()) for tower in network.towers]
        parts[0] += sum(p.numel() for p in network.fc8.parameters())
        shares = [0.5, 0.5]
    photo = FLOAT * 3 * side * side
    kept = sum(layer.bytes for layer in facts if layer.kind != "flatten")
    return [
        Memory(*(3 * [FLOAT * count]), activations=batch * (photo + round(share * kept)))
        for count, share in zip(parts, shares, strict=True)
    ]


def _run(ghost: Network, x: Tensor) -> tuple[dict[str, tuple[int, ...]], list[Crossing]]:
    """The shape that each layer gives for one photo, and what crosses on the way."""
    if isinstance(ghost, TwoGpuAlexNet):
        log: list[Crossing] = []
        shapes = {
            name: (sum(part.shape[1] for part in here), *here[0].shape[2:]) for name, here in ghost.halves(x, log=log)
        }  # fmt: skip
        return shapes, log
    return {name: tuple(out.shape[1:]) for name, out in ghost.steps(x)}, []


def _window(module: nn.Module) -> tuple[int, int, int]:
    """Kernel, stride and padding."""
    if isinstance(module, nn.Conv2d):
        return module.kernel_size[0], module.stride[0], module.padding[0]
    return (module.kernel_size, module.stride, module.padding) if isinstance(module, nn.MaxPool2d) else (1, 1, 0)


def _multiply_adds(module: nn.Module, shape: tuple[int, ...]) -> int:
    if isinstance(module, nn.Conv2d):
        return module.weight.numel() * prod(shape[1:])
    return module.weight.numel() if isinstance(module, nn.Linear) else 0
