"""Kernels drawn by hand must be called what they are."""

import math

import pytest
import torch
from torch import Tensor

from alexnet.lessons.filters import HUE_ANGLES, HUES, colourfulness, describe, hue

GREY = (1.0, 1.0, 1.0)
RIGHT = (torch.arange(11.0) - 5).expand(11, 11)  # pixels from the middle
UP = -RIGHT.T
BLOB = torch.exp(-(RIGHT**2 + UP**2) / 8)
DIRECTIONS = {"horizontal": 0, "rising": 45, "vertical": 90, "falling": 135}


def across(angle: float) -> Tensor:
    """(11, 11): how far each pixel lies from a line through the middle that rises at `angle` degrees."""
    turn = math.radians(angle)
    return UP * math.cos(turn) - RIGHT * math.sin(turn)


def edge(angle: float) -> Tensor:
    """Light on one side, dark on the other."""
    return torch.sign(across(angle))


def stripes(angle: float, wavelength: float = 4) -> Tensor:
    return torch.cos(2 * math.pi * across(angle) / wavelength)


def kernel(pattern: Tensor, colour: tuple[float, float, float] = GREY) -> Tensor:
    """(1, 3, 11, 11)"""
    return torch.tensor(colour)[None, :, None, None] * pattern


def apart(one: float, other: float) -> float:
    """Degrees between two directions of lines, at most 90."""
    return abs((one - other + 90) % 180 - 90)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("draw", "pattern"), [(edge, "edge"), (stripes, "stripes")])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_direction(direction: str, draw, pattern: str, sign: int) -> None:
    (found,) = describe(kernel(sign * draw(DIRECTIONS[direction])))
    assert found.pattern == pattern
    assert 0 <= found.angle < 180
    assert apart(found.angle, DIRECTIONS[direction]) < 1


@pytest.mark.parametrize("angle", range(0, 180, 15))
def test_directions_between(angle: int) -> None:
    (found,) = describe(kernel(stripes(angle)))
    assert found.pattern == "stripes" and apart(found.angle, angle) < 3
    (found,) = describe(kernel(edge(angle)))
    assert found.pattern == "edge" and apart(found.angle, angle) < 17  # 11 pixels tell no more; words go by 45


@pytest.mark.parametrize("wavelength", [3, 4, 5, 6])
def test_wavelength(wavelength: int) -> None:
    (found,) = describe(kernel(stripes(90, wavelength)))
    assert found.wavelength == pytest.approx(wavelength, rel=0.05)


@pytest.mark.parametrize("pattern", [BLOB, -BLOB, torch.ones(11, 11)])
def test_round_is_a_blob(pattern: Tensor) -> None:
    assert describe(kernel(pattern))[0].pattern == "blob"


@pytest.mark.parametrize("pattern", [edge(45), stripes(0), BLOB])
def test_grey_kernel_has_no_colour(pattern: Tensor) -> None:
    (found,) = describe(kernel(pattern))
    assert found.colourfulness == pytest.approx(0, abs=1e-6)
    assert found.colours is None


@pytest.mark.parametrize(
    ("colour", "share", "names"),
    [
        ((2.0, -1.0, -1.0), 1, ("red", "cyan")),
        ((-2.0, 1.0, 1.0), 1, ("cyan", "red")),
        ((-1.0, -1.0, 2.0), 1, ("blue", "yellow")),
        ((-1.0, 2.0, -1.0), 1, ("green", "pink")),
        ((1.0, 0.0, 0.0), 2 / 3, ("red", "cyan")),
        ((1.0, 0.5, 0.0), 0.4, ("orange", "blue")),
    ],
)
def test_colours_of_a_blob(colour: tuple[float, float, float], share: float, names: tuple[str, str]) -> None:
    (found,) = describe(kernel(BLOB, colour))
    assert found.colourfulness == pytest.approx(share, abs=1e-6)
    assert found.colours == names
    assert describe(kernel(-BLOB, colour))[0].colours == names[::-1]


def test_colours_of_an_edge() -> None:
    (found,) = describe(kernel(edge(90), (2.0, -1.0, -1.0)))
    assert found.pattern == "edge" and set(found.colours) == {"red", "cyan"}


def test_hardly_coloured_is_called_grey() -> None:
    (found,) = describe(kernel(BLOB, (1.1, 1.0, 0.9)))
    assert 0 < found.colourfulness < 0.05 and found.colours is None


def test_colourfulness_is_a_share_of_energy() -> None:
    mixed = kernel(edge(0)) + kernel(edge(90), (1.0, -1.0, 0.0))
    off_grey = 2 * edge(90).square().sum() / mixed.square().sum()
    assert colourfulness(mixed).item() == pytest.approx(off_grey.item(), rel=1e-5)


@pytest.mark.parametrize(("name", "angle"), zip(HUES, HUE_ANGLES, strict=True))
def test_hue_is_the_colour_wheels(name: str, angle: int) -> None:
    """The hue that HSV gives a pure colour is 60 degrees a step from red over yellow, green, cyan and blue."""
    turn = math.radians(angle)
    colour = torch.tensor([math.cos(turn), math.cos(turn - 2 * math.pi / 3), math.cos(turn + 2 * math.pi / 3)])
    assert hue(colour.numpy()) == hue((5 * colour + 3).numpy()) == name


def test_only_the_shape_counts_not_the_strength() -> None:
    kernels = torch.randn(16, 3, 11, 11, generator=torch.Generator().manual_seed(0))
    for one, five in zip(describe(kernels), describe(5 * kernels), strict=True):
        assert (one.index, one.pattern, one.colours) == (five.index, five.pattern, five.colours)
        assert (one.angle, one.wavelength) == (five.angle, five.wavelength)
        assert one.colourfulness == pytest.approx(five.colourfulness, rel=1e-5)


def test_first_layer_of_a_network_in_its_order(network) -> None:
    found = describe(network.layer("conv1").weight)
    assert [one.index for one in found] == list(range(64))
    assert found[17].angle == describe(network.layer("conv1").weight[17:18])[0].angle


def test_kernel_of_zeros() -> None:
    (found,) = describe(torch.zeros(1, 3, 11, 11))
    assert found.colourfulness == 0 and found.colours is None and math.isfinite(found.wavelength)
