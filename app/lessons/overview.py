"""The whole network on one page: its columns, what is picked in them, where that came from and what depends on it."""

import streamlit as st

from alexnet.ask.contributions import PHOTO, Link
from alexnet.classes.labels import class_name
from alexnet.network.trace import Guess, top
from alexnet.network.two_towers import LINKS, TwoGpuAlexNet
from app.charts.encoded import jpeg_uri
from app.components.overview import overview, told
from app.frame import navigation
from app.frame.text import labels, language, number, plain, t
from app.lessons.overview_choice import cut, cut_at, off, pick, picked, said, turn
from app.server import flow_questions, questions
from app.server.flow_questions import Spot
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

ANSWER = "fc8"
MOVED = 0.0005  # of a probability; less is not told
FEW = 3  # maps and classes that are told in words
WORDS = ("picture", "photo", "classes", "map", "unit", "silent", "all", "close", "cut", "join")


def picture(photo: Photo, network: Loaded) -> None:
    """The columns; sent once for a photo, a network and what is cut."""
    two, layers = isinstance(network.network, TwoGpuAlexNet), answer(flow_questions.layers(photo, network, cut(network)))
    words = {word: labels(language())[f"overview.{word}"] for word in WORDS}
    more = {"links": list(LINKS), "cut": sorted(cut(network)), "on_cut": cut_at} if two else {}
    overview(layers, jpeg_uri(answer(questions.crop(photo, network))), _of(photo, network), words, "overview", **more)
    if silent := [one["name"] for one in layers if not sum(one["active"])]:
        st.info(t("overview.nothing", layers=", ".join(silent)), icon=":material/volume_off:")


def way(photo: Photo, network: Loaded) -> None:
    """What is picked: its links for the picture, where it came from in words, what goes with it, and the game."""
    gone, links = off(network), cut(network)
    before = _probable(photo, network, ())
    now = _probable(photo, network, gone)
    spot = picked(network) or (ANSWER, before[0].index)
    found = answer(flow_questions.origin(photo, network, links, gone, spot))
    less = tuple(one for one in gone if one != spot) if spot in gone else (*gone, spot)
    moved = [] if spot[0] == ANSWER else _moved(now, _probable(photo, network, less), spot in gone)
    _tell(photo, network, spot, found, moved, before, now)
    came, goes, game = st.columns([5, 4, 4], gap="medium")
    with came:
        _came(network, spot, found)
    with goes:
        _goes(network, spot, moved)
    with game:
        _game(network, gone, before, now, spot)


def _probable(photo: Photo, network: Loaded, gone: tuple[Spot, ...]) -> list[Guess]:
    """Every class, likeliest first, with the maps of `gone` switched off."""
    scores = answer(flow_questions.scores_without(photo, network, cut(network), gone))
    return top(scores.double(), scores.shape[1])


def _moved(now: list[Guess], other: list[Guess], is_off: bool) -> list[tuple[int, float, float]]:
    """(class, probability with the map, without it) of those that it moves, most first."""
    there, then = ({guess.index: guess.probability for guess in one} for one in (now, other))
    pairs = [(index, *((then[index], share) if is_off else (share, then[index]))) for index, share in there.items()]
    return sorted((one for one in pairs if abs(one[1] - one[2]) >= MOVED), key=lambda one: -abs(one[1] - one[2]))[:FEW]


def _tell(
    photo: Photo, network: Loaded, spot: Spot, found: list[Link], moved: list[tuple[int, float, float]],
    before: list[Guess], now: list[Guess],
) -> None:  # fmt: skip
    """The picture hears what is picked."""
    was = {guess.index: guess.probability for guess in before}
    shown = now[:5] + [guess for guess in now[5:] if spot == (ANSWER, guess.index)]
    into = [one for one in found if one.layer == spot[0] and one.share < 1]
    classes = [
        {"index": one.index, "name": _class(network, one.index), "share": one.probability, "before": was[one.index],
         "said": number(one.probability, ".1%")}
        for one in shown
    ]  # fmt: skip
    links = [
        [one.layer, one.index, one.before, one.origin, round(one.share, 4), _share(one.share) if one in into else ""]
        for one in found
    ]
    data = {
        "of": _of(photo, network), "pick": said(spot), "off": [said(one) for one in off(network)], "links": links,
        "classes": classes, "moves": [[index, round(has - lacks, 4)] for index, has, lacks in moved],
    }  # fmt: skip
    told(data, "overview_told", on_pick=pick, on_switch=lambda one: turn(network, one))


def _came(network: Loaded, spot: Spot, found: list[Link]) -> None:
    """Its name, where it opens in its lesson, and what gave most to it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_named(network, *spot)}**", width="content")
        _lessons(network, *spot)
    first = [link for link in found if link.layer == spot[0]]
    if not first:
        st.markdown(t("overview.is_off" if spot in off(network) else "overview.is_silent"))
    elif first[0].before == PHOTO:
        st.markdown(t("overview.from_photo"))
    elif spot[0].startswith("pool"):
        st.markdown(t("overview.from_pool", name=_named(network, first[0].before, first[0].origin)))
    else:
        sides = [[link for link in first if (link.share > 0) is good] for good in (True, False)]
        lines = [
            t(f"overview.{key}", layer=side[0].before, names=t("overview.and").join(_origin(link) for link in side[:FEW]))
            for side, key in zip(sides, ("came_for", "came_against"), strict=True)
            if side
        ]
        st.markdown("  \n".join(lines))


def _lessons(network: Loaded, layer: str, index: int) -> None:
    """The way to the lesson that looks closer."""
    if layer == ANSWER:
        navigation.link("saliency", t("overview.to_saliency"), target=network.wnids[index])
        return
    if layer == "conv1":
        navigation.link("convolution", t("overview.to_convolution"), kernel=str(index + 1))
    stage = {"stage": "pool"} if layer.startswith("pool") else {}
    at = {} if layer.startswith("fc") else {"map": str(index + 1), **stage}
    navigation.link("maps", t("overview.to_maps"), layer=layer.replace("pool", "conv"), **at)


def _goes(network: Loaded, spot: Spot, moved: list[tuple[int, float, float]]) -> None:
    """The answers that need it most."""
    if spot[0] == ANSWER:
        st.markdown(t("overview.pick_one"))
        return
    rows = [t("overview.move", name=plain(_class(network, index)), has=has, lacks=lacks) for index, has, lacks in moved]
    st.markdown("  \n".join([t("overview.without"), *(rows or [t("overview.still")])]))


def _game(network: Loaded, gone: tuple[Spot, ...], before: list[Guess], now: list[Guess], spot: Spot) -> None:
    name, has = plain(_class(network, before[0].index)), now[[guess.index for guess in now].index(before[0].index)].probability
    values = {"count": len(gone), "name": name, "before": before[0].probability, "after": has}
    if not gone:
        st.markdown(t("overview.game", name=name))
    elif now[0].index == before[0].index:
        st.markdown(t("overview.same", **values))
    else:
        st.markdown(t("overview.became", now=plain(_class(network, now[0].index)), **values))
    with st.container(horizontal=True):
        if spot[0] != ANSWER:
            label = t("overview.on" if spot in gone else "overview.off")
            st.button(label, icon=":material/power_settings_new:", on_click=turn, args=(network, said(spot)))
        if gone:
            st.button(t("overview.all_on"), on_click=turn, args=(network,))


def _named(network: Loaded, layer: str, index: int) -> str:
    if layer == ANSWER:
        return plain(_class(network, index))
    return t("overview.unit" if layer.startswith("fc") else "overview.map", layer=layer, number=index + 1)


def _origin(link: Link) -> str:
    return f"{link.origin + 1} ({_share(link.share)})"


def _share(share: float) -> str:
    return ("+" if share > 0 else "−") + number(abs(share), ".1%" if abs(share) < 0.1 else ".0%")


def _class(network: Loaded, index: int) -> str:
    return class_name(network.wnids[index], language())


def _of(photo: Photo, network: Loaded) -> str:
    """Names what the picture shows; another one's links are not drawn on it."""
    return " ".join([photo.id, network.weights.name, str(network.weights.version), language(), *sorted(cut(network))])
