"""Every activation on the way, and the answer at the end, on numbers that can be checked by hand."""

import pytest
import torch

from alexnet.ask.classify import crop_scores
from alexnet.network.trace import answer, top, trace
from alexnet.photo.crops import Preprocessing, centre_crop, ten_crop, to_tensor
from alexnet.photo.image import decode
from tests.bad_photos import GOOD

# Two crops, three classes. Averaging the scores instead of the probabilities would give 0.27, 0.54, 0.19.
PROBABILITIES = torch.tensor([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]])
SCORES = PROBABILITIES.log()


def test_ends_as_the_plain_forward(network, photos) -> None:
    batch = torch.cat(photos[:2])
    kept = trace(network, batch)
    assert list(kept) == [name for name, _ in network.layers()]
    assert torch.equal(kept["fc8"], network(batch))


def test_convolutions_are_kept_as_they_were_before_the_relu(network, photos) -> None:
    kept = trace(network, photos[0])
    for number in range(1, 6):
        assert kept[f"conv{number}"].min() < 0
        assert torch.equal(kept[f"conv{number}"].clamp_min(0), kept[f"relu{number}"])


def test_until(network, photos) -> None:
    kept = trace(network, photos[0], until="pool1")
    assert list(kept) == ["conv1", "relu1", "pool1"]


def test_unknown_layer(network, photos) -> None:
    with pytest.raises(KeyError):
        trace(network, photos[0], until="conv9")


def test_no_graph_is_kept(network, photos) -> None:
    assert not trace(network, photos[0].clone().requires_grad_())["fc8"].requires_grad


def test_answer_is_the_mean_of_the_softmaxes() -> None:
    torch.testing.assert_close(answer(SCORES), torch.tensor([0.3, 0.525, 0.175]))
    torch.testing.assert_close(answer(SCORES + 7), torch.tensor([0.3, 0.525, 0.175]))


def test_answer_sums_to_one(network, photos) -> None:
    assert answer(network(torch.cat(photos))).sum().item() == pytest.approx(1, abs=1e-6)


def test_top() -> None:
    best = top(SCORES, k=2)
    assert [guess.index for guess in best] == [1, 0]
    assert [guess.probability for guess in best] == pytest.approx([0.525, 0.3])
    assert best[0].score == pytest.approx(SCORES[:, 1].mean().item())


def test_top_of_more_than_there_are() -> None:
    assert [guess.index for guess in top(SCORES, k=50)] == [1, 0, 2]


@pytest.mark.parametrize(("crops", "cut"), [(1, centre_crop), (10, ten_crop)])
def test_crops(network, crops: int, cut) -> None:
    photo, preprocessing = decode(GOOD["photo.jpg"]), Preprocessing()
    scores = crop_scores(network, photo, preprocessing, crops)
    assert scores.shape == (crops, 20)
    torch.testing.assert_close(scores, network(to_tensor(cut(photo, preprocessing), preprocessing)))


def test_neither_one_crop_nor_ten(network) -> None:
    with pytest.raises(ValueError, match="crops"):
        crop_scores(network, decode(GOOD["photo.jpg"]), Preprocessing(), 5)
