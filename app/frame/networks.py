"""The network that answers on every page: choose it, see what to expect of it, fetch it where it is not here yet."""

import streamlit as st

from alexnet.device import describe
from alexnet.errors import Problem
from alexnet.weights import sources
from app.frame import address, navigation
from app.frame.guard import tell
from app.frame.text import plain, t
from app.frame.waiting import awaited
from app.server.jobs import Question
from app.server.networks import Loaded, loaded

DEFAULT = "built-in"


def picker() -> None:
    """Draws the choice of networks. One that cannot be used is explained, and the built-in network stays in use."""
    menu = sources.menu()
    st.session_state.weights = address.asked("weights", menu, DEFAULT)
    used = current()
    with st.popover(plain(title(used.weights.name)), icon=":material/network_node:", key="network"):
        names = {name: plain(title(name)) for name in menu}
        captions = [expectation(entry) for entry in menu.values()]
        asked = address.choose(st.radio, t("network.choose"), names, "weights", DEFAULT, captions=captions)
        chosen = menu[asked]
        if not chosen.ready:
            _offer_download(chosen)
            used = current()
        told = [t("network.device", device=describe(used.device))]
        if known := used.weights.accuracy:
            told.append(t("network.measured", on=plain(known.measured_on), photos=known.photos))
        if used.weights.others:
            told.append(t("network.taken", taken=plain(used.weights.taken), others=plain(", ".join(used.weights.others))))
        origin, licence = plain(used.weights.origin or used.weights.path.name), plain(used.weights.licence or "?")
        told.append(t("network.origin", origin=origin, licence=licence))
        st.caption("\n\n".join(told))
    if chosen.ready and used.weights.name != chosen.name:
        try:
            loaded(chosen.name)
        except Problem as problem:
            tell(problem, ":material/link_off:")


def current() -> Loaded:
    """The network in use: the one chosen where it can be used, else the built-in one."""
    asked = st.session_state.get("weights", st.query_params.get("weights", DEFAULT))
    chosen = sources.WEIGHTS[asked]() if asked in sources.WEIGHTS else sources.menu().get(asked)
    if chosen is not None and chosen.ready:
        try:
            return loaded(chosen.name)
        except Problem:
            return loaded(DEFAULT)
    return loaded(DEFAULT)


def switch(label: str, name: str, key: str, slug: str | None = None) -> None:
    """A button that puts the network called `name` to use, and goes to the lesson `slug` if there is one."""
    icon = ":material/network_node:"
    if st.button(label, key=key, icon=icon, on_click=st.session_state.update, kwargs={"weights": name}) and slug:
        st.switch_page(navigation.path(slug))


def title(name: str) -> str:
    """A network's name for the reader: our own words for ours, the file's for a file that somebody added."""
    return t(f"network.{name}") if name in sources.WEIGHTS else name


def expectation(entry: sources.Weights) -> str:
    """How many classes it tells apart and how often it is right."""
    count = entry.classes or len(entry.wnids)
    classes = t("network.classes", count=count) if count else t("network.unknown_classes")
    known = entry.accuracy
    right = t("network.accuracy", top1=known.top1, top5=known.top5) if known else t("network.unmeasured")
    return f"{classes} · {right}"


def summary(entry: sources.Weights) -> str:
    """The network's name and what to expect of it, in one line."""
    return f"{title(entry.name)} · {expectation(entry)}"


def _offer_download(entry: sources.Weights) -> None:
    st.info(t("network.not_here", megabytes=round(entry.size / 2**20)))
    if st.session_state.get("downloading") != entry.name:
        if problem := st.session_state.get("download_problem"):
            tell(problem, ":material/wifi_off:")
        if st.button(t("network.download"), icon=":material/download:", type="primary"):
            st.session_state.downloading = entry.name
            st.session_state.download_problem = None
            st.rerun()
        return
    try:
        awaited(Question(("download", entry.name), lambda report: sources.fetch(entry, report), queue="downloads"))
    except Problem as problem:
        st.session_state.update(downloading=None, download_problem=problem)
        st.rerun()
