"""The paper's augmentations: what each may change, the principal axes against NumPy's own, and the page that shows them."""

import numpy as np
import pytest
from PIL import Image

from alexnet.photo.augment import (
    AUGMENTATIONS,
    CROP,
    SQUARE,
    augmented,
    cut,
    principal,
    principal_of_many,
    sample,
    shifted,
    square,
    trainable,
)
from alexnet.registry import Parameter, register
from app.frame.text import LANGUAGES
from tests.app.session import captions, html, start, words

PIXELS = np.random.default_rng(0).random((SQUARE, SQUARE, 3)).astype(np.float32)


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_each_gives_a_photo_and_leaves_its_input_alone(name: str) -> None:
    before = PIXELS.copy()
    out = AUGMENTATIONS[name].run(PIXELS, np.random.default_rng(1), **AUGMENTATIONS[name].settings({}))
    assert out.shape[2] == 3 and out.min() >= 0 and out.max() <= 1
    assert np.array_equal(PIXELS, before) and out.dtype == np.float32


@pytest.mark.parametrize("name", trainable())
def test_what_a_training_takes_keeps_the_size_whatever_it_is(name: str) -> None:
    out = AUGMENTATIONS[name].run(PIXELS[:64, :64], np.random.default_rng(1), **AUGMENTATIONS[name].settings({}))
    assert out.shape == (64, 64, 3)


def test_training_leaves_to_the_device_what_changes_the_place_of_things() -> None:
    assert trainable().keys() == AUGMENTATIONS.keys() - {"crop", "flip"}


def test_crops_reach_every_edge_and_are_parts_of_the_photo() -> None:
    corners = set()
    numbered = np.arange(SQUARE * SQUARE, dtype=np.float32).reshape(SQUARE, SQUARE, 1).repeat(3, 2)
    for seed in range(3000):
        out = AUGMENTATIONS["crop"].run(numbered, np.random.default_rng(seed))
        assert out.shape == (CROP, CROP, 3)
        top, left = divmod(int(out[0, 0, 0]), SQUARE)
        assert np.array_equal(out, cut(numbered, left, top))
        corners.add((left, top))
    assert {left for left, _ in corners} == {top for _, top in corners} == set(range(SQUARE - CROP + 1))


def test_half_of_the_flips_are_mirror_images() -> None:
    outs = [AUGMENTATIONS["flip"].run(PIXELS, np.random.default_rng(seed)) for seed in range(400)]
    mirrored = sum(np.array_equal(out, PIXELS[:, ::-1]) for out in outs)
    assert 150 < mirrored < 250 and mirrored + sum(np.array_equal(out, PIXELS) for out in outs) == 400


def test_axes_explain_the_covariance() -> None:
    values, vectors = principal(PIXELS)
    covariance = np.cov(PIXELS.reshape(-1, 3).astype(np.float64), rowvar=False)
    assert np.allclose(vectors @ np.diag(values) @ vectors.T, covariance)
    assert np.allclose(vectors.T @ vectors, np.eye(3)) and values[0] >= values[1] >= values[2] >= 0


def test_a_line_of_colours_has_one_axis() -> None:
    line = np.linspace(0, 1, 100)[:, None] * np.array([0.6, 0.0, 0.8])
    values, vectors = principal(line)
    assert np.allclose(vectors[:, 0], [0.6, 0, 0.8]) and np.allclose(values[1:], 0)


def test_both_formulas() -> None:
    grey = np.full((2, 2, 3), 0.5, np.float32)
    values, vectors = np.array([0.25, 0.04, 0.01]), np.eye(3)
    assert np.allclose(shifted(grey, values, vectors, np.array([1, 1, 1]), False)[0, 0], [0.75, 0.54, 0.51])
    assert np.allclose(shifted(grey, values, vectors, np.array([0.2, 1, 1]), True)[0, 0], np.array([0.6, 0.7, 0.6]) / 1.1)


def test_the_recorded_axes_are_like_those_in_use() -> None:
    """The first is brightness; the order of size is that of the community's figures."""
    values, vectors = principal_of_many()
    assert np.allclose(vectors[:, 0], 0.577, atol=0.03)
    assert 0.5 < values[0] / 0.2175 < 1.5 and 0.5 < values[1] / 0.0188 < 1.5


def test_a_sample_repeats_with_its_seed_and_is_as_large_as_the_network_wants() -> None:
    names = list(AUGMENTATIONS)
    first, again, other = (sample(PIXELS, names, seed, {"colour": {"spread": 0.1}}) for seed in (0, 0, 1))
    assert first.shape == (CROP, CROP, 3) and np.array_equal(first, again) and not np.array_equal(first, other)
    assert np.array_equal(sample(PIXELS, [], 5), cut(PIXELS, 16, 16))
    with pytest.raises(ValueError, match="posterise; choose one of crop, flip, colour"):
        sample(PIXELS, ["posterise"], 0)


def test_settings_are_each_augmentations_own(monkeypatch) -> None:
    """Two parameters of one name do not meet; what is switched off may keep its settings."""
    monkeypatch.setattr("alexnet.photo.augment.AUGMENTATIONS", {})
    from alexnet.photo.augment import AUGMENTATIONS

    for name, power in (("lighter", 1), ("darker", -1)):

        @register(AUGMENTATIONS, name, Parameter("spread", 0.0, 0.0, 1.0, 0.1))
        def shade(pixels: np.ndarray, rng: np.random.Generator, spread: float, power: int = power) -> np.ndarray:
            return pixels * (1 + spread) ** power

    settings, rng = {"lighter": {"spread": 1.0}, "darker": {"spread": 0.6}}, np.random.default_rng(0)
    half = np.full((2, 2, 3), 0.4)
    assert np.allclose(augmented(half, ["darker", "lighter"], rng, settings), 0.4 * 2 / 1.6)
    assert np.allclose(augmented(half, ["lighter"], rng, settings), 0.8) and np.allclose(augmented(half, ["darker"], rng), 0.4)
    with pytest.raises(ValueError, match="spread must lie between"):
        augmented(half, ["lighter"], rng, {"lighter": {"spread": 2.0}})
    with pytest.raises(KeyError, match="lighter has no parameter colour"):
        augmented(half, ["lighter"], rng, {"lighter": {"colour": 0.1}})


def test_the_square_is_the_middle_of_the_photo() -> None:
    photo = Image.new("RGB", (600, 300), "red")
    photo.paste("blue", (150, 0, 450, 300))
    assert np.allclose(square(photo)[5:-5, 5:-5], [0, 0, 1], atol=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_follows_its_switches(language: str) -> None:
    app = start(language, "augmentation", photo="red-panda")
    first = html(app)
    assert first.count("<figure") == 18  # the photo and seventeen samples
    app.toggle(key="aug_flip").set_value(False).run()
    assert html(app) != first
    for part, found in (("places", "2178"), ("ten", "figure"), ("colour", "0.2175")):
        app.segmented_control(key="aug_part").set_value(part).run()
        assert not app.exception
        assert found in words(app) + html(app) + captions(app) + " ".join(e.value for e in app.latex)
