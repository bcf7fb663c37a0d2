"""Known against unknown: the area is what sorting pairs by hand gives, and what is measured is what was shipped."""

import numpy as np
import pytest
import torch

from alexnet.data.shapes import KINDS
from alexnet.experiments.unknown import area, clouds, separated, unknowns
from alexnet.recorded import read
from alexnet.weights.sources import find


def test_area_counts_pairs() -> None:
    rng = np.random.default_rng(0)
    above, below = rng.integers(0, 9, 40).astype(float), rng.integers(0, 7, 30).astype(float)
    pairs = [(a > b) + (a == b) / 2 for a in above for b in below]
    assert area(above, below) == pytest.approx(np.mean(pairs))
    assert area(above, above) == 0.5 and area(above + 9, below) == 1


def test_each_score_has_its_own_area() -> None:
    known = torch.tensor([[9.0, 0.0], [8.0, 1.0]])
    unknown = torch.tensor([[30.0, 29.0], [28.0, 27.5]])  # unsure of high scores
    found = separated(known, unknown)
    assert (found["area_probability"], found["area_energy"], found["photos"]) == (1, 0, 2)


def test_the_record_says_what_it_is_of() -> None:
    record = read("unknown")
    assert record["settings"]["known"] == 25 * len(find("built-in").wnids)
    *parts, every = record["runs"]
    assert every["unknown"] == "all" and every["photos"] == sum(part["photos"] for part in parts)
    assert 0.5 < every["area_probability"] < 0.9  # "hardly": another figure wants another sentence on the page


def test_unknown_is_what_has_no_class(tmp_path) -> None:
    names = [name for name, _ in unknowns(find("built-in").wnids, [])]
    assert str(len(KINDS)) in names[0] and "astronaut" in names[2] and "cat" not in names[2].split(": ")[1]
    first, second = clouds(2, 1)
    assert first.size == second.size and first.tobytes() != second.tobytes()
