"""The first layer as arithmetic against PyTorch's, what the page sends to the browser, and the page itself."""

import base64

import numpy as np
import pytest
import torch

from alexnet.lessons.convolution import first_convolution, padded, products
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import trace
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import network_input
from app.components.convolution import packed
from app.frame.photo import sample
from app.frame.text import LANGUAGES, sections
from app.server import questions
from app.server.networks import loaded
from app.server.queues import answer
from tests.app.session import start, words


@pytest.mark.parametrize("build", [AlexNet, TwoGpuAlexNet])
def test_products_and_bias_add_up_to_torchs_answer(build) -> None:
    network = fresh(build(20, (64, 64)))
    x = torch.randn(1, 3, 99, 99, generator=torch.Generator().manual_seed(2))
    layer = first_convolution(network)
    photo, expected = padded(x, layer), trace(network, x, "conv1")["conv1"][0].numpy()
    assert layer.outputs(photo.shape[-1]) == expected.shape[-1]
    for kernel, row, column in ((0, 0, 0), (len(layer.bias) - 1, 5, 11), (len(layer.bias) // 2, expected.shape[-1] - 1, 0)):
        total = products(layer, photo, kernel, row, column).sum(dtype=np.float64) + layer.bias[kernel]
        assert total == pytest.approx(expected[kernel, row, column], abs=1e-5)


def test_product_of_a_tiny_picture() -> None:
    layer = first_convolution(fresh(AlexNet(20, (64, 64))))
    photo = np.zeros((3, 19, 19), np.float32)
    photo[1, 7, 9] = 2  # the window at (1, 1) begins at pixel (4, 4)
    found = products(layer, photo, 3, 1, 1)
    assert found[1, 3, 5] == 2 * layer.kernels[3, 1, 3, 5]
    assert np.count_nonzero(found) == 1


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


@pytest.mark.parametrize("name", ["built-in", "two-gpu"])
def test_browser_gets_the_very_numbers(name: str) -> None:
    network = loaded(name)
    layer, photo, best = answer(questions.first_step(sample("cat"), network))
    sent = packed(layer, photo)
    x = network_input(sample("cat").image, network.weights.preprocessing)
    edge, side = sent["padding"], sent["side"]
    assert side == x.shape[-1] + 2 * edge
    whole = floats(sent["input"]).reshape(3, side, side)
    assert np.array_equal(whole[:, edge : side - edge, edge : side - edge], x[0].numpy())
    assert np.abs(whole).sum() == pytest.approx(x.abs().sum().item(), rel=1e-4)  # the border is zero
    assert np.array_equal(floats(sent["kernels"]).reshape(layer.kernels.shape), network.network.kernels.numpy())
    expected = trace(network.network, x, "conv1")["conv1"][0].numpy()
    assert (sent["outputs"], len(floats(sent["bias"]))) == (expected.shape[-1], expected.shape[0])
    assert best == expected.std((1, 2)).argmax()


@pytest.mark.parametrize(("kernel", "at", "stays"), [("12", "20-30", True), ("65", "56-1", False), ("0", "x", False)])
def test_filter_and_place_are_in_the_address_if_there_are_such(kernel: str, at: str, stays: bool) -> None:
    app = start(page="convolution", kernel=kernel, at=at)
    assert not app.exception and not app.error
    assert ("kernel" in app.query_params, "at" in app.query_params) == (stays, stays)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page(language: str) -> None:
    app = start(language, "convolution", kernel="12", weights="two-gpu")
    assert sections(language, "convolution")["question"] in words(app)
    shown = app.get("bidi_component")
    assert len(shown) >= 1 and not app.error
