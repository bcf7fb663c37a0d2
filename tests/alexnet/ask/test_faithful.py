"""Tests of heat maps, tested themselves: on a network whose right answer is known, and beside SciPy's and NumPy's figures."""

import numpy as np
import pytest
import torch

from alexnet.ask.faithful import (
    LAYERS,
    ORDERS,
    STEPS,
    area,
    covered,
    deletion,
    forgetting,
    randomised_maps,
    rank_correlation,
    turn,
)
from alexnet.ask.saliency import METHODS
from alexnet.network import AlexNet, fresh
from alexnet.network.two_towers import TwoGpuAlexNet
from app.frame.text import LANGUAGES, labels
from app.lessons import saliency_tests
from tests.app.session import html, start, until, words

pytestmark = pytest.mark.slow

X = torch.randn(1, 3, 67, 67, generator=torch.Generator().manual_seed(0))


class Linear(torch.nn.Module):
    """Two classes; the first one's score is the sum of weight times pixel."""

    classes = 2

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        self.weight = weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        score = (x.mean(1) * self.weight).sum((1, 2))
        return torch.stack([score, -score], 1)


def test_the_right_order_beats_every_other() -> None:
    """Of a linear network weight times input is the truth: deleted in that order the probability falls fastest."""
    weight = torch.randn(20, 20, generator=torch.Generator().manual_seed(1)) * 0.2
    x = torch.rand(1, 3, 20, 20, generator=torch.Generator().manual_seed(2))
    network, truth = Linear(weight), weight * x.mean(1)[0]
    areas = {order: area(deletion(network, x, 0, truth, order)) for order in ORDERS}
    assert areas["hottest"] < areas["random"] < areas["coolest"]
    lie = area(deletion(network, x, 0, torch.rand(20, 20, generator=torch.Generator().manual_seed(3)), "hottest"))
    assert areas["hottest"] < lie


def test_deletion_begins_with_the_photo_and_ends_with_nothing() -> None:
    network = fresh(AlexNet(5, (16, 16)))
    shares: list[float] = []
    curve = deletion(network, X, 2, X[0].mean(0), "hottest", 1, shares.append)
    assert len(curve) == STEPS + 1 and shares[-1] == 1
    assert curve[0] == pytest.approx(network(X).softmax(1)[0, 2].item(), abs=1e-6)
    assert curve[-1] == pytest.approx(network(X * 0).softmax(1)[0, 2].item(), abs=1e-6)


def test_squares_go_whole_and_by_their_mean_heat() -> None:
    heat = torch.zeros(4, 4)
    heat[:2, 2:], heat[2:, :2], heat[3, 3] = 3.0, 2.0, 4.0  # the hottest pixel lies in a square of mean 1
    wanted = torch.tensor([[0.75, 0.0], [0.25, 0.5]]).repeat_interleave(2, 0).repeat_interleave(2, 1)
    assert torch.equal(turn(heat, "hottest", 2), wanted.double())
    assert torch.equal(turn(heat, "coolest", 2), 0.75 - wanted.double())
    assert turn(heat, "hottest")[3, 3] == 0
    assert sorted(turn(torch.rand(163, 163), "random", 16).unique().tolist()) == pytest.approx([n / 100 for n in range(100)])


def test_area_is_the_mean_height() -> None:
    assert area([1.0, 1.0, 1.0]) == 1 and area([1.0, 0.0]) == 0.5


def test_a_square_covers_what_it_should() -> None:
    out = covered(X, 60, -5, 20)
    assert (out[:, :, :15, 60:] == 0).all()
    assert torch.equal(out[:, :, 15:], X[:, :, 15:]) and torch.equal(out[:, :, :15, :60], X[:, :, :15, :60])


@pytest.mark.parametrize("kind", [AlexNet, TwoGpuAlexNet])
def test_the_network_forgets_from_the_answer_down_and_the_shared_one_keeps_all(kind) -> None:
    network = fresh(kind(5, (16, 16)), seed=1)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    stages = list(forgetting(network))
    assert [name for name, _ in stages] == ["", *LAYERS]
    for place, (_, stage) in enumerate(stages):
        for (name, module), (_, old) in zip(stage.layers(), network.layers(), strict=True):
            if hasattr(module, "weight"):
                assert torch.equal(module.weight, old.weight) == (name not in LAYERS[:place])
    assert all(torch.equal(value, before[key]) for key, value in network.state_dict().items())


def test_rank_correlation() -> None:
    generator = torch.Generator().manual_seed(0)
    a = torch.rand(30, 30, generator=generator)
    assert rank_correlation(a, a**3) == pytest.approx(1)
    assert rank_correlation(a, 1 - a) == pytest.approx(-1)
    assert abs(rank_correlation(a, torch.rand(30, 30, generator=generator))) < 0.15
    assert rank_correlation(a, torch.zeros(30, 30)) == 0
    b, c = torch.tensor([1.0, 2, 2, 4]), torch.tensor([1.0, 3, 2, 4])
    wanted = np.corrcoef([0, 1.5, 1.5, 3], [0, 2, 1, 3])[0, 1]
    assert rank_correlation(b, c) == pytest.approx(wanted)


def test_maps_of_a_network_that_forgets_begin_alike() -> None:
    found = randomised_maps(fresh(AlexNet(5, (16, 16)), seed=1), X, "gradient", 0)
    assert len(found) == len(LAYERS) + 1 and found[0][2] == pytest.approx(1)
    assert found[-1][2] < 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_tests_are_on_the_page(language: str) -> None:
    app = start(language, "saliency", photo="red-panda", saliency_part="cover")
    assert html(app).count('class="fill"') == 10
    app.segmented_control(key="saliency_part").set_value("delete").run(timeout=60)
    until(app, lambda: labels(language)["truth.area"] in words(app))
    app.segmented_control(key="saliency_part").set_value("forget").run(timeout=60)
    until(app, lambda: html(app).count("<figure") == len(LAYERS) + 2)  # the photo, the trained network, each stage


def test_the_chart_has_a_colour_for_every_method_however_many_there_are(monkeypatch) -> None:
    more = {f"method {number}": METHODS["gradient"] for number in range(9)}
    monkeypatch.setattr(saliency_tests, "METHODS", METHODS | more)
    falling = {order: [1 - n / STEPS for n in range(STEPS + 1)] for order in ORDERS}
    html = saliency_tests._curves(dict.fromkeys(more, falling), {name: name for name in more})
    assert all(name in html for name in more)
