"""Neighbours by the last hidden layer and by pixels: distances, the plane, and what the page finds."""

import numpy as np
import pytest
from PIL import Image

from alexnet.ask.neighbours import LAYER, distances, embed, plane, variant
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import trace
from alexnet.photo.crops import Preprocessing, to_tensor
from app.frame.text import LANGUAGES
from tests.app.session import html, start, until
from tests.bad_photos import BAD, GOOD

SMALL = Preprocessing(resize=70, crop=67)


def noise(seed: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (90, 120, 3), np.uint8))


def test_distances_are_pythagoras() -> None:
    assert distances(np.array([0.0, 0.0]), np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [5, 0]


def test_embedding_is_the_last_hidden_layer() -> None:
    network = fresh(AlexNet(5, (16, 8)))
    squares = [variant(noise(seed), "plain", SMALL) for seed in (0, 1)]
    units, pixels = embed(network, squares, SMALL)
    assert units.shape == (2, 8) and pixels.shape == (2, 3 * 67 * 67)
    assert np.allclose(units[1], trace(network, to_tensor(squares[1], SMALL))[LAYER][0].numpy(), atol=1e-6)


def test_variants() -> None:
    plain, flipped, close = (np.asarray(variant(noise(0), kind, SMALL)) for kind in ("plain", "flipped", "close"))
    assert np.array_equal(flipped, plain[:, ::-1])
    assert close.shape == plain.shape and not np.array_equal(close, plain)


def test_the_plane_keeps_what_differs_most() -> None:
    rng = np.random.default_rng(0)
    line = np.outer(np.arange(6), rng.normal(size=10)) + rng.normal(0, 1e-3, (6, 10))
    places = plane(line)
    order = places[:, 0].argsort().tolist()
    assert order in (list(range(6)), list(range(6))[::-1])
    assert places.min() == 0 and places.max() == 1
    assert plane(np.ones((1, 4))).shape == (1, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_finds_the_mirrored_photo_again(language: str) -> None:
    """In both rows the photo itself is there; in the last hidden layer it is first."""
    app = start(language, "neighbours", photo="german-shepherd", query="flipped")
    until(app, lambda: html(app).count('class="samples"') == 2)
    units_row = html(app).split('class="samples"')[1]
    assert "<figure class=other>" in units_row.split("</figure>")[1]  # the first is the question itself
    app.segmented_control(key="query").set_value("plain").run()
    until(app, lambda: html(app).count('class="samples"') == 2)
    assert "<figure class=other>" not in html(app)


def test_photos_can_be_added_and_bad_ones_are_named() -> None:
    app = start(page="neighbours")
    until(app, lambda: "neighbours_files" in {one.key for one in app.file_uploader})
    good = GOOD["photo.jpg"]
    name, (data, _) = next(iter(BAD.items()))
    app.file_uploader(key="neighbours_files").set_value(
        [("a.jpg", good, "image/jpeg"), (f"{name}.jpg", data, "image/jpeg")]
    ).run()
    until(app, lambda: bool(app.error))
    assert not app.exception
    assert len(app.session_state.added_photos) == 1 and len(app.error) == 1
