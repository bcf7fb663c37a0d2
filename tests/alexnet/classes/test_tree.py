"""The tree above ImageNet's classes, the network's mistakes in it, and the command that hangs the classes up."""

import numpy as np
import pytest

from alexnet.classes.confusion import NAME, Confusion, Mixup, Stay, recorded
from alexnet.classes.labels import labels, table
from alexnet.classes.tree import FILE, Tree, imagenet, parents
from alexnet.experiments import wordnet
from alexnet.experiments.confusion import NETWORKS
from alexnet.experiments.wordnet import hung, hypernyms, way_up
from alexnet.language import languages
from alexnet.recorded import read
from alexnet.weights.sources import find

SMALL = Tree(  # all > (pets > (cat, dog), rock, cars > (van, jeep))
    {"all": "", "pets": "all", "cars": "all", "cat": "pets", "dog": "pets", "van": "cars", "jeep": "cars", "rock": "all"},
    {"all": {"en": "all"}, "pets": {"en": "pets"}, "cars": {"en": "cars"}},
)
COUNTS = np.array([[6, 3, 1, 0, 0], [2, 7, 0, 0, 1], [0, 1, 4, 5, 0], [0, 0, 2, 8, 0], [1, 0, 1, 0, 8]])
ANSWERS = Confusion(("cat", "dog", "van", "jeep", "rock"), COUNTS)


def named(word: str) -> str:
    """The WordNet id of a branch or class by its English name."""
    tree = imagenet()
    (found,) = (wnid for wnid in tree.parents if tree.name(wnid, "en") == word)
    return found


def test_every_class_hangs_once_and_there_is_one_root() -> None:
    tree = imagenet()
    assert [wnid for wnid, parent in tree.parents.items() if not parent] == [tree.root]
    assert len(table(FILE)) == len(tree.parents)  # no id twice
    assert tree.classes[tree.root] == set(labels())
    assert set(tree.names) == set(tree.parents) - set(labels())
    assert set(tree.parents.values()) - {""} == set(tree.names)  # every branch has something below it, no class does
    for branch, children in tree.children.items():
        assert len(children) > 1, branch
        assert sum(len(tree.classes[child]) for child in children) == len(tree.classes[branch])


def test_no_node_is_above_itself() -> None:
    tree = imagenet()
    for wnid in tree.parents:
        above = tree.above(wnid)
        assert wnid not in above and len(above) < 12
        assert not above or above[-1] == tree.root


def test_the_tree_is_readable() -> None:
    tree = imagenet()
    assert 60 <= len(tree.names) <= 150
    for branch, children in tree.children.items():
        assert sum(child not in tree.names for child in children) <= 40, tree.name(branch, "en")


@pytest.mark.parametrize("language", languages())
def test_names_are_there_and_differ(language: str) -> None:
    known, file = imagenet().names, f"assets/text/{language}/wordnet.tsv"
    assert [branch for branch in known if language not in known[branch]] == [], f"without a name in {file}"
    ours = [known[branch][language] for branch in known]
    assert [name for name in ours if name != name.strip() or ours.count(name) > 1] == [], file
    assert set(ours) & {label.names[language] for label in labels().values()} == set(), f"a class has this name, too: {file}"


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("tabby cat", "cat"), ("cat", "animal"), ("golden retriever", "gun dog"), ("gun dog", "dog"), ("peacock", "bird"),
        ("goldfish", "fish"), ("jeep", "car"), ("violin", "string instrument"), ("teapot", "artefact"), ("pizza", "food"),
        ("espresso", "food"), ("acorn", "plant"), ("bib", "cloth"), ("cloth", "artefact"), ("bolete", "fungus"),
        ("volcano", "landform"),
    ],
)  # fmt: skip
def test_what_is_a_kind_of_what(low: str, high: str) -> None:
    assert named(high) in imagenet().above(named(low))


def test_what_the_page_says_of_dogs_and_spider_webs() -> None:
    assert len(imagenet().classes[named("dog")]) == 118
    assert named("device") in imagenet().above(named("spider web"))


def test_the_tree_of_some_classes_has_no_single_children() -> None:
    known = find("built-in").wnids
    tree = imagenet().of(known)
    assert tree.classes[tree.root] == set(known)
    assert all(len(children) > 1 for children in tree.children.values())
    for wnid in known:
        full = [branch for branch in imagenet().above(wnid) if branch in tree.parents]
        assert tree.above(wnid) == full
    assert SMALL.of({"cat", "van", "jeep"}).parents == {"all": "", "cars": "all", "cat": "all", "van": "cars", "jeep": "cars"}


def test_smallest_and_largest_branches() -> None:
    assert SMALL.smallest()["cat"] == {"cat", "dog"} and SMALL.smallest()["rock"] == SMALL.classes["all"]
    assert SMALL.largest()["van"] == {"van", "jeep"} and SMALL.largest()["rock"] == {"rock"}
    assert SMALL.children["all"] == ("pets", "cars", "rock")


def brute(branches: dict[str, set[str]]) -> Stay:
    """Photo by photo, mistake by mistake."""
    stayed, blind = [], []
    for true, row in zip(ANSWERS.classes, COUNTS, strict=True):
        for guess, count in zip(ANSWERS.classes, row, strict=True):
            for _ in range(count if guess != true and true in branches else 0):
                stayed.append(guess in branches[true])
                others = [one for one in ANSWERS.classes if one != true]
                blind.append(sum(one in branches[true] for one in others) / len(others))
    return Stay(len(stayed), sum(stayed) / len(stayed), sum(blind) / len(blind))


@pytest.mark.parametrize(
    "branches", [SMALL.smallest(), SMALL.largest(), {"cat": {"cat", "dog"}, "dog": {"cat", "dog"}}, {"rock": {"rock"}}]
)
def test_shares_that_stay_in_a_branch(branches) -> None:
    found, wanted = ANSWERS.stays(branches), brute(branches)
    assert found.mistakes == wanted.mistakes
    assert found.share == pytest.approx(wanted.share) and found.blind == pytest.approx(wanted.blind)


def test_blind_guesses_stay_as_often_as_expected() -> None:
    even = Confusion(ANSWERS.classes, np.full((5, 5), 100))
    for branches in (SMALL.smallest(), SMALL.largest()):
        stay = even.stays(branches)
        assert stay.share == pytest.approx(stay.blind)


def test_rights_mixups_and_grid() -> None:
    assert ANSWERS.right(["cat", "dog"]) == 13 / 20 and np.isnan(ANSWERS.right(["nothing"]))
    assert ANSWERS.mixups(["cat", "van"], 2) == [Mixup("van", "jeep", 5, 10), Mixup("cat", "dog", 3, 10)]
    assert ANSWERS.mixups(["rock"], 9) == [Mixup("rock", "cat", 1, 10), Mixup("rock", "van", 1, 10)]
    assert ANSWERS.grid([{"cat", "dog"}, {"van"}]).tolist() == [[18, 1, 1], [1, 4, 5]]
    assert ANSWERS.grid([SMALL.classes[child] for child in SMALL.children["all"]])[:, -1].tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_record_says_what_the_weights_say(name: str) -> None:
    answers, entry = recorded(name), find(name)
    assert answers.classes == entry.wnids
    assert answers.counts.sum() == entry.accuracy.photos == read(NAME)["settings"]["photos"]
    assert len(set(answers.counts.sum(1))) == 1  # as many photos of each class
    assert answers.right(entry.wnids) == pytest.approx(entry.accuracy.top1, abs=1e-9)
    assert answers.stays(imagenet().of(entry.wnids).smallest()).mistakes == round((1 - entry.accuracy.top1) * 5000)


def test_nothing_is_recorded_for_other_networks() -> None:
    assert recorded("imagenet") is None


def test_mistakes_stay_nearer_than_blind_guesses() -> None:
    for name in NETWORKS:
        answers = recorded(name)
        tree = imagenet().of(answers.classes)
        assert answers.stays(tree.smallest()).share > 3 * answers.stays(tree.smallest()).blind


LINES = [
    "  1 This software and database is being provided to you",
    "00000001 03 n 01 all 0 001 ~ 00000002 n 0000 | everything",
    "00000002 03 n 02 animal 0 beast 0 003 @ 00000001 n 0000 ~ 00000003 n 0000 + 00000009 v 0101 | living | moving",
    "00000003 05 n 01 cat 0 002 @ 00000002 n 0000 @ 00000007 n 0000 | it purrs",
    "00000007 05 n 01 pet 0 001 @i 00000001 n 0000 | it is fed",
]


def test_wordnet_is_read_as_it_is_written() -> None:
    above = hypernyms(LINES)
    assert above == {
        "n00000001": [], "n00000002": ["n00000001"], "n00000003": ["n00000002", "n00000007"], "n00000007": ["n00000001"],
    }  # fmt: skip
    assert list(way_up("n00000003", above)) == ["n00000002", "n00000001"]
    assert hung(["n00000001"], ["n00000003"], above) == {"n00000001": "", "n00000003": "n00000001"}


def test_the_command_hangs_up_a_new_branch_and_leaves_every_name_alone(tmp_path, monkeypatch) -> None:
    source, tree = tmp_path / "data.noun", tmp_path / "wordnet.tsv"
    offsets = [wnid[1:] for wnid in labels()]
    source.write_text("\n".join(LINES[:3] + [f"{one} 05 n 01 it 0 001 @ 00000002 n 0000 | ." for one in offsets]), "utf-8")
    tree.write_text("wnid\tparent\nn00000001\t\nn00000002\t\n", "utf-8")
    monkeypatch.setattr("alexnet.classes.tree.FILE", tree)
    monkeypatch.setattr(wordnet, "FILE", tree)
    wordnet.main(source)
    wanted = {"n00000001": "", "n00000002": "n00000001"} | dict.fromkeys(labels(), "n00000002")
    assert parents() == wanted
