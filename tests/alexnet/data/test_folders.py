"""Which class a photo is of and to which part it belongs, in folders and zips as people, systems and Kaggle make them."""

import os
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from alexnet.data.entries import SYSTEMS
from alexnet.data.folders import PARTS, REASONS, sort_out, to_measure
from tests.conftest import problem


def made(home: Path, ways: str | list[str]) -> Path:
    """A folder of empty files; a way such as `cat:3` stands for three photos in `cat`."""
    for way in ways.split() if isinstance(ways, str) else ways:
        folder, _, count = way.rpartition(":")
        names = [f"{folder}/{number}.jpg" for number in range(int(count))] if count.isdigit() and folder else [way]
        for name in names:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).touch()
    return home


def packed(home: Path, above: str = "") -> Path:
    with zipfile.ZipFile(home.with_suffix(".zip"), "w") as archive:
        for path in home.rglob("*"):
            if path.is_file():
                archive.write(path, above + path.relative_to(home).as_posix())
    return home.with_suffix(".zip")


def told(*sources: Path) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Photos of each class to train on and to measure on, and what was left out."""
    found = sort_out(sources)
    return Counter(name for _, name in found.train), Counter(name for _, name in found.val), found.left_out


CLASSES = {"cat": 3, "dog": 2}
LAYOUTS = {  # what lies in the folder: photos of each class to train on, to measure on, and what is left out
    "cat:3 dog:2": (CLASSES, {}, {}),
    "cat:1 cat/holiday:2 dog:2": (CLASSES, {}, {}),
    "cat/a/b:2 cat/c:1 dog/a:2": (CLASSES, {}, {}),
    "cat:3 dog:2 cover.jpg notes.txt cat/labels.csv": (CLASSES, {}, {"beside": 1, "other": 2}),
    "photos/cat:3 photos/dog:2 photos/cover.jpg": (CLASSES, {}, {"beside": 1}),
    "a/b/c/cat:3 a/b/c/dog:2 a/cover.jpg": (CLASSES, {}, {"beside": 1}),
    "train/cat:3 train/dog:2 test:4": (CLASSES, {}, {"test": 4}),
    "train/cat:3 train/dog:2 test/cat:1 test/dog:1": (CLASSES, {}, {"test": 2}),
    "cat:3 dog:2 test:4": (CLASSES, {}, {"test": 4}),
    "cat:3 dog:2 val/cat:1 val/dog:1": (CLASSES, {"cat": 1, "dog": 1}, {}),
    "Train/cat:3 Train/dog:2 VAL/cat:1 Test:4 Unlabeled:5": (CLASSES, {"cat": 1}, {"test": 4, "unlabelled": 5}),
    "train/cat:3 train/dog:2 val:4": (CLASSES, {}, {"unlabelled": 4}),
    "train/cat:3 train/dog:2 masks/cat:3 cover.jpg": (CLASSES, {}, {"beside": 4}),
    "all/train/cat:3 all/train/dog:2 all/valid/cat:1": (CLASSES, {"cat": 1}, {}),
    "seg_train/seg_train/cat:3 seg_train/seg_train/dog:2 seg_test/seg_test/cat:1 seg_pred/seg_pred:7":
        (CLASSES, {}, {"test": 1, "unlabelled": 7}),
    "training_set/training_set/cat:3 training_set/training_set/dog:2 test_set/test_set/cat:1": (CLASSES, {}, {"test": 1}),
    "x/x/train/cat:9 x/train/cat:3 x/train/dog:2 x/val/cat:1": (CLASSES, {"cat": 1}, {"beside": 9}),
    "train/cat:3 train/dog:2 val/cat/a:1 val/cat/b:1": (CLASSES, {"cat": 2}, {}),
    "train2017/cat:3 train2017/dog:2 val2017/dog:1 test1:2": (CLASSES, {"dog": 1}, {"test": 2}),
    "训练集/cat:3 训练集/dog:2 测试集:1": (CLASSES, {}, {"test": 1}),
    "cat:3 cat/test:1 dog:2 dog/Test:1": (CLASSES, {}, {"test": 2}),
    "test/cat:3 test/dog:2": (CLASSES, {}, {}),  # there is nothing else: it is what was meant
    "train/train:3 train/test:2 train/val:1": ({"train": 3, "test": 2, "val": 1}, {}, {}),
    "train/test/a:3 train/cat/test:2": ({"test": 3, "cat": 2}, {}, {}),
    "cat:3 dog:2 train:4 test:4": (CLASSES, {}, {"beside": 4, "test": 4}),
    "bus:3 car:2 train:4": ({"bus": 3, "car": 2, "train": 4}, {}, {}),
    "valid:3 invalid:2": ({"valid": 3, "invalid": 2}, {}, {}),
    "bullet-train:3 test-tube:2": ({"bullet-train": 3, "test-tube": 2}, {}, {}),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_classes_parts_and_what_is_left_out(tmp_path, layout: str) -> None:
    home = made(tmp_path / "photos", layout)
    assert told(home) == LAYOUTS[layout]
    assert told(packed(home)) == LAYOUTS[layout]
    assert told(packed(home, "deep/in/here/")) == LAYOUTS[layout]


@pytest.mark.parametrize("name", sorted({name for names in PARTS.values() for name in names}))
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
@pytest.mark.parametrize("flat", [True, False])
def test_parts_are_no_classes_in_any_case(tmp_path, name: str, case, flat: bool) -> None:
    home = made(tmp_path / "photos", ["train/cat:3", "train/dog:2", f"{case(name)}{'' if flat else '/cat'}:1"])
    train, val, _ = told(home)
    assert set(train) == {"cat", "dog"} and set(val) <= {"cat"}
    assert sum(train.values()) == 5 + (name in PARTS["train"] and not flat and case(name) != "train")


@pytest.mark.parametrize("part", ["test", "Testing", "unlabeled", "val", "VALIDATION"])
def test_flat_parts_beside_classes_are_no_classes(tmp_path, part: str) -> None:
    assert told(made(tmp_path / "photos", f"cat:3 dog:2 {part}:4"))[:2] == (CLASSES, {})


@pytest.mark.parametrize(
    "name", [*sorted(SYSTEMS), ".Spotlight-V100", ".Trash-1000", ".ipynb_checkpoints", ".git", "@eaDir", "Thumbs.db"]
)
@pytest.mark.parametrize("case", [str, str.upper])
def test_what_systems_leave_behind_is_nobodys_photo(tmp_path, name: str, case) -> None:
    name = case(name)
    ways = ["cat:3", "dog:2", f"{name}/1.jpg", f"cat/{name}/0.jpg/SYNOPHOTO_THUMB_M.jpg", f"{name}/train/cat:1"]
    home = made(tmp_path / "photos", ways)
    assert told(home) == told(packed(home)) == (CLASSES, {}, {})


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "._0.jpg", "1.jpg@SynoEAStream"])
def test_nor_is_a_file_of_theirs(tmp_path, name: str) -> None:
    assert told(made(tmp_path / "photos", ["cat:3", "dog:2", f"cat/{name}", name])) == (CLASSES, {}, {})


def test_sources_named_like_parts_are_parts_where_others_are_there_to_train_on(tmp_path) -> None:
    train, val, test = (made(tmp_path / name, "cat:3 dog:2") for name in ("train", "Val", "test"))
    assert told(train, val, test) == (CLASSES, CLASSES, {"test": 5})
    assert told(packed(train), packed(val), packed(test)) == (CLASSES, CLASSES, {"test": 5})
    assert told(test) == told(val) == (CLASSES, {}, {})


def test_photos_to_measure_on_are_the_part_for_it(tmp_path) -> None:
    def measured(ways: str) -> dict[str, int]:
        home = made(tmp_path / ways.replace("/", "-")[:40], ways)
        return Counter(name for _, name in to_measure(home, ("cat", "dog")))

    assert measured("cat:3 dog:2") == CLASSES
    assert measured("train/cat:9 val/cat:3 val/dog:2 test/cat:7") == CLASSES
    assert measured("train/cat:9 train/dog:9 test/cat:3 test/dog:2") == CLASSES
    assert measured("cat/a:1 cat/b:2") == {"cat": 3}  # one class that is known is none that holds everything


@pytest.mark.parametrize("ways", ["1.jpg", "train/1.jpg test/1.jpg", "cat/1.txt", "@eaDir/1.jpg"])
def test_no_class_folders_at_all(tmp_path, ways: str) -> None:
    with problem("dataset.empty"):
        sort_out([made(tmp_path / "photos", ways)])


ODD = [
    "# head", "*star*", "$5 note", ":cat:", "<b>x", "[l](http:x)", "back`tick", "a_b_c", "@home", "#1", "~x", "=1+1", "null",
]  # fmt: skip


def test_odd_names_come_through_as_typed(tmp_path) -> None:
    home = made(tmp_path / "photos", [f"{name}/{number}.jpg" for name in ODD for number in range(2)])
    assert set(told(home)[0]) == set(told(packed(home))[0]) == set(ODD)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are no UTF-8")
def test_folders_whose_names_are_no_utf8_are_read(tmp_path) -> None:
    for name in ("café".encode("latin-1"), b"th\xe9", "Ba\u0308r".encode(), b"\xff\xfe\x81"):
        os.makedirs(os.path.join(os.fsencode(tmp_path), b"photos", name))  # noqa: PTH103, PTH118  Path wants text
        with open(os.path.join(os.fsencode(tmp_path), b"photos", name, b"1.jpg"), "wb"):  # noqa: PTH118, PTH123
            pass
    train, _, _ = told(tmp_path / "photos")
    assert len(train) == 4 and all(name.encode("utf-8") for name in train)
    (tmp_path / "photos" / os.fsdecode(b"\xff\xfe\x81") / "1.jpg").unlink()
    assert set(told(tmp_path / "photos")[0]) == {"café", "thé", "B\u00e4r"}


def test_every_reason_is_one_that_is_explained() -> None:
    from app.frame.text import LANGUAGES, labels

    assert all(labels(language)[f"train.left_{reason}"] for language in LANGUAGES for reason in REASONS)
