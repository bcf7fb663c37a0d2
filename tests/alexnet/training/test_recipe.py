"""The recipes: rates, sizes, and what cannot be."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import torch

from alexnet.photo.augment import trainable
from alexnet.training import recipe as training
from alexnet.training.head import HeadRecipe
from alexnet.training.recipe import MODERN, PAPER, RECIPES, Recipe, changed
from app.frame.text import LANGUAGES, labels


def test_one_cycle_rises_and_falls() -> None:
    rates = [MODERN.rate_at(share / 100) for share in range(101)]
    top = rates.index(max(rates))
    assert top == round(MODERN.rise * 100) and max(rates) == pytest.approx(MODERN.rate)
    assert rates[:top] == sorted(rates[:top]) and rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[-1] < MODERN.rate / 500


def test_the_paper_divides_by_ten_three_times() -> None:
    rates = [PAPER.rate_at(share / 1000) for share in range(1001)]
    assert sorted(set(rates), reverse=True) == pytest.approx([1e-2, 1e-3, 1e-4, 1e-5])
    assert rates == sorted(rates, reverse=True)


def test_the_papers_numbers() -> None:
    optimizer = PAPER.optimizer_for(torch.nn.Linear(2, 2))
    (group,) = optimizer.param_groups
    assert (group["lr"], group["momentum"], group["weight_decay"], PAPER.batch) == (0.01, 0.9, 0.0005, 128)  # section 5


def test_adamw_spares_biases() -> None:
    decays = {p.ndim: g["weight_decay"] for g in MODERN.optimizer_for(torch.nn.Linear(2, 2)).param_groups for p in g["params"]}
    assert decays == {2: MODERN.decay, 1: 0}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_crops_grow_from_the_first_size_to_the_last(recipe: Recipe) -> None:
    sizes = [recipe.size_at(share / 200) for share in range(201)]
    assert sizes == sorted(sizes) and (sizes[0], sizes[-1]) == recipe.sizes


def test_changed_reads_every_kind_of_field() -> None:
    recipe = changed(MODERN, {"passes": "3", "rate": "0.5", "sizes": "67,99", "flip": "no", "optimizer": "sgd"})
    assert (recipe.passes, recipe.rate, recipe.sizes, recipe.flip, recipe.optimizer) == (3, 0.5, (67, 99), False, "sgd")
    assert recipe.batch == MODERN.batch


WRONG = {
    "passes": ["many", "0", "-1", "1.5", "1e3", "", "nan"], "batch": ["1", "x"], "optimizer": ["adam"], "schedule": ["up"],
    "start": ["zero"], "precision": ["foo", "", "32"], "rate": ["0", "-1", "nan", "inf", "1e9"],
    "momentum": ["2", "1", "-0.1", "nan"], "decay": ["-1", "nan", "inf"],
    "drops": ["nan", "2", "0.1,-0.2"], "rise": ["1", "-1", "nan"], "flip": ["perhaps"],
    "sizes": ["67", "30,67", "67,99,131", "131,67", "67,1e2", "67,99999", ""], "view": ["67", "67,99", "9999,99", ""],
    "smallest": ["0", "nan", "2"], "largest": ["0.1", "nan", "1.1"], "ratio": ["0.5", "nan", "inf"], "smoothing": ["1", "nan"],
    "dropout": ["1", "-1", "nan"], "seed": ["-1", "x", "9" * 30], "augment": ["posterise"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_what_cannot_be_is_refused_by_its_name(name: str, text: str) -> None:
    with pytest.raises(ValueError, match="posterise" if name == "augment" else "smallest|largest" if name == "largest" else name):
        changed(MODERN, {name: text})


def test_every_field_is_among_the_wrong_ones_and_no_other() -> None:
    assert set(WRONG) == {field.name for field in fields(Recipe)} - {"normalise"}
    with pytest.raises(ValueError, match="no field speed"):
        changed(MODERN, {"speed": "1"})


@pytest.mark.parametrize(
    ("name", "text"),
    [("rate", "nan"), ("decay", "inf"), ("seed", "-1"), ("mixup", "nan"), ("average", "1"), ("views", "1,0"), ("views", "a"),
     ("passes", "x"), ("smoothing", "nan"), ("dropout", "1"), ("width", "0"), ("resize", "1"), ("batch", "0")],
)  # fmt: skip
def test_so_it_is_with_the_heads_recipe(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name):
        HeadRecipe.of({name: text})


def test_augmentations_are_read_and_refused() -> None:
    assert MODERN.augment == PAPER.augment == ()
    coloured = changed(MODERN, {"augment": "colour"})
    assert coloured.augment == ("colour",) and changed(coloured, {"augment": ""}).augment == ()
    for unknown in ("posterise", "crop", "flip", "colour,", " "):  # crop and flip have fields of their own
        with pytest.raises(ValueError, match="choose one of colour"):
            changed(MODERN, {"augment": unknown})


@pytest.mark.parametrize("name", trainable())
def test_every_augmentation_can_be_asked_for(name: str) -> None:
    assert changed(MODERN, {"augment": name}).augment == (name,)


def test_every_field_is_explained() -> None:
    source = Path(training.__file__).read_text("utf-8")
    for field in fields(Recipe):
        assert re.search(rf"^    {field.name}: .+  # \S", source, re.MULTILINE), field.name
        for language in LANGUAGES:
            assert labels(language)[f"recipe.{field.name}"]
