"""The paper's own network (section 3.5, figure 2): two towers that may sit on two GPUs and meet where the paper says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

LINKS = ("conv3", "fc6", "fc7", "fc8")  # the layers that see both GPUs (figure 2)
Devices = tuple[str | torch.device, str | torch.device]
BIAS_ONE = ("conv2", "conv4", "conv5", "fc6", "fc7")  # section 5: so that their ReLUs start in the positive


class Layered(Protocol):
    """A network that tells its layers in order, as (name, module)."""

    def layers(self) -> Iterator[tuple[str, nn.Module]]: ...


class LocalResponseNorm(nn.Module):
    """Section 3.3: each response divided by a power of its neighbours' energy, as nn.LocalResponseNorm computes it.

    b = a / (k + alpha / n * sum of a^2 over the n maps around)^beta, within one tower. The paper prints alpha
    without the division by n; the authors' code divides. The sum over neighbours is a 1x1 convolution with a
    matrix of ones near its diagonal, which is several times quicker on a CPU than padding and adding.
    """

    def __init__(self, n: int = 5, alpha: float = 1e-4, beta: float = 0.75, k: float = 2.0) -> None:
        super().__init__()
        self.n, self.alpha, self.beta, self.k = n, alpha, beta, k

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to the same shape."""
        ones = torch.ones(x.shape[1], x.shape[1], dtype=x.dtype, device=x.device)
        band = ones.triu(-(self.n // 2)).tril((self.n - 1) // 2)  # n // 2 maps back, (n - 1) // 2 ahead
        energy = nn.functional.conv2d(x * x, band[:, :, None, None])
        return x * (energy * (self.alpha / self.n) + self.k).pow(-self.beta)


class Tower(nn.Module):
    """What one GPU holds: half of every layer but fc8. The comments give the shapes for 227x227 photos."""

    def __init__(self, hidden: tuple[int, int], dropout: float, k: float) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 48, kernel_size=11, stride=4)  # (48, 55, 55)
        self.relu1 = nn.ReLU()
        self.lrn1 = LocalResponseNorm(k=k)
        self.pool1 = nn.MaxPool2d(kernel_size=3, stride=2)  # (48, 27, 27), overlapping (section 3.4)
        self.conv2 = nn.Conv2d(48, 128, kernel_size=5, padding=2)  # (128, 27, 27)
        self.relu2 = nn.ReLU()
        self.lrn2 = LocalResponseNorm(k=k)
        self.pool2 = nn.MaxPool2d(kernel_size=3, stride=2)  # (128, 13, 13)
        self.conv3 = nn.Conv2d(256, 192, kernel_size=3, padding=1)  # (192, 13, 13), sees both towers
        self.relu3 = nn.ReLU()
        self.conv4 = nn.Conv2d(192, 192, kernel_size=3, padding=1)  # (192, 13, 13)
        self.relu4 = nn.ReLU()
        self.conv5 = nn.Conv2d(192, 128, kernel_size=3, padding=1)  # (128, 13, 13)
        self.relu5 = nn.ReLU()
        self.pool5 = nn.MaxPool2d(kernel_size=3, stride=2)  # (128, 6, 6)
        self.avgpool = nn.AdaptiveAvgPool2d((6, 6))  # changes nothing at 227x227; lets other sizes in
        self.flatten = nn.Flatten()  # (4608,)
        self.dropout6 = nn.Dropout(dropout)
        self.fc6 = nn.Linear(9216, hidden[0] // 2)  # sees both towers
        self.relu6 = nn.ReLU()
        self.dropout7 = nn.Dropout(dropout)
        self.fc7 = nn.Linear(hidden[0] // 2 * 2, hidden[1] // 2)  # sees both towers
        self.relu7 = nn.ReLU()


@dataclass(frozen=True)
class Crossing:
    """One copy from a GPU to the other: into which layer, from which tower (0 or 1), how many bytes."""

    layer: str
    source: int
    bytes: int


class TwoGpuAlexNet(nn.Module):
    """AlexNet as published: a (N, 3, H, W) batch to (N, classes) scores before the softmax.

    Each tower holds half the kernels. conv2, conv4 and conv5 see their own tower only; conv3, fc6, fc7 and fc8
    see both, and there the towers' activations cross from one device to the other (section 3.2). fc8 sits on the
    first device. With 1000 classes and 4096 hidden units it has 60,965,224 parameters.

    Args:
        classes: width of fc8.
        hidden: widths of fc6 and fc7, both towers together; even.
        dropout: probability that a unit in front of fc6 and fc7 is dropped while training, in [0, 1).
        k: of the local response normalisation; the paper's is 2, Caffe's copy of the network has 1.
        devices: where the two towers sit; on one device both share it. None leaves both where PyTorch makes tensors.
    """

    def __init__(
        self,
        classes: int = 1000,
        hidden: tuple[int, int] = (4096, 4096),
        dropout: float = 0.5,
        k: float = 2.0,
        devices: Devices | None = None,
    ) -> None:
        super().__init__()
        if hidden[0] % 2 or hidden[1] % 2:
            raise ValueError(f"the towers share fc6 and fc7 in halves, so their widths must be even, not {hidden}")
        self.classes, self.hidden, self.dropout, self.k = classes, (hidden[0], hidden[1]), dropout, k
        self.towers = nn.ModuleList(Tower(hidden, dropout, k) for _ in (0, 1))
        self.fc8 = nn.Linear(hidden[1], classes)
        if devices is not None:
            self.place(devices)

    def place(self, devices: Devices) -> "TwoGpuAlexNet":
        """Puts each tower on its device, fc8 on the first. Returns the network."""
        for tower, device in zip(self.towers, devices, strict=True):
            tower.to(device)
        self.fc8.to(devices[0])
        return self

    @property
    def devices(self) -> tuple[torch.device, torch.device]:
        """Where the two towers sit now."""
        first, second = (next(tower.parameters()).device for tower in self.towers)
        return first, second

    @property
    def kernels(self) -> Tensor:
        """conv1's kernels, (96, 3, 11, 11), on the CPU; GPU 1's are the first 48."""
        return torch.cat([tower.get_parameter("conv1.weight").cpu() for tower in self.towers])

    def layers(self) -> Iterator[tuple[str, nn.Module]]:
        """Every step from photo to scores, in order, as (name, module); GPU 1's module, then GPU 2's of the same name."""
        first, second = (list(tower.named_children()) for tower in self.towers)
        for pair in zip(first, second, strict=True):
            yield from pair
        yield "fc8", self.fc8

    def like(self) -> "TwoGpuAlexNet":
        """A network of the same build with weights of its own."""
        return TwoGpuAlexNet(self.classes, self.hidden, self.dropout, self.k)

    def initialise(self, generator: torch.Generator) -> None:
        """Draws the weights as the paper did."""
        paper_init(self, generator)

    def halves(
        self, x: Tensor, cut: frozenset[str] = frozenset(), log: list[Crossing] | None = None, after: str | None = None
    ) -> Iterator[tuple[str, tuple[Tensor, ...]]]:
        """Runs the network layer by layer, yielding (name, (GPU 1's activations, GPU 2's)); fc8 gives one tensor.

        Args:
            cut: what is switched off: a link by its layer ("conv3", "fc6", "fc7", "fc8": each tower sees zeros in the
                other's place) or a whole tower ("gpu1", "gpu2": all that it says is zero).
            log: takes one `Crossing` for each copy from one tower to the other.
            after: `x` is what the layer of this name gave, both towers' joined; only the layers behind it run.
        """
        towers = [dict(tower.named_children()) for tower in self.towers]
        names = list(towers[0])
        both = (x, x) if after is None else x.chunk(2, dim=1)
        here = [part.to(device) for part, device in zip(both, self.devices, strict=True)]
        for name in names if after is None else names[names.index(after) + 1 :]:
            if name in LINKS:
                here = [self._both(name, here, to, cut, log) for to in (0, 1)]
            here = [tower[name](own) for tower, own in zip(towers, here, strict=True)]
            here = [torch.zeros_like(own) if f"gpu{number + 1}" in cut else own for number, own in enumerate(here)]
            yield name, tuple(here)
        yield "fc8", (self.fc8(self._both("fc8", here, 0, cut, log)),)

    def steps(self, x: Tensor, after: str | None = None) -> Iterator[tuple[str, Tensor]]:
        """Runs the network layer by layer, yielding (name, activations): the channels of GPU 1, then those of GPU 2."""
        for name, here in self.halves(x, after=after):
            yield name, torch.cat([part.to(here[0].device) for part in here], dim=1)

    def forward(self, x: Tensor, cut: frozenset[str] = frozenset(), log: list[Crossing] | None = None) -> Tensor:
        """(N, 3, H, W) normalised photos, at least 67 px a side, to (N, classes) scores; `cut` and `log` as in `halves`."""
        for _, here in self.halves(x, cut, log):
            last = here
        return last[0]

    def _both(self, layer: str, here: list[Tensor], to: int, cut: frozenset[str], log: list[Crossing] | None) -> Tensor:
        """What tower `to` sees in front of `layer`: both towers' activations side by side, GPU 1's first."""
        other = here[1 - to]
        if layer in cut:
            arrived = torch.zeros_like(other, device=here[to].device)
        else:
            arrived = other.to(here[to].device)
            if log is not None:
                log.append(Crossing(layer, 1 - to, other.numel() * other.element_size()))
        return torch.cat([here[to], arrived] if to == 0 else [arrived, here[to]], dim=1)


@torch.no_grad()
def paper_init(network: Layered, generator: torch.Generator) -> None:
    """Section 5: weights from N(0, 0.01), biases 1 in conv2, conv4, conv5, fc6 and fc7, else 0; any network with `layers`."""
    for name, layer in network.layers():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            weight, bias = layer.parameters()
            weight.copy_(torch.empty(weight.shape).normal_(0, 0.01, generator=generator))
            bias.fill_(float(name in BIAS_ONE))
