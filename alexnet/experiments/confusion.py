"""What the networks that come with the app take for what: a count for each pair of true and guessed class.

    python -m alexnet.experiments.confusion val.zip

One centre crop a photo, as the accuracy in the weights' own metadata is measured.
"""

import sys
from collections import Counter
from pathlib import Path

import torch

from alexnet.ask.evaluate import BATCH
from alexnet.data.entries import labelled_photos
from alexnet.device import best_device
from alexnet.photo.crops import centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.recorded import write
from alexnet.weights.files import load
from alexnet.weights.sources import find

NETWORKS = ("built-in", "two-gpu")


@torch.no_grad()
def confused(name: str, photos: list[tuple[str, bytes]]) -> list[tuple[int, int, int]]:
    """(true class, guessed class, photos), places in the network's classes, of every pair that occurs."""
    entry = find(name)
    network, wnids = load(entry, best_device())
    device = next(network.parameters()).device
    place = {wnid: number for number, wnid in enumerate(wnids)}
    counts: Counter[tuple[int, int]] = Counter()
    for start in range(0, len(photos), BATCH):
        part = [(place[wnid], data) for wnid, data in photos[start : start + BATCH] if wnid in place]
        crops = [centre_crop(decode(data), entry.preprocessing) for _, data in part]
        guesses = network(to_tensor(crops, entry.preprocessing).to(device)).argmax(1).tolist()
        counts.update(zip((true for true, _ in part), guesses, strict=True))
        print(name, start, end="\r", flush=True)
    return sorted((true, guess, count) for (true, guess), count in counts.items())


def main(source: Path) -> None:
    """Counts for every network and writes assets/runs/confusion.json."""
    photos = labelled_photos(source)
    runs = [{"network": name, "classes": find(name).wnids, "counts": confused(name, photos)} for name in NETWORKS]
    accuracy = find(NETWORKS[0]).accuracy
    assert accuracy is not None  # the app's own networks were measured
    settings = {"photos": len(photos), "measured_on": accuracy.measured_on, "crops": 1}
    print(write("confusion", settings, runs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
