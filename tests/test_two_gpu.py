"""The paper's network against the same network written as one, with groups."""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from alexnet.anatomy import anatomy
from alexnet.network import fresh
from alexnet.two_gpu import BIAS_ONE, LINKS, LocalResponseNorm, TwoGpuAlexNet, paper_init


@pytest.fixture(scope="module")
def small() -> TwoGpuAlexNet:
    network = fresh(TwoGpuAlexNet(7, (16, 12)))
    for parameter in network.parameters():  # livelier than the paper's first weights
        parameter.mul_(4)
    return network


@pytest.fixture(scope="module")
def photos() -> Tensor:
    return torch.randn(2, 3, 99, 99, generator=torch.Generator().manual_seed(1))


def as_one(network: TwoGpuAlexNet, x: Tensor) -> Tensor:
    """The same computation as one tower whose conv2, conv4 and conv5 have two groups."""
    one, two = network.towers

    def both(name: str) -> tuple[Tensor, Tensor]:
        layers = [getattr(tower, name) for tower in (one, two)]
        return torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers])

    def norm(x: Tensor) -> Tensor:
        return torch.cat([nn.LocalResponseNorm(5, 1e-4, 0.75, 2.0)(half) for half in x.chunk(2, 1)], 1)

    x = F.max_pool2d(norm(F.conv2d(x, *both("conv1"), stride=4).relu()), 3, 2)
    x = F.max_pool2d(norm(F.conv2d(x, *both("conv2"), padding=2, groups=2).relu()), 3, 2)
    x = F.conv2d(x, *both("conv3"), padding=1).relu()
    x = F.conv2d(x, *both("conv4"), padding=1, groups=2).relu()
    x = F.max_pool2d(F.conv2d(x, *both("conv5"), padding=1, groups=2).relu(), 3, 2)
    x = torch.flatten(F.adaptive_avg_pool2d(x, 6), 1)
    x = F.linear(x, *both("fc6")).relu()
    x = F.linear(x, *both("fc7")).relu()
    return network.fc8(x)


@pytest.mark.parametrize("side", [99, 131, 227])
def test_two_towers_are_one_network_with_groups(small, side: int) -> None:
    x = torch.randn(2, 3, side, side, generator=torch.Generator().manual_seed(side))
    expected = as_one(small, x)
    assert expected.std() > 1e-3
    assert torch.allclose(small(x), expected, atol=1e-5)


@pytest.mark.parametrize("n", [5, 4, 1])
def test_lrn_is_pytorchs(n: int) -> None:
    x = 200 * torch.randn(2, 48, 9, 7)  # large enough to be damped
    ours, theirs = LocalResponseNorm(n, 1e-2, 0.75, 2.0)(x), nn.LocalResponseNorm(n, 1e-2, 0.75, 2.0)(x)
    assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)
    assert (ours.abs() < 0.5 * x.abs() * 2**-0.75).any()


def test_parameters_of_the_paper() -> None:
    with torch.device("meta"):
        assert sum(p.numel() for p in TwoGpuAlexNet().parameters()) == 60_965_224


def test_bytes_that_cross_are_those_copied(small, photos, monkeypatch) -> None:
    log = []
    small(photos, log=log)
    copied = {}
    both = TwoGpuAlexNet._both

    def count(self: TwoGpuAlexNet, layer: str, here: list[Tensor], to: int, *rest: object) -> Tensor:
        joined = both(self, layer, here, to, *rest)
        foreign = joined.numel() - here[to].numel()  # what was not there before
        copied[layer] = copied.get(layer, 0) + foreign * joined.element_size()
        return joined

    monkeypatch.setattr(TwoGpuAlexNet, "_both", count)
    small(photos)
    told = {layer: sum(one.bytes for one in log if one.layer == layer) for layer in LINKS}
    assert told == copied
    assert told == {layer.name: len(photos) * layer.crosses for layer in anatomy(small, 99) if layer.crosses}


@pytest.mark.parametrize("link", [*LINKS, "gpu1", "gpu2"])
def test_every_cut_changes_the_answer_and_nothing_stays_cut(small, photos, link: str) -> None:
    whole = small(photos)
    assert not torch.allclose(small(photos, cut=frozenset({link})), whole, atol=1e-5)
    assert torch.equal(small(photos), whole)


def test_what_is_cut_does_not_cross(small, photos) -> None:
    log = []
    small(photos, frozenset({"conv3", "fc7"}), log)
    assert {crossing.layer for crossing in log} == {"fc6", "fc8"}


def test_without_links_a_tower_knows_nothing_of_the_other(photos) -> None:
    network = TwoGpuAlexNet(7, (16, 12)).eval()
    steps = dict(network.halves(photos, frozenset({"conv3"})))
    first, second = steps["conv5"]
    first.sum().backward()
    assert network.towers[0].conv1.weight.grad.abs().sum() > 0
    assert network.towers[1].conv1.weight.grad is None or not network.towers[1].conv1.weight.grad.any()
    assert second.requires_grad


@pytest.mark.parametrize("number", [0, 1])
def test_a_silent_tower_has_no_say(photos, number: int) -> None:
    network = TwoGpuAlexNet(7, (16, 12)).eval()
    before = network(photos, frozenset({f"gpu{number + 1}"}))
    with torch.no_grad():
        for parameter in network.towers[number].parameters():
            parameter.normal_()
    assert torch.equal(network(photos, frozenset({f"gpu{number + 1}"})), before)


def test_steps_go_on_from_any_layer(small, photos) -> None:
    kept = dict(small.steps(photos))
    assert kept["relu5"].shape[1] == 256 and torch.equal(kept["fc8"], small(photos))
    for after in ("conv1", "pool2", "relu5", "relu7"):
        assert torch.equal(dict(small.steps(kept[after], after=after))["fc8"], kept["fc8"])
    for name, (first, second) in small.halves(photos):
        if name == "conv4":
            assert torch.equal(torch.cat([first, second], 1), kept["conv4"])
            break


def test_first_weights_are_the_papers() -> None:
    network = TwoGpuAlexNet(50, (64, 64))
    paper_init(network, torch.Generator().manual_seed(3))
    for name, layer in network.layers():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            assert layer.weight.std().item() == pytest.approx(0.01, rel=0.05)
            assert (layer.bias == float(name in BIAS_ONE)).all()
    again, other = TwoGpuAlexNet(50, (64, 64)), TwoGpuAlexNet(50, (64, 64))
    paper_init(again, torch.Generator().manual_seed(3))
    paper_init(other, torch.Generator().manual_seed(4))
    assert torch.equal(network.kernels, again.kernels) and not torch.equal(network.kernels, other.kernels)


def test_kernels_are_gpu_1s_then_gpu_2s(small) -> None:
    assert small.kernels.shape == (96, 3, 11, 11)
    assert torch.equal(small.kernels[48:], small.towers[1].conv1.weight)


def test_each_tower_has_its_device() -> None:
    network = TwoGpuAlexNet(7, (16, 12), devices=("cpu", "meta"))
    assert [device.type for device in network.devices] == ["cpu", "meta"]
    assert network.fc8.weight.device.type == "cpu"


def test_odd_widths_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="even"):
        TwoGpuAlexNet(7, (15, 12))


@pytest.mark.skipif(torch.cuda.device_count() < 2, reason="needs two GPUs")
def test_two_gpus_answer_as_the_cpu_does(small, photos) -> None:
    expected = small(photos)
    spread = small.like()
    spread.load_state_dict(small.state_dict())
    spread.eval().place(("cuda:0", "cuda:1"))
    log = []
    assert torch.allclose(spread(photos, log=log).cpu(), expected, atol=1e-3)
    assert {crossing.layer for crossing in log} == set(LINKS)
