"""Classes are found by the names that people use, in either language, and nothing that they do not mean."""

import pytest

from alexnet.classes.labels import class_name
from alexnet.classes.search import found
from alexnet.classes.tree import imagenet
from alexnet.weights.sources import find

CLASSES = find("built-in").wnids
DOGS = imagenet().classes["n02084071"] & set(CLASSES)


@pytest.mark.parametrize("asked", ["dog", "Dogs", " DOG ", "狗"])
def test_a_branch_finds_all_below_it(asked: str) -> None:
    assert DOGS and set(found(asked, CLASSES)) >= DOGS


@pytest.mark.parametrize("wnid", CLASSES)
def test_every_class_is_found_by_its_name_in_every_language(wnid: str) -> None:
    assert wnid in found(class_name(wnid, "en"), CLASSES) and wnid in found(class_name(wnid, "zh"), CLASSES)


def test_words_count_and_not_letters() -> None:
    named = [class_name(wnid) for wnid in found("cat", CLASSES)]
    assert named and not {"cattle", "caterpillar"} & set(named)
    assert "red panda" in [class_name(wnid) for wnid in found("pand", CLASSES)]  # no name has the word; some begin so


@pytest.mark.parametrize("asked", ["", "  ", "?!", "smartphone", "everything", "<b>", "a" * 9999, "机器猫咪"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    assert found(asked, CLASSES) == []


def test_ones_own_classes_are_found_by_their_ids() -> None:
    assert found("class 1", ("class 0", "class 1")) == ["class 1"]
