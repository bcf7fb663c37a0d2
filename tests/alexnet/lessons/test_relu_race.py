"""The race of figure 1 and the fading gradient: the racers are equal but for one function, and they do learn."""

import pytest
import torch

from alexnet.lessons.relu_race import ACTIVATIONS, GOAL, four_layers, race
from alexnet.lessons.relu_vanishing import WIDTH, curve, gradients

pytestmark = pytest.mark.slow

PHOTO = torch.randn(300, generator=torch.Generator().manual_seed(5))


def easy(count: int = 256) -> tuple[torch.Tensor, torch.Tensor]:
    """Dark, middling and bright squares."""
    classes = torch.arange(count) % 3
    noise = torch.randint(0, 30, (count, 3, 32, 32), generator=torch.Generator().manual_seed(0))
    return (noise + 100 * classes[:, None, None, None]).to(torch.uint8), classes


def test_racers_start_from_the_same_weights_and_have_four_layers() -> None:
    states = [four_layers(kind, 10, torch.Generator().manual_seed(1)).state_dict() for kind in ACTIVATIONS]
    assert sum(key.endswith("weight") for key in states[0]) == 4
    for other in states[1:]:
        assert all(torch.equal(states[0][key], other[key]) for key in states[0])


@pytest.mark.parametrize("kind", ["relu", "tanh"])
def test_a_racer_learns_and_stops_at_the_goal(kind: str) -> None:
    laps = list(race(*easy(), kind, 0.01, 0, 200))
    assert laps[-1].error <= GOAL < laps[0].error
    assert [lap.step for lap in laps] == list(range(1, len(laps) + 1)) and len(laps) < 200


def test_the_same_seed_runs_the_same_race_and_no_step_is_too_many() -> None:
    first, again, other = (list(race(*easy(), "sigmoid", 0.01, seed, 6)) for seed in (0, 0, 1))
    assert first == again != other
    assert len(first) == 6


def test_slopes_are_those_of_the_formulas() -> None:
    x, y, slope = curve("sigmoid")
    assert torch.allclose(y, 1 / (1 + (-x).exp())) and torch.allclose(slope, y * (1 - y), atol=1e-6)
    x, y, slope = curve("tanh")
    assert torch.allclose(slope, 1 - y**2, atol=1e-6)
    x, y, slope = curve("relu")
    assert torch.equal(y, x.clamp(min=0)) and torch.equal(slope, (x > 0).float())


def test_gradients_are_those_of_the_chain_rule() -> None:
    """Two layers by hand: the gradient at the first sums is W2^T g2 times the slope there."""
    generator = torch.Generator().manual_seed(0)
    first = torch.empty(WIDTH, 300).normal_(0, (1 / 300) ** 0.5, generator=generator)
    second = torch.empty(WIDTH, WIDTH).normal_(0, (1 / WIDTH) ** 0.5, generator=generator)
    z1 = first @ PHOTO
    a1 = z1.tanh()
    a2 = (second @ a1).tanh()
    g2 = (a2.softmax(0) - torch.eye(WIDTH)[0]) * (1 - a2**2)
    g1 = (second.T @ g2) * (1 - a1**2)
    found = gradients(PHOTO, "tanh", 2)
    assert found == pytest.approx([g.square().mean().sqrt().item() for g in (g1, g2)], rel=1e-4)


def test_the_sigmoid_fades_most() -> None:
    shares = {kind: (found := gradients(PHOTO, kind, 12, 2.0))[0] / found[-1] for kind in ACTIVATIONS}
    assert shares["sigmoid"] < 1e-3 < shares["tanh"] and shares["relu"] > 0.1
