"""Thinned networks: masks drop what they should, averages are what they say, and the shared network never notices."""

import torch
from torch import nn

from alexnet.lessons.dropout import Mask, balance, masked, thinned, vote, with_masks
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import trace
from alexnet.network.two_towers import TwoGpuAlexNet

PHOTO = torch.randn(1, 3, 67, 67, generator=torch.Generator().manual_seed(1))


def networks() -> list:
    return [fresh(AlexNet(5, (16, 16))), fresh(TwoGpuAlexNet(5, (16, 16)))]


def test_a_mask_drops_its_share_and_makes_up_for_it() -> None:
    ones = torch.ones(1, 100_000)
    plain = Mask(0.3, torch.Generator().manual_seed(0), inverted=False)(ones)
    scaled = Mask(0.3, torch.Generator().manual_seed(0))(ones)
    assert set(plain.unique().tolist()) == {0, 1}
    assert abs(plain.mean() - 0.7) < 0.01 and abs(scaled.mean() - 1) < 0.01
    assert torch.equal(scaled, plain / 0.7)


def test_without_dropping_every_thinned_network_is_the_full_one() -> None:
    for network in networks():
        passes = trace(network, PHOTO)
        scores = thinned(network, passes["pool5"], 3, (0.0,), 0)[0]
        assert torch.allclose(scores, passes["fc8"].expand(3, -1), atol=1e-6)


def test_draws_differ_but_a_seed_repeats_them_and_the_network_keeps_its_layers() -> None:
    for network in networks():
        pool5 = trace(network, PHOTO)["pool5"] + 1
        before = [type(layer) for layer in network.modules()]
        first, again, other = (thinned(network, pool5, 4, (0.5,), seed) for seed in (0, 0, 1))
        assert torch.equal(first, again) and not torch.equal(first, other)
        assert len({tuple(row) for row in first[0].tolist()}) == 4
        assert [type(layer) for layer in network.modules()] == before


def test_several_probabilities_in_one_pass_are_each_alone() -> None:
    for network in networks():
        pool5 = trace(network, PHOTO)["pool5"] + 1
        alone = [thinned(network, pool5, 4, (p,), 7)[0] for p in (0.0, 0.3, 0.9)]
        assert torch.allclose(thinned(network, pool5, 4, (0.0, 0.3, 0.9), 7), torch.stack(alone), atol=1e-5)


def test_it_is_the_networks_own_dropout() -> None:
    """The masks of PyTorch's nn.Dropout, drawn from the same random numbers, give the same scores."""
    network = networks()[0]
    pool5 = trace(network, PHOTO)["pool5"] + 1
    second = with_masks(network, 0.5, 3)
    generator = torch.Generator().manual_seed(3)
    x = torch.flatten(network.avgpool(pool5), 1)
    for layer in network.classifier:
        dropped = isinstance(layer, nn.Dropout)
        x = x * (torch.rand(x.shape, generator=generator) >= 0.5) * 2 if dropped else layer(x)
    *_, (_, scores) = second.steps(pool5, after="pool5")
    assert torch.allclose(scores, x, atol=1e-6)


def test_only_the_kept_units_speak() -> None:
    for network in networks():
        units = trace(network, PHOTO)["relu6"] + 1
        kept = torch.zeros(16, dtype=torch.bool)
        kept[3] = True
        alone = units * 0
        alone[0, 3] = 2 * units[0, 3]
        *_, (_, wanted) = network.steps(alone, after="relu6")
        assert torch.allclose(masked(network, units, kept, 0.5), wanted, atol=1e-6)


def test_the_geometric_mean_is_one() -> None:
    scores = torch.randn(20, 7, generator=torch.Generator().manual_seed(0))
    found = vote(scores, scores[:1])
    product = scores.softmax(1).log().mean(0).exp()
    assert torch.allclose(found.geometric, product / product.sum(), atol=1e-6)
    assert torch.allclose(found.arithmetic.sum(), torch.tensor(1.0))
    assert torch.allclose(found.full, scores[0].softmax(0))


def test_both_factors_balance_and_nothing_does_not() -> None:
    generator = torch.Generator().manual_seed(0)
    found = balance(torch.rand(64, generator=generator), torch.randn(32, 64, generator=generator), 0.5, 4000, 0)
    assert abs(found.times_half / found.kept_half - 1) < 0.03
    assert abs(found.untouched / found.doubled - 1) < 0.03
    assert abs(found.untouched / found.kept_half - 2) < 0.06
