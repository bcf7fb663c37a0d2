"""Which class a photo is of and to which part it belongs, by the folders on its way."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alexnet.data.entries import Entry, listing
from alexnet.data.names import as_typed
from alexnet.errors import Problem

PARTS = {  # how people call the parts of a data set
    "train": {"train", "training", "trainset", "trainval", "训练", "训练集"},
    "val": {"val", "valid", "validation", "validate", "valset", "dev", "devset", "eval", "evaluation", "验证", "验证集"},
    "test": {"test", "testing", "tests", "testset", "holdout", "测试", "测试集"},
    "unlabelled": {"unlabeled", "unlabelled", "unlabel", "unsup", "unsupervised", "pred", "predict", "prediction", "未标注"},
}  # fmt: skip
BESIDE = {  # and what they write beside it: "train_images", "seg_test", "val2017"
    "set", "sets", "data", "dataset", "image", "images", "img", "imgs", "photo", "photos", "picture", "pictures", "pics",
    "folder", "split", "seg", "part", "batch", "new",
}  # fmt: skip
REASONS = ("beside", "test", "unlabelled", "other", "broken")  # why a file was left out
Labelled = list[tuple[Entry, str]]  # photos with the names of their classes


@dataclass(frozen=True)
class Sorted:
    """Photos to train on and to measure on, and how many files were left out for each of `REASONS`."""

    train: Labelled
    val: Labelled
    left_out: dict[str, int]


@dataclass(frozen=True)
class _Folder:
    """A folder with photos in it or below it."""

    photos: list[Entry] = field(default_factory=list)
    below: dict[str, "_Folder"] = field(default_factory=dict)

    def all(self) -> list[Entry]:
        return self.photos + [entry for folder in self.below.values() for entry in folder.all()]


def part_named(folder: str) -> str | None:
    """The part that a folder's name means, in any case and with what is written beside it; None for a class's name.

    Example:
        >>> [part_named(name) for name in ("Train", "VALID", "test_set", "seg_pred", "val2017", "testImages", "bullet train")]
        ['train', 'val', 'test', 'unlabelled', 'val', 'test', None]
    """
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[\u4e00-\u9fff]+", folder)]
    found = [part for word in words for part, names in PARTS.items() if word in names]
    rest = [word for word in words if word not in BESIDE and not any(word in names for names in PARTS.values())]
    return found[0] if len(found) == 1 and not rest else None


def sort_out(sources: Sequence[Path]) -> Sorted:
    """The photos of folders and zips by part and class.

    The class is the first folder below the source, or below one folder that holds everything, or below a part (`PARTS`);
    all beneath belongs to it. A source that is named like a part is one where others are there to train on. Where nobody
    says what is to train on, all is that is no other part.

    Raises:
        Problem: those of `data.entries.listing`; "dataset.empty" where no photo to train on lies in a class folder.
    """
    listed = [listing(source) for source in sources]
    trees = [_tree(photos) for photos, _ in listed]
    parts = [_own_part(source, tree) for source, tree in zip(sources, trees, strict=True)]
    if all(part not in (None, "train") for part in parts):  # it was asked for, whatever it is called
        parts = [None] * len(parts)
    found = [one for tree, part in zip(trees, parts, strict=True) for one in _walk(tree, part)]
    part_of = {part: [(entry, name) for entry, at, name in found if at == part] for part in PARTS}
    labelled = {part: [(entry, name) for entry, name in there if name] for part, there in part_of.items()}
    left_out = {
        "beside": len(part_of["train"]) - len(labelled["train"]),
        "test": len(part_of["test"]),
        "unlabelled": len(part_of["unlabelled"]) + len(part_of["val"]) - len(labelled["val"]),
        "other": sum(len(others) for _, others in listed),
    }
    if not labelled["train"]:
        raise Problem("dataset.empty", path=sources[0])
    return Sorted(labelled["train"], labelled["val"], {reason: count for reason, count in left_out.items() if count})


def to_measure(source: Path, names: Collection[str]) -> Labelled:
    """The photos of a folder or zip that are there to be measured on, of a network that knows the classes `names`.

    Its validation part where it has one, else its test part, else all. Raises as `sort_out`.
    """
    found = list(_walk(_tree(listing(source)[0]), None, names))
    for part in ("val", "test", "train"):
        if there := [(entry, name) for entry, at, name in found if at == part and name]:
            return there
    raise Problem("dataset.empty", path=source)


def _tree(photos: Sequence[Entry]) -> _Folder:
    names = as_typed({name for entry in photos for name in entry.inside})
    root = _Folder()
    for entry in photos:
        folder = root
        for name in entry.inside:
            folder = folder.below.setdefault(names[name], _Folder())
        folder.photos.append(entry)
    return root


def _own_part(source: Path, tree: _Folder) -> str | None:
    """The part that a source is by its own name, where there are none inside it."""
    folder, _, _ = _unwrapped(tree, ())
    if _to_train(folder, _parts(folder)):
        return None
    return part_named(source.resolve().name if source.is_dir() else source.stem)


def _walk(folder: _Folder, part: str | None, known: Collection[str] = ()) -> Iterator[tuple[Entry, str, str | None]]:
    """Each photo, its part, and its class; None for one that lies in no class folder. `known`: classes that there are."""
    here = part or "train"
    folder, beside, named = _unwrapped(folder, known)
    yield from ((entry, here, None) for entry in beside)
    parts = {} if part else _parts(folder, named)
    to_train = _to_train(folder, parts)
    if to_train:
        known = {name for one in to_train for name in _unwrapped(folder.below[one], known)[0].below}
    for name, inner in folder.below.items():
        if name in parts:
            yield from _walk(inner, parts[name], known)
        elif to_train:
            yield from ((entry, here, None) for entry in inner.all())
        else:
            yield from ((entry, here if part or named else within, name) for entry, within in _beneath(inner))


def _unwrapped(folder: _Folder, known: Collection[str]) -> tuple[_Folder, list[Entry], bool]:
    """The folder that holds the class folders or the parts; the photos beside them; whether one above is named like a part."""
    beside, named = list(folder.photos), False
    while len(folder.below) == 1 and not folder.below.keys() & set(known) and (inner := next(iter(folder.below.values()))).below:
        named |= part_named(next(iter(folder.below))) is not None
        folder = inner
        beside += folder.photos
    return folder, beside, named


def _parts(folder: _Folder, inside: bool = False) -> dict[str, str]:
    """Which of the folders below are parts.

    Inside a part (`inside`) they are none, unless there is one to train on. One alone that is named like a part and has no
    folders may be a class all the same: trains beside buses, or what is valid beside what is not.
    """
    parts = {name: part for name in folder.below if (part := part_named(name))}
    if inside and not _to_train(folder, parts):
        return {}
    if len(parts) == 1 and len(folder.below) > 1:
        (name, part), others = next(iter(parts.items())), len(folder.below) - 1
        if not folder.below[name].below and (part == "train" or (part == "val" and others == 1)):
            return {}
    return parts


def _to_train(folder: _Folder, parts: Mapping[str, str]) -> list[str]:
    """The parts to train on: those that have class folders."""
    return [name for name, part in parts.items() if part == "train" and folder.below[name].below]


def _beneath(folder: _Folder, part: str = "train") -> Iterator[tuple[Entry, str]]:
    """The photos of a class, those in a `test` folder of its own apart."""
    yield from ((entry, part) for entry in folder.photos)
    for name, inner in folder.below.items():
        apart = next((one for one in ("test", "unlabelled") if name.lower() in PARTS[one]), part)
        yield from _beneath(inner, apart)
