"""Recorded experiments: what is written is read again, and the records that come with the app are whole."""

import json

import pytest

from alexnet.errors import Problem
from alexnet.files import RECORDS
from alexnet.recorded import read, write
from app.charts.curves import Curve, curves, ticks


def test_a_record_is_read_as_it_was_written(tmp_path) -> None:
    write("some", {"rate": 0.1}, [{"seed": 0, "error": [0.123456789, 1 / 3]}], tmp_path)
    found = read("some", tmp_path)
    assert found["settings"] == {"rate": 0.1} and found["runs"] == [{"seed": 0, "error": [0.12346, 0.33333]}]
    assert found["versions"].keys() == {"python", "torch"}
    assert [path.name for path in tmp_path.iterdir()] == ["some.json"]


@pytest.mark.parametrize("text", [None, "{", ""])
def test_a_damaged_record_is_told(tmp_path, text) -> None:
    if text is not None:
        (tmp_path / "some.json").write_text(text)
    with pytest.raises(Problem, match="some"):
        read("some", tmp_path)


@pytest.mark.parametrize("name", ["relu_race", "dropout", "augmentation"])
def test_what_comes_with_the_app_has_several_seeds_and_tells_how_it_was_made(name: str) -> None:
    record = read(name)
    assert len({run["seed"] for run in record["runs"]}) >= 3
    assert record["settings"]["photos"] > 1000 and record["versions"]["torch"]
    assert "/" not in json.dumps(record["settings"])
    assert (RECORDS / f"{name}.json").stat().st_size < 1_000_000


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 24, [0, 5, 10, 15, 20]),
        (-8, 0, [-8, -6, -4, -2, 0]),
        (1, 12, [2, 4, 6, 8, 10, 12]),
    ],
)
def test_ticks_are_round(low, high, wanted) -> None:
    assert ticks(low, high) == wanted


def test_a_chart_names_its_curves_and_hides_nothing_dangerous() -> None:
    kinds = [Curve("a<b", "#111111", [[(0, 0.5), (1, float("nan"))]]), Curve("b", "#222222", [[(0, 0.1)], [(0, 0.2)]], "4 4")]
    html = curves(kinds, 'a "title"', "x", "y", 1, 1, level=0.25)
    assert "a&lt;b" in html and 'alt="a &quot;title&quot;"' in html and html.count("<li>") == 2
