"""Networks that know the shapes: the one that learns, those of trainings, those that were kept."""

from collections.abc import Hashable

import streamlit as st

from alexnet.data.shapes import KINDS
from alexnet.device import best_device
from alexnet.training.run import runs
from alexnet.weights import sources
from alexnet.weights.entry import Weights
from alexnet.weights.files import described, load
from app.server.networks import Loaded

LOOKED = 12  # trainings, the newest ones
SHIPPED = sources.FOLDER / "shapes.safetensors"


def on_offer() -> dict[str, Weights]:
    """Every network that tells the shapes apart, by its name; those of trainings first, the newest of all first."""
    trained = [described(run.name, path) for run in runs()[:LOOKED] if (path := run.newest) is not None]
    kept = [entry for entry in sources.menu().values() if entry.ready]
    found: dict[str, Weights] = {}
    for entry in (*trained, *kept, described("shapes", SHIPPED)):
        if set(entry.wnids) == set(KINDS):
            found.setdefault(entry.name, entry)
    return found


def loaded(entry: Weights) -> Loaded:
    """The network of a file; another one once the file is replaced. Raises the Problems of `load`."""
    return _loaded(entry.version, entry)


@st.cache_resource(max_entries=3, show_spinner=False)  # 50 MB each; apart from those that all other pages use
def _loaded(version: Hashable, _entry: Weights) -> Loaded:
    device = best_device()
    return Loaded(version, _entry, *load(_entry, device), device)
