"""What the server keeps for everybody: networks, photos, answers and pictures. The only st.cache_* in the project."""

import gc
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import captum.attr  # noqa: F401  the heavy imports come before the freeze below
import numpy as np
import streamlit as st
import torch
from PIL import Image
from plotly.graph_objects import Figure

from alexnet.classes.confusion import Confusion
from alexnet.classes.confusion import recorded as recorded_confusion
from alexnet.classes.tree import Tree, imagenet
from alexnet.device import best_device
from alexnet.lessons.convolution import Convolution, first_convolution, padded
from alexnet.lessons.dropout import Balance, balance
from alexnet.lessons.filters import Filter, describe
from alexnet.network import Network, fresh
from alexnet.network.anatomy import LayerFacts, anatomy
from alexnet.network.trace import trace
from alexnet.photo.augment import picture, sample, square
from alexnet.photo.crops import centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.recorded import read as read_recorded
from alexnet.training.record import Record, read_record
from alexnet.training.run import Run
from alexnet.weights import sources as weights
from app.charts.gpus_film import contrast, sprite
from app.charts.pictures import data_uri
from app.server.jobs import Queue
from app.server.races import LiveRace, Votes, tuned

MANY = 20  # new modules that make another freeze worth its 0.2 s
PHOTOS = 64  # decoded photos kept, at most 3 MB each
torch.set_num_threads(1)  # the queue's workers share the cores; one thread each wastes nothing


@dataclass(frozen=True)
class Loaded:
    """A network in use: what is known of it, the network, and the WordNet id of each of its classes."""

    weights: weights.Weights
    network: Network
    wnids: tuple[str, ...]
    device: torch.device


@st.cache_resource(max_entries=4, show_spinner=False)
def loaded(name: str) -> Loaded:
    """The network called `name`, one copy for all sessions. Raises the Problems of `weights.find` and `weights.load`."""
    entry, device = weights.find(name), best_device()
    return Loaded(entry, *weights.load(entry, device), device)


@st.cache_resource(show_spinner=False)
def _settled() -> tuple[list[int], threading.Lock]:
    return [0], threading.Lock()


def settle() -> None:
    """Streamlit collects garbage after each run. Modules stay for good: when many have come in, all that is here is frozen.

    To be called at the end of a run: some modules come with the first work of a kind, long after the start.
    """
    (known, lock) = _settled()
    if len(sys.modules) - known[0] > MANY and lock.acquire(blocking=False):
        try:
            gc.collect()
            gc.freeze()
            known[0] = len(sys.modules)
        finally:
            lock.release()


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """The one queue for all work on networks."""
    return Queue()


@st.cache_resource(show_spinner=False)
def downloads() -> Queue:
    """The queue for fetching weights: one at a time, and none of the workers above waits for a slow connection."""
    return Queue(workers=1, abandoned=None)


@st.cache_resource(show_spinner=False)
def _photos() -> tuple[OrderedDict[str, Image.Image], threading.Lock]:
    return OrderedDict(), threading.Lock()


def photo(photo_id: str, data: bytes = b"", name: str = "") -> Image.Image | None:
    """The decoded photo with this SHA-256; decodes `data` if it is not kept. None if it is neither kept nor given.

    Raises:
        Problem: of `decode`, for a bad file.
    """
    kept, lock = _photos()
    with lock:
        image = kept.get(photo_id)
    if image is None and (data or name):  # an empty file has a name
        image = decode(data, name)
    if image is not None:
        with lock:
            kept[photo_id] = image
            kept.move_to_end(photo_id)
            while len(kept) > PHOTOS:
                kept.popitem(last=False)
    return image


def first_layer(name: str, trained: bool) -> torch.Tensor:
    """conv1's kernels, (K, 3, 11, 11), on the CPU; of the network or of an untrained one of the same build."""
    return (loaded(name).network if trained else untrained(name)).kernels


@st.cache_resource(max_entries=2, show_spinner=False)
def untrained(name: str) -> Network:
    """A network as wide as the one called `name`, before any training."""
    return fresh(loaded(name).network).to(loaded(name).device)


@st.cache_data(max_entries=8, show_spinner=False)
def filters(name: str, trained: bool) -> list[Filter]:
    """conv1's kernels in words and numbers."""
    return describe(first_layer(name, trained))


@st.cache_resource(show_spinner=False)
def processes() -> dict[str, subprocess.Popen]:
    """The trainings that this server has started, by the name of the run."""
    return {}


def run_steps(run: Run) -> list[dict]:
    """The steps of a training; read again when there are more."""
    file = run.folder / "steps.jsonl"
    return _steps(run, run.name, file.stat().st_size) if file.is_file() else []


@st.cache_resource(max_entries=4, show_spinner=False)
def _steps(_run: Run, name: str, size: int) -> list[dict]:
    return _run.steps()


def run_record(run: Run) -> Record | None:
    """The kernels and accuracies of a training; read again when there are more."""
    file = run.folder / "record.safetensors"
    return _record(run, run.name, file.stat().st_mtime_ns) if file.is_file() else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _record(_run: Run, name: str, changed: int) -> Record | None:
    return _run.record()


MOMENTS = 40  # of the record that travel to the browser, about 40 kB each


@st.cache_resource(max_entries=2, show_spinner=False)
def record(path: str) -> Record:
    """The record of a training in a file. Raises Problem "record.damaged"."""
    return read_record(Path(path))


@st.cache_resource(max_entries=2, show_spinner=False)
def record_frames(path: str) -> tuple[np.ndarray, str, list[list[float]]]:
    """Of the record in a file: which moments are shown, their kernels as a sprite, how strongly to draw each."""
    kernels = record(path).kernels.float().numpy()
    shown = np.unique(np.linspace(0, len(kernels) - 1, min(len(kernels), MOMENTS)).round().astype(int))
    return shown, data_uri(sprite(kernels[shown])), contrast(kernels[shown]).round(2).tolist()


@st.cache_data(max_entries=8, show_spinner=False)
def facts(name: str) -> dict[str, LayerFacts]:
    """What is known of each layer of the network called `name`, for photos as large as its own."""
    network = loaded(name)
    return {layer.name: layer for layer in anatomy(network.network, network.weights.preprocessing.crop)}


@st.cache_resource(max_entries=6, show_spinner=False)  # at most 3 MB each
def activations(photo_id: str, _image: Image.Image, name: str, trained: bool) -> dict[str, np.ndarray]:
    """Every layer's answers to a photo, float16, by the layer's name: (maps, rows, columns) or (units,)."""
    network, preprocessing = loaded(name), loaded(name).weights.preprocessing
    chosen = network.network if trained else untrained(name)

    def work() -> dict[str, np.ndarray]:
        x = to_tensor(centre_crop(_image, preprocessing), preprocessing).to(network.device)
        return {layer: out[0].half().cpu().numpy() for layer, out in trace(chosen, x).items()}

    return queue().once(work)


@st.cache_resource(max_entries=16, show_spinner=False)
def recorded(name: str) -> dict:
    """The record of an experiment, assets/runs/<name>.json. Raises Problem "record.damaged"."""
    return read_recorded(name)


@st.cache_resource(max_entries=8, show_spinner=False)
def confusion(name: str) -> tuple[Confusion, Tree] | None:
    """What the network called `name` took for what, and the tree above its classes; None where nothing is recorded."""
    found = recorded_confusion(name)
    return (found, imagenet().of(found.classes)) if found else None


@st.cache_resource(max_entries=32, show_spinner=False)  # at most 1 MB each
def tree_figure(name: str, classes: str, language: str, branch: str, _draw: Callable[[], Figure]) -> Figure:
    """What `_draw` makes of the answers of the network called `name`, in one language, opened at a branch."""
    return _draw()


@st.cache_resource(max_entries=8, show_spinner=False)
def votes(name: str) -> Votes:
    """What the readers of this server have voted."""
    return Votes()


@st.cache_resource(show_spinner=False)
def live_race() -> LiveRace:
    """The one race that all readers watch."""
    return LiveRace()


def tuned_rates() -> dict[str, float]:
    """The learning rate of each racer, as tuned for the recorded race."""
    return tuned(recorded("relu_race"))


@st.cache_data(max_entries=32, show_spinner=False)
def balances(photo_id: str, _image: Image.Image, name: str, p: float, count: int, seed: int) -> Balance:
    """What dropout in front of fc7 does to its sums, for a photo."""
    network, units = loaded(name).network, torch.from_numpy(activations(photo_id, _image, name, True)["relu6"]).float()
    weight = torch.cat([layer.weight.cpu() for layer_name, layer in network.layers() if layer_name == "fc7"]).float()
    return balance(units, weight, p, count, seed)


@st.cache_resource(max_entries=8, show_spinner=False)  # at most 1 MB each
def first_step(photo_id: str, _image: Image.Image, name: str) -> tuple[Convolution, np.ndarray, int]:
    """conv1 in numbers, the photo that it gets, (3, H, W) with its border, and the kernel whose answers differ most."""
    preprocessing, layer = loaded(name).weights.preprocessing, first_convolution(loaded(name).network)
    x = to_tensor(centre_crop(_image, preprocessing), preprocessing)
    maps = activations(photo_id, _image, name, True)["conv1"].astype(np.float32)
    return layer, padded(x, layer), int(maps.std((1, 2)).argmax())


@st.cache_resource(max_entries=24, show_spinner=False)  # at most 2.5 MB each
def augmented(
    photo_id: str, _image: Image.Image, names: tuple[str, ...], draw: int, count: int, settings: dict[str, dict[str, float]]
) -> list[Image.Image]:
    """`count` samples of a photo, 224x224, by the augmentations of `names`; another `draw` gives others."""
    pixels = square(_image)
    return [picture(sample(pixels, names, 1000 * draw + number, settings)) for number in range(count)]


@st.cache_resource(show_spinner=False)
def embeddings() -> Queue:
    """A queue of its own, for its answers are large: the newest 12 are kept, at most 25 MB each."""
    return Queue(workers=1, keep=12)


@st.cache_resource(show_spinner=False)
def listings() -> Queue:
    """The queue that runs the listings, one at a time; what one printed is kept, for its file does not change."""
    return Queue(workers=1, abandoned=None)
