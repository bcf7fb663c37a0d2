"""What is said about layers, against what PyTorch does."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from alexnet.network import AlexNet, Network
from alexnet.network.anatomy import anatomy, receptive_box, training_memory
from alexnet.network.two_towers import TwoGpuAlexNet

WITH_WINDOWS = ("conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool5")


@pytest.fixture(scope="module")
def paper() -> TwoGpuAlexNet:
    with torch.device("meta"):
        return TwoGpuAlexNet()


@pytest.fixture(scope="module")
def one_tower() -> AlexNet:
    with torch.device("meta"):
        return AlexNet()


def by_name(network: Network, side: int | None = None) -> dict:
    return {layer.name: layer for layer in anatomy(network, side)}


@pytest.mark.parametrize("kind", ["paper", "one_tower"])
def test_known_receptive_fields(kind: str, request) -> None:
    found = by_name(request.getfixturevalue(kind))
    assert [found[name].field for name in WITH_WINDOWS] == [11, 19, 51, 67, 99, 131, 163, 195]
    assert [found[name].jump for name in WITH_WINDOWS] == [4, 8, 8, 16, 16, 16, 16, 32]
    assert found["conv1"].shape[1:] == (55, 55)  # each at the side it was drawn up for


@pytest.mark.parametrize("kind", ["paper", "one_tower"])
def test_layers_without_a_window_see_what_the_layer_before_sees(kind: str, request) -> None:
    found = anatomy(request.getfixturevalue(kind))
    spread = [layer for layer in found if len(layer.shape) == 3]
    for before, after in pairwise(spread):
        if after.kind in ("relu", "lrn", "average"):
            assert [receptive_box(layer, 2, 3) for layer in (before, after)] == [receptive_box(before, 2, 3)] * 2
            assert after.shape == before.shape
    assert {layer.name for layer in found if layer.towers == 1} == (
        {"fc8"} if kind == "paper" else {layer.name for layer in found}
    )


def test_known_counts(paper, one_tower) -> None:
    assert sum(layer.parameters for layer in anatomy(paper)) == 60_965_224
    assert 723e6 < sum(layer.multiply_adds for layer in anatomy(paper)) < 725e6
    assert sum(layer.parameters for layer in anatomy(one_tower)) == 61_100_840


def test_the_papers_neurons_but_for_its_slip(paper) -> None:
    """Section 3.5 prints 253,440 for conv1, where 55 x 55 x 96 = 290,400."""
    neurons = [torch.Size(layer.shape).numel() for layer in anatomy(paper) if layer.kind in ("conv", "dense")]
    assert neurons == [290_400, 186_624, 64_896, 64_896, 43_264, 4096, 4096, 1000]


@pytest.mark.parametrize(("kind", "side"), [(AlexNet, 224), (AlexNet, 99), (TwoGpuAlexNet, 227), (TwoGpuAlexNet, 131)])
def test_shapes_and_work_are_those_of_a_real_pass(kind: type, side: int) -> None:
    network = kind(5, (16, 8)).eval()
    found = anatomy(network, side)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        shapes = {name: tuple(out.shape[1:]) for name, out in network.steps(torch.zeros(1, 3, side, side))}
    assert {layer.name: layer.shape for layer in found} == shapes
    lrn = sum(2 * layer.shape[0] ** 2 // layer.towers * layer.shape[1] * layer.shape[2] for layer in found if layer.kind == "lrn")
    assert 2 * sum(layer.multiply_adds for layer in found) + lrn == counter.get_total_flops()


@pytest.mark.parametrize(("kind", "side"), [(AlexNet, 224), (TwoGpuAlexNet, 227)])
@pytest.mark.parametrize("name", ["conv1", "pool1", "conv2", "conv3", "pool5"])
def test_a_unit_hangs_on_its_receptive_field_and_on_nothing_else(kind: type, side: int, name: str) -> None:
    """With weights above zero and mean instead of max pooling every pixel in the field moves the unit."""
    network = kind(2, (4, 4)).eval().requires_grad_(False)
    for parameter in network.parameters():
        parameter.fill_(0.01)
    layers = by_name(network, side)
    facts, x = layers[name], torch.zeros(1, 3, side, side, requires_grad=True)
    y, done = x, set()
    for other, module in network.layers():
        if other in done or isinstance(module, nn.ReLU) or layers[other].kind == "lrn":
            continue
        done.add(other)
        if isinstance(module, nn.MaxPool2d):
            y = nn.functional.avg_pool2d(y, module.kernel_size, module.stride)
        elif isinstance(module, nn.Conv2d):
            wide = nn.functional.conv2d(y.mean(1, keepdim=True), module.weight[:1, :1], None, module.stride, module.padding)
            y = wide
        if other == name:
            break
    size = facts.shape[-1]
    for row, column in ((0, 0), (size - 1, size - 1), (size // 2, 1), (0, size - 1)):
        (gradient,) = torch.autograd.grad(y[0, 0, row, column], x, retain_graph=True)
        touched = gradient[0].abs().sum(0).nonzero()
        left, top, right, bottom = receptive_box(facts, row, column)
        assert touched.min(0).values.tolist() == [max(0, top), max(0, left)]
        assert (touched.max(0).values + 1).tolist() == [min(side, bottom), min(side, right)]


def test_dense_layers_see_everything(paper) -> None:
    assert receptive_box(by_name(paper)["fc6"], 0, 0) == (0, 0, 227, 227)
    assert receptive_box(by_name(TwoGpuAlexNet(2, (2, 2)), 131)["avgpool"], 5, 5) == (0, 0, 131, 131)


def test_what_crosses_in_the_paper(paper) -> None:
    found = {layer.name: layer.crosses for layer in anatomy(paper) if layer.crosses}
    half_pool2, half_pool5 = 128 * 13 * 13, 128 * 6 * 6
    assert found == {"conv3": 4 * 2 * half_pool2, "fc6": 4 * 2 * half_pool5, "fc7": 4 * 2 * 2048, "fc8": 4 * 2048}


@pytest.mark.parametrize("side", [131, None])
@pytest.mark.parametrize("kind", [AlexNet, TwoGpuAlexNet])
def test_training_memory_is_that_of_the_tensors(kind: type, side: int | None) -> None:
    """Every output of a real training pass, each piece of memory once, on the GPU whose tower made it."""
    network, batch = kind(10, (32, 16)).train(), 2
    found = training_memory(network, batch, side)
    photos = torch.zeros(batch, 3, *2 * [side or (227 if kind is TwoGpuAlexNet else 224)])
    towers = getattr(network, "towers", [network])
    steps = network.halves(photos) if len(towers) == 2 else ((name, (out,)) for name, out in network.steps(photos))
    held = [{photos.data_ptr(): photos} for _ in towers]
    for _, here in steps:
        for kept, out in zip(held, here, strict=False):
            kept[out.data_ptr()] = out
    assert [memory.activations for memory in found] == [sum(out.nbytes for out in kept.values()) for kept in held]
    parameters = [sum(p.nbytes for p in tower.parameters()) for tower in towers]
    if len(towers) == 2:
        parameters[0] += sum(p.nbytes for p in network.fc8.parameters())
    for memory, count in zip(found, parameters, strict=True):
        assert memory.weights == memory.gradients == memory.momentum == count
        assert memory.total == 3 * count + memory.activations
