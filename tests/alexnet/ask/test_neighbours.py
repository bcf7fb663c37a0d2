"""Neighbours by the last hidden layer and by pixels: distances, the plane, and what the page finds."""

import numpy as np
import pytest
from PIL import Image

from alexnet.ask.neighbours import LAYER, VARIANTS, distances, embed, plane, variant
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import trace
from alexnet.photo.crops import Preprocessing, to_tensor
from alexnet.photo.image import decode
from app.frame.photo import FOLDER, samples
from app.frame.text import LANGUAGES, labels
from app.lessons.neighbours import ALIKE
from app.server.networks import loaded
from tests.app.session import html, start, until, words
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
    """In the last hidden layer the photo itself comes first, framed; by pixels nothing is."""
    app = start(language, "neighbours", photo="red-panda", query="flipped")
    until(app, lambda: html(app).count('class="near"') == 2)
    by_units, by_pixels = (row.split("</figure>")[:-1] for row in html(app).split('class="near"')[1:])
    looks = [figure.split('class="')[1].split('"')[0] for figure in by_units]
    assert looks == ["asked", "alike", "alike", *["far"] * 6]
    assert all(labels(language)["neighbours.yours"] in figure for figure in by_units[1:3])
    assert not any('"alike"' in figure for figure in by_pixels)
    told, total = labels(language), len(samples()) + 1  # the two other forms of this one, and all others
    assert told["neighbours.alike"].format(count=2, total=total) in words(app)
    assert told["neighbours.none"].format(total=total) in words(app)
    app.toggle(key="neighbours_more").set_value(False).run()
    until(app, lambda: 'class="alike"' in html(app) and html(app).count("<figure") == 18)
    assert html(app).count('class="alike"') == 1
    assert told["neighbours.alike"].format(count=1, total=len(samples())) in words(app)


@pytest.mark.parametrize("name", ["built-in", "two-gpu"])
def test_what_is_said_of_the_samples_that_are_alike(name: str) -> None:
    network = loaded(name)
    given = network.weights.preprocessing
    photos = [decode((FOLDER / entry["file"]).read_bytes(), slug) for slug, entry in samples().items()]
    units, _ = embed(network.network, [variant(photo, kind, given) for kind in VARIANTS for photo in photos], given)
    count = len(photos)
    away = np.array([distances(one, units[:count]) / distances(one, units[:count]).mean() for one in units[:count]])
    alike = {frozenset(pair) for pair in zip(*np.nonzero(away < ALIKE), strict=True) if len(set(pair)) == 2}
    assert len(alike) < 0.02 * count * (count - 1) / 2  # few
    names = list(samples())
    for pair in (("coral", "coral-reef"), ("great-wall", "mountain"), ("rocket", "eiffel-tower")):
        assert frozenset(map(names.index, pair)) in alike, pair
    own = np.array([distances(units[n], units[n::count]).max() / distances(units[n], units[:count]).mean() for n in range(count)])
    assert (own < ALIKE).mean() > 0.9  # a photo and its own copies


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
