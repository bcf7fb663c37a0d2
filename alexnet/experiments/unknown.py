"""Does a network's largest probability tell photos of classes that it knows from what it cannot know?

    python -m alexnet.experiments.unknown val.zip [folder or zip of other photos ...]

Known are labelled photos of its own classes. Unknown are the built-in shapes, textures made here, the sample photos
without a class of its own, and every other folder or zip that is named: its photos must show nothing of these classes.
One centre crop a photo. Two scores are compared by the area under their curve: the largest probability, and the energy,
log sum exp z (Liu et al. 2020, "Energy-based Out-of-distribution Detection").
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from alexnet.ask.classify import square_scores
from alexnet.ask.evaluate import BATCH
from alexnet.data.entries import Reader, entries, labelled_photos
from alexnet.data.shapes import KINDS, textures
from alexnet.device import best_device
from alexnet.files import ASSETS
from alexnet.network import Network
from alexnet.photo.crops import Preprocessing, centre_crop
from alexnet.photo.image import decode
from alexnet.recorded import write
from alexnet.weights.files import load
from alexnet.weights.sources import find

NETWORK, SEED = "built-in", 2012
SHAPES, TEXTURES, SIDE = 1000, 1000, 256
PHOTOS = ASSETS / "photos"


def area(above: np.ndarray, below: np.ndarray) -> float:
    """The area under the curve: how often one of `above` has the higher score than one of `below`; ties count half.

    >>> area(np.array([3.0, 2.0]), np.array([2.0, 1.0]))
    0.875
    """
    ordered = np.sort(below)
    beaten = np.searchsorted(ordered, above, "left") + np.searchsorted(ordered, above, "right")
    return float(beaten.sum() / 2 / len(above) / len(below))


def scores_of(network: Network, photos: Iterable[Image.Image], preprocessing: Preprocessing) -> Tensor:
    """(photos, classes) scores, one centre crop a photo."""
    left, parts = iter(photos), []
    while part := list(islice(left, BATCH)):
        parts.append(square_scores(network, [centre_crop(one, preprocessing) for one in part], preprocessing))
    return torch.cat(parts)


def clouds(count: int, seed: int) -> Iterator[Image.Image]:
    """Textures: noise of random grain, smooth or not, in random colours."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        cells = int(rng.choice((2, 4, 8, 16, 32, 64, 256)))
        grain = Image.fromarray(rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        yield grain.resize((SIDE, SIDE), rng.choice((Image.Resampling.NEAREST, Image.Resampling.BICUBIC)))


def unknowns(wnids: Iterable[str], others: list[Path]) -> Iterator[tuple[str, Iterable[Image.Image]]]:
    """What the network cannot know, by name."""
    reader = Reader()
    shapes, _ = textures(SHAPES, SEED)
    yield f"{len(KINDS)} kinds of shapes", (Image.fromarray(one.transpose(1, 2, 0)) for one in shapes)
    yield "textures of noise", clouds(TEXTURES, SEED)
    samples = tomllib.loads((PHOTOS / "photos.toml").read_text("utf-8")).values()
    strange = [one["file"] for one in samples if one.get("wnid") not in set(wnids)]
    yield f"sample photos: {', '.join(strange)}", [decode((PHOTOS / file).read_bytes()) for file in strange]
    for source in others:
        yield source.name, (decode(reader.read(entry), entry.name) for entry in entries(source))


def separated(known: Tensor, unknown: Tensor) -> dict[str, float | int]:
    """How well each score tells the two apart, and what a reader sees of it."""
    sure, other = known.softmax(1).amax(1).numpy(), unknown.softmax(1).amax(1).numpy()
    energy, other_energy = known.logsumexp(1).numpy(), unknown.logsumexp(1).numpy()
    return {
        "photos": len(unknown), "area_probability": area(sure, other), "area_energy": area(energy, other_energy),
        "median_known": float(np.median(sure)), "median_unknown": float(np.median(other)),
        "above_half": float((other > 0.5).mean()), "known_above_half": float((sure > 0.5).mean()),
    }  # fmt: skip


def main(source: Path, others: list[Path]) -> None:
    """Measures and writes assets/runs/unknown.json."""
    entry = find(NETWORK)
    network, wnids = load(entry, best_device())
    labelled = [data for wnid, data in labelled_photos(source) if wnid in set(wnids)]
    known = scores_of(network, (decode(data) for data in labelled), entry.preprocessing)
    found = {name: scores_of(network, photos, entry.preprocessing) for name, photos in unknowns(wnids, others)}
    runs = [{"unknown": name, **separated(known, scores)} for name, scores in found.items()]
    runs.append({"unknown": "all", **separated(known, torch.cat(list(found.values())))})
    settings = {"network": NETWORK, "classes": len(wnids), "known": len(known), "known_from": source.name, "seed": SEED}
    for run in runs:
        print(run)
    print(write("unknown", settings, runs))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
