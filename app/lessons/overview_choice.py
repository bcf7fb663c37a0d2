"""What the reader has chosen on the overview: a map, the maps that are off, the cables that are cut; all in the address."""

import streamlit as st

from alexnet.ask.contributions import widths
from alexnet.network.two_towers import LINKS, TwoGpuAlexNet
from app.frame import address
from app.server.flow_questions import Spot
from app.server.networks import Loaded

MOST = 40  # maps that may be off


class _Spots:
    """Every "conv5-17" that a network has, several joined by dots."""

    def __init__(self, network: Loaded) -> None:
        self.sizes = widths(network.network)

    def __contains__(self, told: object) -> bool:
        return all(self.spot(one) for one in str(told).split("."))

    def spot(self, told: str) -> Spot | None:
        """The layer and the index, from 0; None if the network has no such map."""
        layer, _, place = told.partition("-")
        if place.isascii() and place.isdigit() and 1 <= int(place[:6]) <= self.sizes.get(layer, 0):
            return layer, int(place) - 1
        return None


def said(spot: Spot) -> str:
    """A map as the address names it, from 1."""
    return f"{spot[0]}-{spot[1] + 1}"


def picked(network: Loaded) -> Spot | None:
    """The map, unit or class that the reader has picked; None where he has picked nothing, or what this network lacks."""
    spots = _Spots(network)
    chosen = _kept("pick", spots)
    return spots.spot(chosen) if chosen else None


def off(network: Loaded) -> tuple[Spot, ...]:
    """The maps that are switched off, as the reader did it; no class is one of them."""
    spots = _Spots(network)
    found = [spots.spot(one) for one in _kept("off", spots).split(".")]
    return tuple(dict.fromkeys(one for one in found if one and one[0] != "fc8"))[:MOST]


def cut(network: Loaded) -> frozenset[str]:
    """What is cut between two towers, here and on the page of the two GPUs; nothing of a network of one tower."""
    if not isinstance(network.network, TwoGpuAlexNet):
        return frozenset()
    return frozenset((*LINKS, "gpu1", "gpu2")) & frozenset(st.session_state.get("cut", st.query_params.get("cut", "").split("-")))


def pick(told: str) -> None:
    """The reader picks a map."""
    st.session_state.pick = told


def turn(network: Loaded, told: str | None = None) -> None:
    """The reader switches a map off or on again; None: all of them on."""
    gone = [said(one) for one in off(network)]
    left = [one for one in gone if one != told] if told in gone else [*gone, told]
    st.session_state.off = ".".join(one for one in left if one) if told else ""


def cut_at(link: str) -> None:
    """The reader cuts a cable or joins it again."""
    had = set(st.session_state.get("cut", st.query_params.get("cut", "").split("-"))) - {""}
    st.session_state.cut = sorted(had ^ {link})
    st.query_params["cut"] = "-".join(st.session_state.cut)


def _kept(key: str, options: _Spots) -> str:
    """What is chosen as `key`; the address shows it."""
    chosen = address.asked(key, options, "")
    st.session_state[key] = chosen
    if not chosen:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen
