"""Every registered heat map: its shape, its oracle, and that thirty readers may ask one network at once."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from captum.attr import LayerAttribution, LayerGradCam
from torch import Tensor, nn

from alexnet.ask.saliency import METHODS, explain
from alexnet.network import twin
from alexnet.registry import Registered

SLOW = [name for name, recipe in METHODS.items() if recipe.slow]
QUICK = [name for name in METHODS if name not in SLOW]
TARGET = 3
READERS = 4  # at once, each with a photo of his own
SMALL = 112  # pixels a side where many maps are made; room for the largest window

pytestmark = pytest.mark.filterwarnings("ignore:Setting backward hooks:UserWarning")


@pytest.fixture(autouse=True)
def network_stays_as_it_was(network) -> Iterator[None]:
    """After every test here, failed calls included."""
    before = {name: value.clone() for name, value in network.state_dict().items()}
    yield
    for name, module in network.named_modules():
        assert not (module._forward_hooks or module._forward_pre_hooks), name
        assert not (module._backward_hooks or module._backward_pre_hooks), name
        assert not module.training, name
    for name, parameter in network.named_parameters():
        assert parameter.grad is None and not parameter.requires_grad, name
        assert torch.equal(parameter, before[name]), name


@pytest.fixture(scope="module")
def small(photos) -> list[Tensor]:
    return [photo[..., :SMALL, :SMALL].contiguous() for photo in photos[:READERS]]


@pytest.fixture(scope="module")
def alone(network, small) -> dict[tuple[str, int], Tensor]:
    """The map of each method for each photo, made one after the other."""
    return {(method, number): explain(network, photo, method, TARGET) for method in METHODS for number, photo in enumerate(small)}


class Patch(nn.Module):
    """Looks at nothing but the red of a 16x16 patch: class 0 has its sum as score, class 1 minus that."""

    classes = 2

    def forward(self, x: Tensor) -> Tensor:
        score = x[:, 0, 16:32, 32:48].sum((1, 2))
        return torch.stack([score, -score], 1)


IN_PATCH = torch.zeros(64, 64)
IN_PATCH[16:32, 32:48] = 1


class Stop(Exception):
    """What a reader who has left raises."""


# Of every method


@pytest.mark.parametrize("method", METHODS)
def test_map_and_progress(network, photos, method: str) -> None:
    shares: list[float] = []
    heat = explain(network, photos[0], method, TARGET, shares.append)
    assert heat.shape == (224, 224) and heat.dtype == torch.float32 and heat.device.type == "cpu"
    assert heat.isfinite().all() and not heat.requires_grad
    assert heat.max() > heat.min()
    assert METHODS[method].signed == bool(heat.min() < 0)
    if METHODS[method].slow:
        assert len(shares) >= 3
        assert shares == sorted(shares) and shares[0] > 0 and shares[-1] == 1


@pytest.mark.parametrize("method", METHODS)
def test_map_is_of_this_photo_and_this_class(network, small, method: str, alone) -> None:
    assert torch.equal(explain(network, small[0], method, TARGET), alone[method, 0])
    assert not torch.equal(alone[method, 0], alone[method, 1])
    assert any(not torch.equal(explain(network, small[0], method, other), alone[method, 0]) for other in (0, 19))


@pytest.mark.parametrize("method", METHODS)
def test_four_readers_of_one_method(network, small, alone, method: str) -> None:
    barrier = threading.Barrier(READERS)

    def reader(number: int) -> Tensor:
        barrier.wait(30)
        return explain(network, small[number], method, TARGET)

    with ThreadPoolExecutor(READERS) as pool:
        for number, heat in enumerate(pool.map(reader, range(READERS))):
            assert torch.equal(heat, alone[method, number])


def test_four_readers_of_all_methods(network, small, alone) -> None:
    barrier = threading.Barrier(READERS)

    def reader(number: int) -> list[str]:
        barrier.wait(30)
        methods = [*QUICK * 3, *METHODS]
        turned = methods[number % len(methods) :] + methods[: number % len(methods)]
        return [m for m in turned if not torch.equal(explain(network, small[number], m, TARGET), alone[m, number])]

    with ThreadPoolExecutor(READERS) as pool:
        assert list(pool.map(reader, range(READERS))) == [[]] * READERS


@pytest.mark.parametrize("method", METHODS)
def test_error_inside_comes_out(network, method: str) -> None:
    with pytest.raises(RuntimeError):
        explain(network, torch.zeros(1, 4, SMALL, SMALL), method, TARGET)


@pytest.mark.parametrize("method", SLOW)
def test_reader_who_leaves_stops_the_work(network, small, method: str, alone) -> None:
    calls = []

    def report(share: float) -> None:
        calls.append(share)
        raise Stop

    with pytest.raises(Stop):
        explain(network, small[0], method, TARGET, report)
    assert len(calls) == 1
    assert torch.equal(explain(network, small[0], method, TARGET), alone[method, 0])


def corners(recipe: Registered) -> list[dict[str, float]]:
    """Every parameter at its lowest and its highest, in all combinations."""
    choices = [[(p.name, p.low), (p.name, p.high)] for p in recipe.parameters]
    return [dict(choice) for choice in itertools.product(*choices)]


@pytest.mark.parametrize("method", [name for name, recipe in METHODS.items() if recipe.parameters])
def test_bounds_of_the_settings(network, small, method: str) -> None:
    maps = [explain(network, small[0], method, TARGET, **settings) for settings in corners(METHODS[method])]
    assert all(heat.shape == (SMALL, SMALL) and heat.isfinite().all() for heat in maps)
    assert not any(torch.equal(one, other) for one, other in itertools.combinations(maps, 2))  # each setting matters


@pytest.mark.parametrize("method", METHODS)
def test_bad_requests(network, small, method: str) -> None:
    for target in (-1, 20):
        with pytest.raises(ValueError, match="target"):
            explain(network, small[0], method, target)
    with pytest.raises(KeyError, match="nonsense"):
        explain(network, small[0], method, TARGET, nonsense=1)
    for parameter in METHODS[method].parameters:
        for value in (parameter.low - parameter.step, parameter.high + parameter.step):
            with pytest.raises(ValueError, match=parameter.name):
                explain(network, small[0], method, TARGET, **{parameter.name: value})


def test_unknown_method(network, small) -> None:
    with pytest.raises(KeyError):
        explain(network, small[0], "grad-ham", TARGET)


# Against what is known


def test_gradient_is_autograds(network, photos) -> None:
    x = photos[1].clone().requires_grad_()
    (expected,) = torch.autograd.grad(network(x)[0, TARGET], x)
    torch.testing.assert_close(explain(network, photos[1], "gradient", TARGET), expected[0].abs().amax(0))


def test_grad_cam_is_captums(network, photos) -> None:
    theirs = twin(network)
    cam = LayerGradCam(theirs, theirs.layer("relu5")).attribute(photos[1], TARGET, relu_attributions=True)
    expected = LayerAttribution.interpolate(cam, (224, 224), interpolate_mode="bilinear")[0, 0]
    assert expected.max() > 0
    torch.testing.assert_close(explain(network, photos[1], "grad-cam", TARGET), expected, rtol=1e-4, atol=0)


class GuidedReLU(torch.autograd.Function):
    """ReLU that lets back only what is positive, and only where it let something through."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x.relu()

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        return gradient.relu() * (x > 0)


def test_guided_backprop_is_the_gradient_through_guided_relus(network, photos) -> None:
    out = x = photos[1].clone().requires_grad_()
    for _, layer in network.layers():
        out = GuidedReLU.apply(out) if isinstance(layer, nn.ReLU) else layer(out)
    (expected,) = torch.autograd.grad(out[0, TARGET], x)
    heat = explain(network, photos[1], "guided-backprop", TARGET)
    torch.testing.assert_close(heat, expected[0].abs().amax(0))
    assert not torch.allclose(heat, explain(network, photos[1], "gradient", TARGET))


def test_integrated_gradients_sum_to_the_difference_of_the_scores(network, small) -> None:
    photo = 5 * small[1]  # strong enough for the scores of an untrained network to move
    difference = (network(photo) - network(0 * photo))[0, TARGET].item()
    few, many = (explain(network, photo, "integrated-gradients", TARGET, steps=n).sum().item() for n in (10, 200))
    assert many == pytest.approx(difference, rel=0.01)
    assert abs(many - difference) < abs(few - difference)


@pytest.mark.parametrize(("target", "sign"), [(0, 1), (1, -1)])
def test_network_that_looks_at_a_patch(target: int, sign: int) -> None:
    x = torch.full((1, 3, 64, 64), 2.0)
    x[:, :, 0, 0] = 0  # a photo of one colour would leave SmoothGrad no noise
    for method in ("gradient", "smoothgrad"):
        assert torch.equal(explain(Patch(), x, method, target), IN_PATCH)
    integrated = explain(Patch(), x, "integrated-gradients", target)
    torch.testing.assert_close(integrated, 2.0 * sign * IN_PATCH)
    covered = explain(Patch(), x, "occlusion", target, window=16, stride=16)
    assert torch.equal(covered, 2.0 * 16 * 16 * sign * IN_PATCH)  # covering the patch costs its whole sum


def test_occlusion_averages_the_squares_that_cover_a_pixel() -> None:
    heat = explain(Patch(), torch.ones(1, 3, 64, 64), "occlusion", 0, window=16, stride=8)
    assert heat.argmax() == 16 * 64 + 32  # nothing beats the patch itself: 4 squares cover 1, 1/2, 1/2 and 1/4 of it
    assert heat[20, 36].item() == pytest.approx(16 * 16 * (1 + 1 / 2 + 1 / 2 + 1 / 4) / 4)
    assert heat[0, 0] == 0


def test_smoothgrad_draws_the_same_noise_each_time_and_none_from_others(network, small) -> None:
    torch.manual_seed(0)
    first = explain(network, small[0], "smoothgrad", TARGET)
    after = torch.rand(1)
    torch.manual_seed(0)
    assert torch.equal(torch.rand(1), after)
    assert torch.equal(explain(network, small[0], "smoothgrad", TARGET), first)
