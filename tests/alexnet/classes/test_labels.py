"""ImageNet's thousand names, in every language of the app."""

from collections import Counter

import pytest
from torchvision.models import AlexNet_Weights

from alexnet.classes.labels import class_name, labels, names
from alexnet.data.entries import WNID
from alexnet.data.shapes import KINDS
from alexnet.language import languages
from alexnet.weights.sources import find


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


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("kind", "wanted"), [("classes", list(labels())), ("shapes", list(KINDS))])
def test_every_class_has_a_name_of_its_own(kind: str, wanted: list[str], language: str) -> None:
    known, file = names(kind), f"assets/text/{language}/{kind}.tsv"
    assert [wnid for wnid in wanted if language not in known.get(wnid, ())] == [], f"without a name in {file}"
    assert [wnid for wnid in known if wnid not in wanted] == [], f"{file} names what is no class"
    ours = [known[wnid][language] for wnid in wanted]
    assert [name for name in ours if name != name.strip()] == [], file
    assert [name for name, times in Counter(ours).items() if times > 1] == [], f"twice in {file}"


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
    assert class_name("rings", "zh") == "圆环" and class_name("my-own-class") == "my-own-class"
