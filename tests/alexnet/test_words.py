"""What a reader can choose among is told apart, in the addresses and in every language."""

import pytest

from alexnet.data.sets import DATASETS
from alexnet.photo.augment import AUGMENTATIONS
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from app.frame.text import LANGUAGES, labels

TABLES = {"train": [*DATASETS, *NETWORKS, *RECIPES], "augmentation": [*AUGMENTATIONS]}


@pytest.mark.parametrize("table", TABLES)
def test_no_two_have_one_key(table: str) -> None:
    """Data sets, networks and recipes share a table of labels, so that a recipe may not be called as a data set is."""
    assert len(set(TABLES[table])) == len(TABLES[table])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_no_two_have_one_label(language: str, table: str) -> None:
    names = [labels(language)[f"{table}.{name}"] for name in TABLES[table]]
    assert len(set(names)) == len(names)
