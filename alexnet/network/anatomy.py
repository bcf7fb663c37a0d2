"""Facts computed from a network, layer by layer: shapes, parameters, work, memory, what a unit sees, what crosses."""

from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor, nn

from alexnet.network.one_tower import Network
from alexnet.network.two_towers import Crossing, LocalResponseNorm, TwoGpuAlexNet
from alexnet.photo.crops import Box

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
            neighbours' squares, left edge of the first one (below 0 where it reaches into the padding). The whole input,
            with jump 0, from the first dense layer on, or from an average pooling that changes the size: its windows vary.
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
    """Every layer in order, for photos of `side` px, by default `default_side`. No number is crunched.

    >>> from alexnet.network import AlexNet
    >>> with torch.device("meta"):
    ...     layers = anatomy(AlexNet())
    >>> layers[0].name, layers[0].shape, layers[0].parameters
    ('conv1', (64, 55, 55), 23296)
    """
    side = side or default_side(network)
    with torch.device("meta"):
        ghost = network.like().eval()
        shapes, crossings = _run(ghost, torch.empty(1, 3, side, side))
    facts: list[LayerFacts] = []
    field, jump, start = 1, 1, 0
    last: tuple[int, ...] = (3, side, side)
    for name in shapes:
        modules = [module for other, module in ghost.layers() if other == name]
        kernel, stride, padding = window(modules[0])
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
            )
        )
        last = shape
    return facts


def receptive_box(facts: LayerFacts, row: int, column: int) -> Box:
    """What the unit at (row, column) sees: (left, top, right, bottom) in pixels of the network's input, maybe over its edges.

    >>> from alexnet.network import AlexNet
    >>> with torch.device("meta"):
    ...     conv1 = anatomy(AlexNet())[0]
    >>> receptive_box(conv1, 0, 0), receptive_box(conv1, 2, 1)
    ((-2, -2, 9, 9), (2, 6, 13, 17))
    """
    left, top = facts.start + column * facts.jump, facts.start + row * facts.jump
    return left, top, left + facts.field, top + facts.field


@dataclass(frozen=True)
class Memory:
    """Bytes on one GPU while training in float32.

    Attributes:
        weights, gradients, momentum: one value each for every weight and bias.
        activations: the photos, and what each layer on this GPU gives for them. Not counted: the gradients of
            activations, what arrives from the other GPU, dropout's masks, a pooling's indices, the inside of LRN.
    """

    weights: int
    gradients: int
    momentum: int
    activations: int

    @property
    def total(self) -> int:
        return self.weights + self.gradients + self.momentum + self.activations


def training_memory(network: Network, batch: int, side: int | None = None) -> list[Memory]:
    """What training with SGD and momentum on `batch` photos takes, one `Memory` a GPU; fc8 sits on the first.

    It is what a network needs that keeps every output until the backward pass, whatever runs it; a framework may
    forget some of them, and has a workspace of its own.
    """
    side = side or default_side(network)
    facts = anatomy(network, side)
    found = []
    for gpu in range(max(layer.towers for layer in facts)):
        held = [layer for layer in facts if gpu < layer.towers]
        weights = FLOAT * sum(layer.parameters // layer.towers for layer in held)
        outputs = sum(layer.bytes // layer.towers for layer in held if layer.kind != "flatten")  # flatten copies nothing
        found.append(Memory(weights, weights, weights, batch * (FLOAT * 3 * side * side + outputs)))
    return found


def window(module: nn.Module) -> tuple[int, int, int]:
    """Kernel, stride and padding of a layer in pixels of its input; 1, 1, 0 where it looks at one place only.

    >>> window(nn.Conv2d(3, 64, kernel_size=11, stride=4, padding=2))
    (11, 4, 2)
    """
    if isinstance(module, nn.Conv2d | nn.MaxPool2d):
        return _side(module.kernel_size), _side(module.stride), _side(module.padding)
    return 1, 1, 0


def _run(ghost: Network, x: Tensor) -> tuple[dict[str, tuple[int, ...]], list[Crossing]]:
    """The shape that each layer gives for one photo, and what crosses on the way."""
    if isinstance(ghost, TwoGpuAlexNet):
        log: list[Crossing] = []
        shapes = {
            name: (sum(part.shape[1] for part in here), *here[0].shape[2:]) for name, here in ghost.halves(x, log=log)
        }  # fmt: skip
        return shapes, log
    return {name: tuple(out.shape[1:]) for name, out in ghost.steps(x)}, []


def _side(size: str | int | tuple[int, ...]) -> int:
    """Of a square: torch keeps it as one number or as two."""
    return size if isinstance(size, int) else int(size[0])


def _multiply_adds(module: nn.Module, shape: tuple[int, ...]) -> int:
    if isinstance(module, nn.Conv2d):
        return module.weight.numel() * prod(shape[1:])
    return module.weight.numel() if isinstance(module, nn.Linear) else 0
