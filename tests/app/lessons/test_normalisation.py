"""LRN and pooling on the page: drawings, gains that follow from the run notes, and the page in both languages."""

import numpy as np
import pytest
import torch
from torch import nn

from alexnet.language import languages
from app.charts.normalisation_lrn import GAP, Neighbour, inhibition, map_tiles
from app.charts.normalisation_pooling import corner, kept, windows
from app.frame.photo import sample
from app.frame.text import LANGUAGES, labels
from app.lessons.normalisation_worth import REPORTED, RUNS
from app.server import questions
from app.server.networks import loaded
from app.server.queues import answer
from tests.app.session import html, start, words


def test_gains_of_the_run_notes_are_the_papers() -> None:
    for idea, reported in REPORTED.items():
        for other, own, points in zip(RUNS[idea], RUNS["145"], reported, strict=True):
            assert other - own == pytest.approx(points, abs=0.051)


def test_arcs_go_only_to_those_who_inhibit() -> None:
    maps = [Neighbour(n, 1.0, 0.5, 0.2 if n in (2, 3, 4) else None) for n in range(1, 6)]
    drawn = inhibition(maps, 2, {"before": "b", "after": "a", "inhibits": "i", "title": '"<'}, format)
    assert drawn.count("<path") == 2 and drawn.count("<circle") == 1 and drawn.count("20.0%") == 3
    assert 'aria-label="&quot;&lt;"' in drawn


def test_maps_lie_apart_on_their_sheet() -> None:
    tiles = np.asarray(map_tiles(np.ones((3, 5, 4), np.float32)))
    assert tiles.shape == (2 * 5 + GAP, 2 * 4 + GAP, 4)
    assert (tiles[:5, :4, 3] == 255).all() and (tiles[5 : 5 + GAP, :, 3] == 0).all() and (tiles[5 + GAP :, 4:, 3] == 0).all()


def test_opens_strong_enough_to_see() -> None:
    app = start("en", "normalisation")
    assert app.slider(key="lrn-alpha").value == -1.0 and "$10^{-1}$" in app.slider(key="lrn-alpha").label


def test_zoom_begins_with_a_window_and_stays_inside() -> None:
    assert corner(0, 0, (55, 55)) == (0, 0)
    assert corner(54, 20, (55, 55)) == (48, 18)
    for side in (39, 54, 55):
        top, left = corner(side - 1, 13, (side, side))
        assert top + 7 <= side and top % 2 == left % 2 == 0 and left <= 13 < left + 7


def test_kept_places_keep_their_colour() -> None:
    values, taken = np.eye(8, dtype=np.float32) + 1, np.zeros((8, 8), int)
    taken[7, 0] = 1
    pixels = np.asarray(kept(values, taken, (0, 0), 80))
    assert (pixels[77, 3] != pixels[77, 77]).any() and pixels[77, 77].tolist() == [128, 124, 118]
    drawn = windows(values, taken, values[:3, :3], (0, 0), 2, "title", format)
    assert drawn.count("<text") == 49 + 9 + 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["built-in", "two-gpu"])
def test_bench_shows_torchs_numbers(language: str, name: str) -> None:
    maps = np.maximum(answer(questions.responses(sample("cat"), loaded(name))), 0)
    app = start(language, "normalisation", weights=name, photo="cat", **{"lrn-map": "12", "lrn-row": "20", "lrn-column": "30"})
    own = torch.from_numpy(maps[: len(maps) // (2 if name == "two-gpu" else 1)])[None]
    for alpha, power in ((1e-4, -4.0), (0.1, -1.0)):
        app.slider(key="lrn-alpha").set_value(power).run()
        after = nn.LocalResponseNorm(5, alpha, 0.75, 2.0)(own)[0, 11, 19, 29]
        both = [languages()[language].number(value.item(), ".2f") for value in (maps[11, 19, 29], after)]
        assert f"**{' → '.join(both)}**" in words(app)
    label = labels(language)["normalisation.paper"]
    next(button for button in app.button if button.label == label).click().run()
    assert app.slider(key="lrn-alpha").value == -4.0
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_pooling_and_worth(language: str) -> None:
    number = languages()[language].number
    app = start(language, "normalisation", look="pooling")
    assert "729" in words(app) and "109" in words(app) and number(0.72, ".0%") in words(app)
    app = start(language, "normalisation", look="worth")
    assert number(1.37, ".2f") in html(app) and number(1.4, ".2f") in html(app) and number(42.03, ".2f") in words(app)


def test_wild_numbers_in_the_address_are_brought_inside() -> None:
    app = start("en", "normalisation", **{"lrn-map": "999", "lrn-row": "-3", "lrn-column": "x"})
    assert app.number_input(key="lrn-map").value == 64 and not app.exception
