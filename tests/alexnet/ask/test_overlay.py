"""Heat maps as pictures: the right colours in the right places."""

import numpy as np
import pytest
from PIL import Image

from alexnet.ask.overlay import NEGATIVE, PALE, POSITIVE, WARMTH, colours, overlay, scaled


def test_colours_say_less_and_more() -> None:
    picture = colours(np.linspace(0, 1, 200, dtype=np.float32).reshape(10, 20), signed=False)
    lightness = picture.reshape(-1, 3).astype(float) @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(lightness) >= -0.5).all()
    assert tuple(picture[0, 0]) == tuple(WARMTH[0]) and tuple(picture[-1, -1]) == tuple(WARMTH[-1])


def test_signed_colours_say_for_and_against() -> None:
    picture = colours(np.array([[-1.0, 0.0, 1.0]]), signed=True)
    assert (picture[0] == np.stack([NEGATIVE, PALE, POSITIVE])).all()


def test_one_outlier_does_not_darken_the_rest() -> None:
    heat = np.ones((224, 224), np.float32)
    heat[0, 0] = 1e6
    assert np.median(scaled(heat)) == 1


@pytest.mark.parametrize("signed", [True, False])
def test_an_empty_heat_map_is_one_colour(signed) -> None:
    picture = colours(np.zeros((5, 5), np.float32), signed)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) == 1


def test_overlay_goes_from_photo_to_heat_and_keeps_places() -> None:
    photo = Image.new("RGB", (448, 448), "green")
    heat = np.zeros((224, 224), np.float32)
    heat[:, 112:] = 1
    assert overlay(photo, heat, False, 0).tobytes() == photo.tobytes()
    alone = overlay(photo, heat, False, 1)
    assert alone.getpixel((20, 200)) == tuple(WARMTH[0]) and alone.getpixel((420, 200)) == tuple(WARMTH[-1])
    half = np.asarray(overlay(photo, heat, False, 0.5)).astype(int)
    assert np.abs(half - (np.asarray(photo).astype(int) + np.asarray(alone).astype(int)) / 2).max() <= 1
