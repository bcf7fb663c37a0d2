"""The paper's network against the same network written as one, with groups, and on a second device that is only pretended."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

import pytest
import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from alexnet.network import fresh
from alexnet.network.anatomy import anatomy
from alexnet.network.two_towers import LINKS, LocalResponseNorm, TwoGpuAlexNet, paper_init


def lively(k: float = 2.0) -> TwoGpuAlexNet:
    """Frozen, with weights larger than the paper's first ones."""
    network = fresh(TwoGpuAlexNet(7, (16, 12), k=k))
    for parameter in network.parameters():
        parameter.mul_(4)
    return network


def strong(side: int) -> Tensor:
    """Two photos, (2, 3, side, side), so strong that LRN halves what it gets."""
    return 300 * torch.randn(2, 3, side, side, generator=torch.Generator().manual_seed(side))


@pytest.fixture(scope="module")
def small() -> TwoGpuAlexNet:
    return lively()


@pytest.fixture(scope="module")
def photos() -> Tensor:
    return strong(99)


def as_one(network: TwoGpuAlexNet, x: Tensor, k: float) -> Tensor:
    """The same computation as one tower whose conv2, conv4 and conv5 have two groups."""
    one, two = network.towers

    def both(name: str) -> tuple[Tensor, Tensor]:
        layers = [getattr(tower, name) for tower in (one, two)]
        return torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers])

    def norm(x: Tensor) -> Tensor:
        return torch.cat([nn.LocalResponseNorm(5, 1e-4, 0.75, k)(half) for half in x.chunk(2, 1)], 1)

    x = F.max_pool2d(norm(F.conv2d(x, *both("conv1"), stride=4).relu()), 3, 2)
    x = F.max_pool2d(norm(F.conv2d(x, *both("conv2"), padding=2, groups=2).relu()), 3, 2)
    x = F.conv2d(x, *both("conv3"), padding=1).relu()
    x = F.conv2d(x, *both("conv4"), padding=1, groups=2).relu()
    x = F.max_pool2d(F.conv2d(x, *both("conv5"), padding=1, groups=2).relu(), 3, 2)
    x = torch.flatten(F.adaptive_avg_pool2d(x, 6), 1)
    x = F.linear(x, *both("fc6")).relu()
    x = F.linear(x, *both("fc7")).relu()
    return network.fc8(x)


@pytest.mark.parametrize(("side", "k"), [(99, 2.0), (131, 1.0), (227, 2.0)])
def test_two_towers_are_one_network_with_groups(side: int, k: float) -> None:
    network, x = lively(k), strong(side)
    expected = as_one(network, x, k)
    assert (expected[0] - expected[1]).abs().max() > 0.1  # the photos count, not the biases alone
    assert torch.allclose(network(x), expected, atol=1e-5)


@pytest.mark.parametrize("n", [5, 4, 1])
def test_lrn_is_pytorchs(n: int) -> None:
    x = 200 * torch.randn(2, 48, 9, 7)  # large enough to be damped
    ours, theirs = LocalResponseNorm(n, 1e-2, 0.75, 2.0)(x), nn.LocalResponseNorm(n, 1e-2, 0.75, 2.0)(x)
    assert torch.allclose(ours, theirs, rtol=1e-4, atol=1e-4)
    assert (ours.abs() < 0.5 * x.abs() * 2**-0.75).any()


def test_lrn_has_the_papers_numbers() -> None:
    x = 500 * torch.randn(2, 48, 9, 7, generator=torch.Generator().manual_seed(2))
    assert torch.allclose(LocalResponseNorm()(x), nn.LocalResponseNorm(5, 1e-4, 0.75, 2.0)(x), rtol=1e-4)


def test_parameters_of_the_paper() -> None:
    with torch.device("meta"):
        assert sum(p.numel() for p in TwoGpuAlexNet().parameters()) == 60_965_224


class Cable(TorchDispatchMode):
    """Counts the bytes that PyTorch copies from one device to another: {(from, to): bytes}."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes: Counter = Counter()

    def __torch_dispatch__(self, operator, types, args=(), kwargs=None) -> object:
        result = operator(*args, **(kwargs or {}))
        if operator is torch.ops.aten._to_copy.default and args[0].device != result.device:
            self.bytes[args[0].device.type, result.device.type] += result.nbytes
        return result


@pytest.fixture
def apart() -> Iterator[TwoGpuAlexNet]:
    """Tower 1 on the CPU and tower 2 on a GPU that need not exist: PyTorch computes no numbers, but it makes every copy
    and refuses to mix devices as it does on real ones."""
    with FakeTensorMode():
        network = TwoGpuAlexNet(7, (16, 12)).eval()
        with torch.device("cuda:0"):
            network.towers[1] = network.like().eval().towers[1]
        yield network


def test_bytes_that_cross_are_those_copied(apart) -> None:
    log, photos = [], torch.empty(3, 3, 99, 99)
    with Cable() as cable:
        assert apart(photos, log=log).device.type == "cpu"
    there, back = (sum(one.bytes for one in log if one.source == source) for source in (0, 1))
    assert cable.bytes == {("cpu", "cuda"): photos.nbytes + there, ("cuda", "cpu"): back}
    told = {layer: sum(one.bytes for one in log if one.layer == layer) for layer in LINKS}
    with torch.device("meta"):
        facts = anatomy(TwoGpuAlexNet(7, (16, 12)), 99)
    assert told == {layer.name: len(photos) * layer.crosses for layer in facts if layer.crosses}


def test_with_all_links_cut_only_the_photos_travel(apart) -> None:
    log, photos = [], torch.empty(1, 3, 99, 99)
    with Cable() as cable:
        apart(photos, frozenset(LINKS), log)
    assert cable.bytes == {("cpu", "cuda"): photos.nbytes} and not log


def test_joined_activations_lie_where_the_first_tower_is(apart) -> None:
    kept = dict(apart.steps(torch.empty(1, 3, 99, 99)))
    assert {out.device.type for out in kept.values()} == {"cpu"}
    again = dict(apart.steps(kept["pool2"], after="pool2"))
    assert next(iter(again)) == "conv3"
    assert [again[name].shape for name in again] == [kept[name].shape for name in again]


@pytest.mark.parametrize("link", [*LINKS, "gpu1", "gpu2"])
def test_every_cut_changes_the_answer_and_nothing_stays_cut(small, photos, link: str) -> None:
    whole = small(photos)
    assert not torch.allclose(small(photos, cut=frozenset({link})), whole, atol=1e-5)
    assert torch.equal(small(photos), whole)


def test_what_is_cut_does_not_cross(small, photos) -> None:
    log = []
    small(photos, frozenset({"conv3", "fc7"}), log)
    assert {crossing.layer for crossing in log} == {"fc6", "fc8"}


@pytest.mark.parametrize("number", [0, 1])
def test_without_links_a_tower_knows_nothing_of_the_other(small, photos, number: int) -> None:
    """Section 3.2, figure 2: only through the links does a tower's answer hang on the other's kernels."""
    network = deepcopy(small).requires_grad_(True)
    kernels = [tower.conv1.weight for tower in network.towers]
    for cut, heard in ((frozenset(), True), (frozenset(LINKS), False)):
        for layer in ("conv3", "fc7"):
            own = dict(network.halves(photos, cut))[layer][number]
            gradients = torch.autograd.grad(own.square().sum(), kernels, allow_unused=True)
            assert [gradient is not None and bool(gradient.any()) for gradient in gradients] == (
                [True, True] if heard else [number == 0, number == 1]
            )


@pytest.mark.parametrize("number", [0, 1])
def test_a_silent_tower_has_no_say(small, photos, number: int) -> None:
    network, silent = deepcopy(small), frozenset({f"gpu{number + 1}"})
    before, whole = network(photos, silent), network(photos)
    for parameter in network.towers[number].parameters():
        parameter.mul_(-0.5)
    assert torch.equal(network(photos, silent), before)
    assert not torch.allclose(network(photos), whole, atol=1e-3)


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
    """Section 5: N(0, 0.01), biases 1 in the second, fourth and fifth convolution and the hidden dense layers, else 0."""
    network = TwoGpuAlexNet(50, (64, 64))
    paper_init(network, torch.Generator().manual_seed(3))
    for name, layer in network.layers():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            assert layer.weight.std().item() == pytest.approx(0.01, rel=0.05)
            assert layer.weight.mean().item() == pytest.approx(0, abs=4 * 0.01 / layer.weight.numel() ** 0.5)
            assert (layer.bias == float(name in ("conv2", "conv4", "conv5", "fc6", "fc7"))).all(), name
    again, other = TwoGpuAlexNet(50, (64, 64)), TwoGpuAlexNet(50, (64, 64))
    paper_init(again, torch.Generator().manual_seed(3))
    paper_init(other, torch.Generator().manual_seed(4))
    for ours, same, different in zip(network.parameters(), again.parameters(), other.parameters(), strict=True):
        assert torch.equal(ours, same) and (ours.ndim == 1 or not torch.equal(ours, different))


def test_kernels_are_gpu_1s_then_gpu_2s(small) -> None:
    assert small.kernels.shape == (96, 3, 11, 11)
    assert torch.equal(small.kernels[48:], small.towers[1].conv1.weight)


def test_each_tower_has_its_device() -> None:
    network = TwoGpuAlexNet(7, (16, 12), devices=("cpu", "meta"))
    assert [device.type for device in network.devices] == ["cpu", "meta"]
    assert network.fc8.weight.device.type == "cpu"


@pytest.mark.parametrize("hidden", [(15, 12), (16, 11)])
def test_odd_widths_cannot_be_shared(hidden: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="even"):
        TwoGpuAlexNet(7, hidden)


@pytest.mark.parametrize("devices", [("cuda:0", "cpu"), ("cuda:0", "cuda:1")])
def test_two_devices_answer_as_the_cpu_does(small, photos, devices: tuple[str, str]) -> None:
    cards = sum(device.startswith("cuda") for device in devices)
    if torch.cuda.device_count() < cards:
        pytest.skip(f"needs GPUs: {cards}")
    spread, log = deepcopy(small).place(devices), []
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        scores = spread(photos, log=log)
    assert scores.device == torch.device(devices[0])
    assert torch.allclose(scores.cpu(), small(photos), rtol=1e-3, atol=1e-3)
    assert {crossing.layer for crossing in log} == set(LINKS)
