"""The photos that the experiments learn from: ten classes, or others, out of folders and zips."""

from pathlib import Path

from alexnet.data.entries import labelled_photos
from alexnet.errors import Problem

TEN = (  # ten classes of Tiny ImageNet that people tell apart at a glance
    "n01443537", "n02056570", "n02123045", "n02206856", "n02279972",
    "n02504458", "n04146614", "n04285008", "n07747607", "n07920052",
)  # fmt: skip


def photos_of(sources: list[Path], wnids: tuple[str, ...], most: int | None = None) -> list[tuple[int, bytes]]:
    """(class, file) of the photos below `sources` whose class is one of `wnids`, at most `most` a class, class by class."""
    kept: dict[str, list[bytes]] = {wnid: [] for wnid in wnids}
    for source in sources:
        for wnid, data in labelled_photos(source):
            if wnid in kept and (most is None or len(kept[wnid]) < most):
                kept[wnid].append(data)
    if not all(kept.values()):
        raise Problem("dataset.empty", path=sources[0])
    return [(number, data) for number, wnid in enumerate(wnids) for data in kept[wnid]]
