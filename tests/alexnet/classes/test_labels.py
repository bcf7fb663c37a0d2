"""ImageNet's thousand names, in every language of the app."""

from collections import Counter

import pytest
from torchvision.models import AlexNet_Weights

from alexnet.classes.labels import class_name, labels
from alexnet.data.entries import WNID
from alexnet.data.shapes import KINDS
from alexnet.errors import TEXT
from alexnet.weights.sources import find

LANGUAGES = sorted(folder.name for folder in TEXT.iterdir())


def test_thousand_classes_in_torchvisions_order() -> None:
    assert len(labels()) == 1000
    assert [label.index for label in labels().values()] == list(range(1000))
    wnids = list(labels())
    assert wnids == sorted(wnids)  # ImageNet counts its classes in the order of their WordNet ids
    assert all(WNID.fullmatch(wnid) and label.wnid == wnid for wnid, label in labels().items())


def test_names_stand_where_torchvision_has_them() -> None:
    theirs = AlexNet_Weights.IMAGENET1K_V1.meta["categories"]
    ours = [label.names["en"] for label in labels().values()]
    assert sum(our.lower() == their.lower() for our, their in zip(ours, theirs, strict=True)) > 700
    assert labels()["n02123045"].index == theirs.index("tabby")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_a_name_of_its_own(language: str) -> None:
    names = [label.names[language] for label in labels().values()]
    assert all(name and name == name.strip() for name in names)
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_languages_differ() -> None:
    assert all(label.names["en"] != label.names["zh"] for label in labels().values())


def test_class_name() -> None:
    assert class_name("n01443537") == class_name("n01443537", "en") == class_name("n01443537", "xx") == "goldfish"
    assert class_name("n01443537", "zh") == labels()["n01443537"].names["zh"]
    assert class_name("class 7", "zh") == "class 7"


def test_classes_of_the_built_in_network_are_among_them() -> None:
    wnids = find("built-in").wnids
    assert len(set(wnids)) == 200 and set(wnids) <= labels().keys()


def test_the_built_in_shapes_have_names() -> None:
    assert list(labels("shapes.tsv")) == list(KINDS)
    assert class_name("rings", "zh") == "圆环" and class_name("my-own-class") == "my-own-class"
