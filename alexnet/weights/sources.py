"""Trained networks by name: where each comes from, and how it gets here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from alexnet import files
from alexnet.classes.labels import labels
from alexnet.errors import Problem
from alexnet.weights.download import download
from alexnet.weights.entry import Accuracy, Weights
from alexnet.weights.files import described

FOLDER = files.ASSETS / "weights"
SUFFIXES = (".safetensors", ".pth", ".pt", ".net")  # .net: Caffe's compressed AlexNet


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
    """Every network on offer by name: the registered ones, then the files that lie in `files.OWN_WEIGHTS`."""
    own = sorted(path for path in files.OWN_WEIGHTS.glob("*") if path.suffix in SUFFIXES)
    names = [path.name if path.stem in WEIGHTS else path.stem for path in own]
    return {name: entry() for name, entry in WEIGHTS.items()} | dict(zip(names, map(described, names, own), strict=True))


def find(name: str) -> Weights:
    """The entry called `name`, or the one for a file of that path. Raises Problem "weights.unknown".

    >>> find("built-in").preprocessing.crop
    224
    """
    if name in WEIGHTS:
        return WEIGHTS[name]()
    on_offer = menu()
    if name in on_offer:
        return on_offer[name]
    path = Path(name)
    if path.suffix in SUFFIXES and path.is_file():
        return described(path.stem, path)
    raise Problem("weights.unknown", name=name, names=", ".join(on_offer))


def fetch(weights: Weights, report: Callable[[float], None] = lambda share: None) -> None:
    """Downloads the file of `weights` unless it is here. `report` hears the share done and may raise to stop it.

    Raises:
        Problem: those of `download`; no file is left then.
    """
    if not weights.ready:
        download(weights.url, weights.path, weights.digest, weights.size, report)
