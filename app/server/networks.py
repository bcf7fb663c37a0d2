"""Networks in use, one copy for all readers. They are frozen: nobody changes them, nobody hangs a hook on them."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import captum.attr  # noqa: F401  heavy: it comes with the start, not with the first reader's first heat map
import streamlit as st
import torch

from alexnet.device import best_device
from alexnet.network import Network, fresh
from alexnet.weights import sources
from alexnet.weights.entry import Weights
from alexnet.weights.files import load

torch.set_num_threads(1)  # the queue's workers share the cores; one thread each wastes nothing


@dataclass(frozen=True)
class Loaded:
    """A network in use.

    Attributes:
        id: stands for its content in the keys of questions and caches.
        weights: what is known of it.
        network: frozen, on `device`.
        wnids: the WordNet id of each of its classes.
    """

    id: Hashable
    weights: Weights
    network: Network
    wnids: tuple[str, ...]
    device: torch.device


def loaded(name: str) -> Loaded:
    """The network called `name`; a file that has been replaced is another network. Raises Problems of `find` and `load`."""
    entry = sources.find(name)
    return _loaded(name, entry.version, entry)


@st.cache_resource(max_entries=4, show_spinner=False)  # 60 MB each, 250 MB with dense layers of 4096
def _loaded(name: str, version: Hashable, _entry: Weights) -> Loaded:
    device = best_device()
    return Loaded(version, _entry, *load(_entry, device), device)


def untrained(network: Loaded) -> Loaded:
    """A network of the same build before any training."""
    return _untrained(("untrained", network.id), network)


@st.cache_resource(max_entries=2, show_spinner=False)
def _untrained(id: Hashable, _network: Loaded) -> Loaded:
    return replace(_network, id=id, network=fresh(_network.network).to(_network.device))
