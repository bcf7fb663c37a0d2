"""Trained networks by name: where each comes from, and how it gets here."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from alexnet import files
from alexnet.classes.labels import labels
from alexnet.errors import Problem
from alexnet.weights import names
from alexnet.weights.content import looks_like_weights
from alexnet.weights.download import download
from alexnet.weights.entry import Accuracy, Weights
from alexnet.weights.files import described

FOLDER = files.ASSETS / "weights"
SUFFIXES = names.ENDINGS


def _built_in() -> Weights:
    return described("built-in", FOLDER / "alexnet.safetensors")


def _imagenet() -> Weights:
    return Weights(
        name="imagenet",
        path=Path(torch.hub.get_dir()) / "checkpoints" / "alexnet-owt-7be5be79.pth",  # where torchvision keeps it too
        wnids=tuple(labels()),
        accuracy=Accuracy(0.56522, 0.79066, 50_000, "ImageNet (ILSVRC-2012) validation, torchvision"),
        origin="torchvision AlexNet_Weights.IMAGENET1K_V1",
        licence="BSD-3-Clause",
        url="https://download.pytorch.org/models/alexnet-owt-7be5be79.pth",
        size=244_400_000,
        digest="7be5be79",
    )


def _two_gpu() -> Weights:
    return described("two-gpu", FOLDER / "two-gpu.safetensors")


def _caffe() -> Weights:
    return replace(
        described("caffe", Path(torch.hub.get_dir()) / "checkpoints" / "AlexNet_compressed.net"),
        accuracy=Accuracy(0.57074, 0.80254, 50_000, "ImageNet (ILSVRC-2012) validation, by the authors of the file"),
        origin="BVLC AlexNet, Caffe model zoo, as compressed by Han et al. 2016",
        licence="BSD-2-Clause",
        url="https://github.com/songhan/Deep-Compression-AlexNet/raw/master/AlexNet_compressed.net",
        size=8_900_000,
    )


WEIGHTS: dict[str, Callable[[], Weights]] = {
    "built-in": _built_in,
    "two-gpu": _two_gpu,
    "imagenet": _imagenet,
    "caffe": _caffe,
}


def menu() -> dict[str, Weights]:
    """Every network on offer by name: the registered ones, then the files that lie in `files.OWN_WEIGHTS`.

    A file is called without its ending; where that is another's name too, with it.
    """
    own = sorted(path for path in files.OWN_WEIGHTS.glob("*") if _is_weights(path))
    bare = [names.bare(path.name) for path in own]
    called = [name if name not in WEIGHTS and bare.count(name) == 1 else path.name for name, path in zip(bare, own, strict=True)]
    return {name: entry() for name, entry in WEIGHTS.items()} | {
        name: described(name, path) for name, path in zip(map(files.shown, called), own, strict=True)
    }


def _is_weights(path: Path) -> bool:
    """Whether a file is offered: one that is named like weights, be it broken, or one that begins as weights do."""
    if path.name.startswith(".") or not path.is_file():
        return False
    return path.suffix.lower() in SUFFIXES or looks_like_weights(path)


def find(name: str) -> Weights:
    """The entry called `name`, or the one for the file at that path. Raises Problem "weights.unknown" where neither is.

    >>> find("built-in").preprocessing.crop
    224
    """
    if name in WEIGHTS:
        return WEIGHTS[name]()
    on_offer = menu()
    if name in on_offer:
        return on_offer[name]
    if os.path.lexists(name):
        path = Path(name)
        return described(files.shown(names.bare(path.name)), path)
    raise Problem("weights.unknown", name=files.shown(name), names=", ".join(on_offer))


def fetch(weights: Weights, report: Callable[[float], None] = lambda share: None) -> None:
    """Downloads the file of `weights` unless it is here. `report` hears the share done and may raise to stop it.

    Raises:
        Problem: those of `download`; no file is left then.
    """
    if not weights.ready:
        download(weights.url, weights.path, weights.digest, weights.size, report)
