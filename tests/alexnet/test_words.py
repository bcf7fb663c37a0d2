"""Whatever is registered to be chosen has its words in every language, under the keys that README names."""

import pytest

from alexnet.ask.saliency import METHODS
from alexnet.data.sets import DATASETS
from alexnet.photo.augment import AUGMENTATIONS
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from app.frame.text import LANGUAGES, labels

KEYS = [
    *(f"train.{name}" for menu in (DATASETS, NETWORKS, RECIPES) for name in menu),
    *(f"augmentation.{name}" for name in AUGMENTATIONS),
    *(f"parameter.{p.name}" for menu in (METHODS, AUGMENTATIONS) for entry in menu.values() for p in entry.parameters),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(set(KEYS)))
def test_what_is_registered_has_words(language: str, key: str) -> None:
    assert labels(language).get(key), f"assets/text/{language}: no word for {key}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", [{**DATASETS, **NETWORKS, **RECIPES}, AUGMENTATIONS], ids=["train", "augmentation"])
def test_no_two_in_a_menu_are_called_alike(language: str, menu: dict) -> None:
    table = "augmentation" if menu is AUGMENTATIONS else "train"
    names = [labels(language)[f"{table}.{name}"] for name in menu]
    assert len(set(names)) == len(names)
