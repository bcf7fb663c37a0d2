"""What maps add to one another is what torch adds up; maps switched off are zeros on the way, and nothing in front runs again."""

import pytest
import torch
from torch import Tensor, nn

from alexnet.ask.ablation import ablated, cut_trace
from alexnet.ask.contributions import PHOTO, active, columns, contributions, trail
from alexnet.network import AlexNet, TwoGpuAlexNet, fresh
from alexnet.network.trace import trace
from alexnet.network.two_towers import LINKS, Tower

CLOSE = 1e-4


class Few(AlexNet):
    """Of one's own: five maps in every layer."""

    def __init__(self, *given: object) -> None:
        super().__init__(2, (5, 5))
        for number, layer in enumerate(self.features):
            if isinstance(layer, nn.Conv2d):
                self.features[number] = _five(layer, 5)
        self.classifier[1] = nn.Linear(5 * 36, 5)


class FewTwice(TwoGpuAlexNet):
    """Of one's own: five maps in every layer of both towers."""

    def __init__(self, *given: object) -> None:
        super().__init__(2, (10, 10))
        for tower in self.towers:
            assert isinstance(tower, Tower)
            for name, layer in list(tower.named_children()):
                if isinstance(layer, nn.Conv2d):
                    setattr(tower, name, _five(layer, 10 if name == "conv3" else 5))
            tower.fc6 = nn.Linear(10 * 36, 5)


def _five(layer: nn.Conv2d, before: int) -> nn.Conv2d:
    before = 3 if layer.in_channels == 3 else before
    return nn.Conv2d(before, 5, layer.kernel_size, layer.stride, layer.padding)


def grown(network: AlexNet | TwoGpuAlexNet) -> AlexNet | TwoGpuAlexNet:
    """Weights as a trained network has them: every layer answers, in some places and not in others."""
    generator = torch.Generator().manual_seed(8)
    with torch.no_grad():
        for _, layer in network.layers():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                layer.weight.normal_(0, (2 / layer.weight[0].numel()) ** 0.5, generator=generator)
                layer.bias.normal_(0.3, 0.1, generator=generator)
    return network.eval().requires_grad_(False)


BUILDS = {
    "one": lambda: AlexNet(20, (64, 64)), "two": lambda: TwoGpuAlexNet(20, (64, 64)), "few": Few, "few-twice": FewTwice,
}  # fmt: skip
NETWORKS = {name: grown(build()) for name, build in BUILDS.items()}
WEIGHED = ("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8")


def kept_of(network: AlexNet | TwoGpuAlexNet, x: Tensor, cut: frozenset[str] = frozenset()) -> dict[str, Tensor]:
    return {PHOTO: x, **cut_trace(network, x, cut)}


@pytest.fixture(scope="module", params=NETWORKS)
def seen(request: pytest.FixtureRequest, photos: list[Tensor]) -> tuple[AlexNet | TwoGpuAlexNet, dict[str, Tensor]]:
    network = NETWORKS[request.param]
    return network, kept_of(network, photos[0][..., :131, :131])


@pytest.mark.parametrize("layer", WEIGHED)
def test_parts_and_bias_add_up_to_what_torch_gives(seen, layer: str) -> None:
    network, kept = seen
    answers = kept[active(layer)][0]
    assert answers.any()
    for index in {0, len(answers) // 2, len(answers) - 1, int(answers.flatten(1 if answers.ndim > 1 else 0).amax(-1).argmax())}:
        found = contributions(network, kept, layer, index)
        real = float(answers[index].sum())
        assert found.total == pytest.approx(real, abs=CLOSE)
        assert float(found.parts.sum()) + found.bias == pytest.approx(real, rel=CLOSE, abs=CLOSE)
        if layer != "fc8" and real == 0:
            assert not found.parts.any()
        else:
            assert float(found.shares.abs().sum()) == pytest.approx(1, abs=CLOSE)


@pytest.mark.parametrize("layer", WEIGHED[1:])
def test_a_part_is_what_goes_when_that_map_is_gone(seen, layer: str) -> None:
    """Torch's own layer on the maps before, without one of them: the sum at the active places falls by that map's part."""
    network, kept = seen
    names = list(kept)
    before = next(name for name in reversed(names[: names.index(layer)]) if not name.startswith(("dropout", "flatten")))
    index, origin = 0, len(kept[before][0]) - 1
    less = kept[before].clone()
    less[:, origin] = 0
    without = next(out for name, out in network.steps(less, after=before) if name == layer)
    on = kept[active(layer)][0, index] > 0 if layer != "fc8" else torch.tensor(True)
    fell = ((kept[layer] - without)[0, index] * on).sum()
    assert float(contributions(network, kept, layer, index).parts[origin]) == pytest.approx(float(fell), abs=CLOSE)


CUTS = (frozenset({"conv3"}), frozenset(LINKS), frozenset({"gpu2", "fc7"}))


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: "-".join(sorted(cut)))
def test_nothing_comes_over_a_cut_cable(photos: list[Tensor], cut: frozenset[str]) -> None:
    network = NETWORKS["two"]
    kept = kept_of(network, photos[1][..., :131, :131], cut)
    for layer in WEIGHED:
        answers = kept[active(layer)][0]
        for index in (0, len(answers) // 2 - 1, len(answers) - 1):
            found = contributions(network, kept, layer, index, cut)
            assert float(found.parts.sum()) + found.bias == pytest.approx(float(answers[index].sum()), rel=CLOSE, abs=CLOSE)
            if layer in cut:
                mine = 0 if layer == "fc8" else int(index >= len(answers) // 2)
                assert not found.parts.chunk(2)[1 - mine].any()


def test_a_trail_leads_from_the_answer_to_the_photo(seen) -> None:
    network, kept = seen
    order, classes = [PHOTO, *columns(network)], range(min(5, network.classes))
    best = max(classes, key=lambda one: float(contributions(network, kept, "fc8", one).shares.max()))
    links = trail(network, kept, "fc8", best)
    assert {link.layer for link in links} == set(order[1:])
    reached = {("fc8", best)}
    for link in links:
        assert (link.layer, link.index) in reached and link.before == order[order.index(link.layer) - 1]
        reached.add((link.before, link.origin))
        whole = link.layer.startswith("pool") or link.before == PHOTO
        expected = 1 if whole else float(contributions(network, kept, link.layer, link.index).shares[link.origin])
        assert link.share == pytest.approx(expected)
    first = [link.share for link in links if link.layer == "fc8"]
    shares = contributions(network, kept, "fc8", best).shares
    assert max(first) == pytest.approx(float(shares.max())) and min(first) == pytest.approx(min(float(shares.min()), max(first)))


def test_a_silent_map_comes_from_nowhere(seen) -> None:
    network, kept = seen
    silent = {name: torch.zeros_like(values) for name, values in kept.items()}
    assert [trail(network, silent, layer, 0) for layer in columns(network)[:-1]] == [[]] * (len(columns(network)) - 1)


def test_off_is_zero_and_several_at_once_are_zeros_on_one_way(seen) -> None:
    network, kept = seen
    off = {"pool2": [0, 2], "conv4": [1], "conv1": [3], "fc7": [0]}
    x, after = kept[PHOTO], None
    for layer in ("conv1", "pool2", "conv4", "fc7"):  # as one would do by hand
        way, after = network.steps(x, after), active(layer)
        x = next(given for name, given in way if name == after).clone()
        for index in off[layer]:
            x[:, index] = 0
    *_, (_, expected) = network.steps(x, after)
    assert torch.allclose(ablated(network, kept, off)["fc8"], expected, atol=CLOSE)
    assert not torch.allclose(expected, kept["fc8"], atol=CLOSE)
    assert torch.equal(ablated(network, kept, {"conv5": []})["fc8"], kept["fc8"])
    assert not ablated(network, kept, off)["relu4"][0, 1].any() and kept["relu4"][0, 1].any()


def test_layers_in_front_do_not_run_again(photos: list[Tensor]) -> None:
    network = NETWORKS["one"]
    kept = kept_of(network, photos[2][..., :67, :67])
    late = {name: values for name, values in kept.items() if name in ("relu7", "fc8")}
    assert ablated(network, late, {"fc7": [1]})["fc8"].shape == (1, 20)
    assert torch.equal(kept["relu7"], trace(network, photos[2][..., :67, :67])["relu7"])  # and what is kept stays


def test_off_behind_a_cut_cable(photos: list[Tensor]) -> None:
    network, cut = NETWORKS["two"], frozenset({"fc6", "fc8"})
    kept = kept_of(network, photos[3][..., :67, :67], cut)
    changed = ablated(network, kept, {"fc7": [0]}, cut)["fc8"]
    part = kept["relu7"][0, 0] * network.fc8.weight[:, 0]
    assert torch.allclose((kept["fc8"] - changed)[0], part, atol=CLOSE)
    assert torch.allclose(
        ablated(network, kept, {"fc7": range(32, 64)}, cut)["fc8"], kept["fc8"], atol=CLOSE
    )  # GPU 2's never arrive


def test_an_untrained_network_has_a_trail(photos: list[Tensor]) -> None:
    network = fresh(AlexNet(2, (5, 5)))
    assert trail(network, kept_of(network, photos[0][..., :67, :67]), "fc8", 1)
