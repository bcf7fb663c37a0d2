"""AlexNet with one tower (Krizhevsky 2014, "One weird trick", 64-192-384-256-256), with torchvision's parameter names."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from alexnet.network.two_towers import TwoGpuAlexNet

POOL5 = (256, 6, 6)  # what the convolutions hand to the dense layers
DENSE_INPUT = 256 * 6 * 6  # 9216


class AlexNet(nn.Module):
    """Five convolutional and three dense layers: a (N, 3, H, W) batch to (N, classes) scores before the softmax.

    The comments give the shapes for 224x224 photos; any photo of at least 63x63 will do. Parameters bear
    torchvision's names, so that its weights load here and ours load there. No layer works in place: every
    activation can be kept and every layer has a ReLU of its own, which the explanations need.

    Args:
        classes: width of the last layer.
        hidden: widths of the two hidden dense layers, fc6 and fc7.
        dropout: probability that a unit in front of fc6 and fc7 is dropped while training, in [0, 1).
    """

    def __init__(self, classes: int = 1000, hidden: tuple[int, int] = (4096, 4096), dropout: float = 0.5) -> None:
        super().__init__()
        self.classes, self.hidden, self.dropout = classes, (hidden[0], hidden[1]), dropout
        convolutions = {  # (3, 224, 224)
            "conv1": nn.Conv2d(3, 64, kernel_size=11, stride=4, padding=2),  # (64, 55, 55)
            "relu1": nn.ReLU(),
            "pool1": nn.MaxPool2d(kernel_size=3, stride=2),  # (64, 27, 27)
            "conv2": nn.Conv2d(64, 192, kernel_size=5, padding=2),  # (192, 27, 27)
            "relu2": nn.ReLU(),
            "pool2": nn.MaxPool2d(kernel_size=3, stride=2),  # (192, 13, 13)
            "conv3": nn.Conv2d(192, 384, kernel_size=3, padding=1),  # (384, 13, 13)
            "relu3": nn.ReLU(),
            "conv4": nn.Conv2d(384, 256, kernel_size=3, padding=1),  # (256, 13, 13)
            "relu4": nn.ReLU(),
            "conv5": nn.Conv2d(256, 256, kernel_size=3, padding=1),  # (256, 13, 13)
            "relu5": nn.ReLU(),
            "pool5": nn.MaxPool2d(kernel_size=3, stride=2),  # (256, 6, 6)
        }
        dense = {
            "dropout6": nn.Dropout(dropout),  # (9216,)
            "fc6": nn.Linear(DENSE_INPUT, hidden[0]),  # (hidden[0],)
            "relu6": nn.ReLU(),
            "dropout7": nn.Dropout(dropout),
            "fc7": nn.Linear(hidden[0], hidden[1]),  # (hidden[1],)
            "relu7": nn.ReLU(),
            "fc8": nn.Linear(hidden[1], classes),  # (classes,)
        }
        self.features = nn.Sequential(*convolutions.values())
        self.avgpool = nn.AdaptiveAvgPool2d(POOL5[1:])  # changes nothing at 224x224; lets other sizes in
        self.classifier = nn.Sequential(*dense.values())
        self._names = [*convolutions, "avgpool", "flatten", *dense]

    def layers(self) -> Iterator[tuple[str, nn.Module]]:
        """Every step from photo to scores, in order, as (name, module)."""
        return zip(self._names, [*self.features, self.avgpool, nn.Flatten(), *self.classifier], strict=True)

    def layer(self, name: str) -> nn.Module:
        """The module called `name` (`conv1` ... `fc8`). Raises KeyError for a name that is not one of them."""
        return dict(self.layers())[name]

    @property
    def kernels(self) -> Tensor:
        """conv1's kernels, (64, 3, 11, 11), on the CPU."""
        return self.get_parameter("features.0.weight").cpu()

    def like(self) -> "AlexNet":
        """A network of the same build with weights of its own."""
        return AlexNet(self.classes, self.hidden, self.dropout)

    def initialise(self, generator: torch.Generator) -> None:
        """Draws PyTorch's initial weights: uniform in +-1/sqrt(inputs a unit has), as in nn.Conv2d and nn.Linear."""
        for _, layer in self.layers():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                bound = layer.weight[0].numel() ** -0.5
                for values in layer.parameters():
                    values.copy_(torch.empty(values.shape).uniform_(-bound, bound, generator=generator))

    def steps(self, x: Tensor, after: str | None = None) -> Iterator[tuple[str, Tensor]]:
        """Runs the network layer by layer, yielding (name, activations).

        Args:
            after: `x` is what the layer of this name gave; only the layers behind it run.
        """
        running = after is None
        for name, layer in self.layers():
            if running:
                x = layer(x)
                yield name, x
            running = running or name == after

    def forward(self, x: Tensor) -> Tensor:
        """(N, 3, H, W) normalised photos to (N, classes) scores."""
        x = self.features(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.classifier(x)


Network = AlexNet | TwoGpuAlexNet  # both have classes, hidden, dropout, kernels, layers, like, initialise and steps


def freeze(network: Network) -> Network:
    """Makes `network` safe to share: no dropout, no gradients kept on its parameters. Returns it."""
    return network.eval().requires_grad_(False)


def twin(network: Network) -> Network:
    """A second frozen network on the very same weights, for tools that hang hooks on what they are given.

    Costs milliseconds and no memory, so each call takes its own and the shared network never carries a hook.
    """
    with torch.device("meta"):
        second = network.like()
    second.load_state_dict(network.state_dict(), assign=True)
    return freeze(second)


def fresh(network: Network, seed: int = 0) -> Network:
    """A frozen network of the same build before any training, drawn from `seed` alone, on the CPU."""
    with torch.device("meta"):
        untrained = network.like()
    untrained.to_empty(device="cpu")
    with torch.no_grad():
        untrained.initialise(torch.Generator().manual_seed(seed))
    return freeze(untrained)
