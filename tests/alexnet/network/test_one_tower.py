"""Our AlexNet against torchvision's, against its own comments, and what makes it safe to share."""

import inspect
import re

import pytest
import torch
from torch import nn
from torchvision.models import alexnet

from alexnet.network import AlexNet, fresh, twin
from alexnet.network.trace import trace

NAMES = [
    "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "conv3", "relu3", "conv4", "relu4", "conv5", "relu5", "pool5",
    "avgpool", "flatten", "dropout6", "fc6", "relu6", "dropout7", "fc7", "relu7", "fc8",
]  # fmt: skip
COMMENTED = re.compile(r'^ *"(\w+)": .*# (\(.+\))$', re.MULTILINE)  # "conv1": nn.Conv2d(...),  # (64, 55, 55)


@pytest.fixture(scope="module")
def full() -> AlexNet:
    """As wide as the published network."""
    return fresh(AlexNet(), seed=5)


@pytest.fixture
def batch() -> torch.Tensor:
    return torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(0))


def test_our_weights_in_torchvision(full, batch) -> None:
    with torch.device("meta"):
        theirs = alexnet()
    theirs.load_state_dict(full.state_dict(), assign=True)
    with torch.no_grad():
        torch.testing.assert_close(full(batch), theirs.eval()(batch), rtol=0, atol=1e-5)


def test_torchvisions_weights_in_ours(batch) -> None:
    theirs = alexnet().eval()
    with torch.device("meta"):
        ours = AlexNet().eval()
    ours.load_state_dict(theirs.state_dict(), assign=True)
    with torch.no_grad():
        torch.testing.assert_close(ours(batch), theirs(batch), rtol=0, atol=1e-5)


def test_published_size(full, batch) -> None:
    assert sum(parameter.numel() for parameter in full.parameters()) == 61_100_840
    assert full(batch[:1]).shape == (1, 1000)


def test_comments_tell_the_true_shapes(network, photos) -> None:
    comments = dict(COMMENTED.findall(inspect.getsource(AlexNet.__init__)))
    assert {"conv1", "pool1", "conv5", "pool5", "fc6", "fc8"} <= comments.keys()
    kept = trace(network, photos[0])
    for name, comment in comments.items():
        shape = eval(comment, {"hidden": network.hidden, "classes": network.classes})
        assert kept[name].shape[1:] == shape, name


def test_layers_are_the_network_in_order(network, photos) -> None:
    assert [name for name, _ in network.layers()] == NAMES
    x = photos[0]
    for name, layer in network.layers():
        assert network.layer(name) is layer or name == "flatten"  # flatten has no module of its own
        x = layer(x)
    assert torch.equal(x, network(photos[0]))
    with pytest.raises(KeyError):
        network.layer("conv6")


@pytest.mark.parametrize("size", [(63, 63), (224, 300), (256, 256)])
def test_other_sizes(network, size) -> None:
    assert network(torch.zeros(1, 3, *size)).shape == (1, 20)


def test_smallest_size(network) -> None:
    with pytest.raises(RuntimeError, match="too small"):
        network(torch.zeros(1, 3, 62, 62))


def test_nothing_works_in_place_and_every_relu_is_its_own(network) -> None:
    relus = [layer for _, layer in network.layers() if isinstance(layer, nn.ReLU)]
    assert len(set(map(id, relus))) == 7
    assert not any(getattr(module, "inplace", False) for module in network.modules())


def test_twin_is_another_network_on_the_same_tensors(network, photos) -> None:
    second = twin(network)
    for ours, theirs in zip(network.parameters(), second.parameters(), strict=True):
        assert ours is not theirs and ours.data_ptr() == theirs.data_ptr()
    assert not {id(module) for module in second.modules()} & {id(module) for module in network.modules()}
    assert is_frozen(second)
    assert torch.equal(second(photos[0]), network(photos[0]))


def test_like_holds_no_memory() -> None:
    with torch.device("meta"):
        network = AlexNet(7, (30, 20), dropout=0.25).like()
    assert (network.classes, network.hidden, network.dropout) == (7, (30, 20), 0.25)
    assert all(parameter.is_meta for parameter in network.parameters())


def test_fresh_depends_on_its_seed_alone(network) -> None:
    torch.manual_seed(0)
    first = fresh(network, 1).state_dict()
    after = torch.rand(1)
    torch.manual_seed(99)
    again, other = fresh(network, 1).state_dict(), fresh(network, 2).state_dict()
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not any(torch.equal(first[key], other[key]) for key in first)
    torch.manual_seed(0)
    assert torch.equal(torch.rand(1), after)  # it drew nothing from PyTorch's own generator


def test_fresh_is_as_pytorch_begins(network) -> None:
    assert is_frozen(network)
    for ours, theirs in zip(network.parameters(), AlexNet(20, (64, 64)).parameters(), strict=True):
        assert ours.shape == theirs.shape
        if ours.numel() > 1000:
            torch.testing.assert_close(ours.abs().max(), theirs.detach().abs().max(), rtol=0.01, atol=0)
            torch.testing.assert_close(ours.std(), theirs.detach().std(), rtol=0.03, atol=0)
    for _, layer in network.layers():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            bound = layer.weight[0].numel() ** -0.5
            assert 0.5 * bound < layer.bias.abs().max() <= bound
            assert 0.9 * bound < layer.weight.abs().max() <= bound


def is_frozen(network: AlexNet) -> bool:
    return not any(module.training for module in network.modules()) and not any(
        parameter.requires_grad for parameter in network.parameters()
    )
