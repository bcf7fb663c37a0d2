"""The frame says what is known of a network that somebody brought: its classes, which of several, or why it is refused."""

import pytest
import torch

from alexnet.network import AlexNet, fresh
from tests.app.session import start


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    states = {key: fresh(AlexNet(3, (8, 8)), seed).state_dict() for seed, key in enumerate(("model", "ema"))}
    torch.save(states, tmp_path / "mine.ckpt")
    return tmp_path


def test_classes_are_counted_and_the_one_of_several_is_named(own) -> None:
    app = start(page="classify", weights="mine")
    assert "in use is: ema. The others: model." in " ".join(caption.value for caption in app.caption)
    radio = app.radio(key="weights")
    assert any("3 classes" in caption for caption in radio.proto.captions)


@pytest.mark.parametrize(("lang", "words"), [("en", ["2 names", "3 classes"]), ("zh", ["2 个名称", "3 个类别"])])
def test_names_of_another_number_are_told_and_the_built_in_network_answers(own, lang: str, words: list[str]) -> None:
    (own / "mine.txt").write_text("cat\ndog\n")
    app = start(lang, "classify", weights="mine")
    told = " ".join(element.value for kind in ("warning", "error", "info") for element in getattr(app, kind))
    assert all(word in told for word in words), told


@pytest.mark.parametrize("factor", [float("nan"), 1e36])
def test_numbers_that_are_none_are_refused_on_every_page(own, factor: float) -> None:
    torch.save({key: value * factor for key, value in fresh(AlexNet(3, (8, 8))).state_dict().items()}, own / "bad.pth")
    app = start(page="classify", weights="bad")
    assert "NaN" in " ".join(element.value for kind in ("warning", "error", "info") for element in getattr(app, kind))
