"""The guided tour: ten steps across the pages, each done when the reader has done the thing.

What a reader does on a page reruns that page's fragment only, so the strip looks for itself: once a second, and only
while a step of the page in view is open. The step stands in the address and so survives a reload; the session
remembers it where the menu drops it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import ne
from typing import Any, Generic, TypeVar

import streamlit as st

from alexnet.network.two_towers import LINKS
from app.components import tour_strip
from app.frame import navigation, networks, photo
from app.frame.guard import fragment
from app.frame.text import t
from app.server import network_questions
from app.server.networks import untrained
from app.server.queues import answer

State = TypeVar("State")
TICK = 1.0  # seconds between two looks
ENDED = "0"  # in the address: the tour is over
AFTERWARDS = "train"  # the lesson that the last step leads to


@dataclass(frozen=True)
class Step(Generic[State]):
    """One thing to do.

    Attributes:
        slug: of the lesson where it is done.
        key: of its words, `do_<key>` and `seen_<key>` in the table `tour`.
        watched: what the reader will change, as it stands; on a page not yet drawn, as it will open.
        done: whether it is done, by what `watched` gave when the step began and what it gives now.
        names: labels of the page by the placeholder of `do_<key>` that they fill.
    """

    slug: str
    key: str
    watched: Callable[[], State]
    done: Callable[[State, State], bool] = ne
    names: Mapping[str, str] = field(default_factory=dict)


def shown(key: str, default: object = None) -> str:
    """What the widget `key` of a page shows, in lower case: by the session, else by the address, else `default`."""
    return str(st.session_state.get(key, st.query_params.get(key, default))).lower()


def coloured() -> int:
    """The number of the filter that is looked at if it likes a colour, else 0."""
    network = networks.current()
    filters = answer(network_questions.filters(network if shown("state", "trained") != "fresh" else untrained(network)))
    number = shown("filter", 21)
    of_this = number.isdecimal() and 1 <= int(number) <= len(filters)
    return int(number) if of_this and filters[int(number) - 1].colours else 0


def cut() -> frozenset[str]:
    """The cables that are cut."""
    told = st.session_state.get("cut", st.query_params.get("cut", "").split("-"))
    return frozenset(LINKS) & frozenset(told)


def reached(wanted: str) -> Callable[[str, str], bool]:
    """Done at `wanted`; where the step began there, away from it."""
    return lambda before, now: before != now and wanted in (before, now)


def more(before: object, now: object) -> bool:
    """Done with something that is there and is new."""
    return bool(now) and now != before


STEPS: tuple[Step[Any], ...] = (
    Step("home", "photo", lambda: photo.current().id, names={"photo": "photo.choose"}),
    Step("filters", "colour", coloured, more),
    Step("convolution", "filter", lambda: shown("convolution_filter"), names={"filter": "convolution.filter"}),
    Step("maps", "deep", lambda: shown("layer", "conv1"), reached("conv5"), {"layer": "maps.layer"}),
    Step("relu", "vote", lambda: st.session_state.get("relu_vote"), more),
    Step("gpus", "cable", cut, lambda before, now: bool(now - before), {"part": "gpus.cable"}),
    Step("dropout", "draw", lambda: st.session_state.get("dropout_draw", 0), names={"again": "dropout.again"}),
    Step("augmentation", "crops", lambda: shown("aug_crop", True), names={"crop": "augmentation.crop"}),
    Step("saliency", "cover", lambda: st.session_state.get("truth_place"), names={"part": "truth.part_cover"}),
    Step("quiz", "guess", lambda: len(st.session_state.get("quiz_results", ()))),
)


def invitation() -> None:
    """A button that starts the tour; nothing while one is on."""
    if "tour" not in st.session_state:
        st.button(t("tour.invite"), icon=":material/tour:", key="tour_start", on_click=_begin)


def strip(slug: str) -> None:
    """Draws the strip over the lesson `slug`; nothing while no tour is on."""
    number = _number()
    if not number:
        return
    step = STEPS[number - 1]
    if slug == step.slug and st.session_state.get("tour_began", (0,))[0] != number:
        st.session_state.tour_began = (number, step.watched())
    looks = slug == step.slug and not _done(number)
    with st.container(key="tour"):
        fragment(_draw, run_every=TICK if looks else None)(number, slug, looks)


def _draw(number: int, slug: str, looks: bool) -> None:
    step = STEPS[number - 1]
    if looks and _done(number):
        st.rerun()  # nobody need look every second any more
    done = not looks and _done(number)
    names = {name: t(label) for name, label in step.names.items()}
    told = t(f"tour.seen_{step.key}") if done else t(f"tour.do_{step.key}", **names)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        place = t("tour.place", number=number, count=len(STEPS))
        tour_strip.strip(place, told, (number - 1 + done) / len(STEPS), done, "tour_strip")
        if not done and slug != step.slug:
            navigation.link(step.slug, t("tour.there", title=t(f"nav.{step.slug}")), tour=str(number))
        _onward(number, done)
        if st.button(t("tour.end"), icon=":material/close:", type="tertiary", key="tour_end"):
            _end()
            st.rerun()


def _onward(number: int, done: bool) -> None:
    """The link to the next step, or from the last one out of the tour."""
    after, tour = (STEPS[number].slug, str(number + 1)) if number < len(STEPS) else (AFTERWARDS, ENDED)
    if done:
        with st.container(width="content", key="tour_next"):
            navigation.link(after, t("nav.next", title=t(f"nav.{after}")), tour=tour)
    else:
        navigation.link(after, t("tour.skip"), ":material/skip_next:", tour=tour)


def _done(number: int) -> bool:
    """Whether step `number`, from 1, is done; once done it stays so."""
    state, step = st.session_state, STEPS[number - 1]
    if state.get("tour_done") != number:
        begun, before = state.get("tour_began", (0, None))
        if begun != number or not step.done(before, step.watched()):
            return False
        state.tour_done = number
    return True


def _number() -> int:
    """The step that the reader is at, from 1: by the address, else by the session; 0 while no tour is on."""
    asked = st.query_params.get("tour", "")
    if asked == ENDED:
        _end()
    elif asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= len(STEPS):
        st.session_state.tour = int(asked)
    number = st.session_state.get("tour", 0)
    if not number:
        st.query_params.pop("tour", None)
    else:  # also where it stands there: a link to the page in view reaches the script, but not the browser's address
        st.query_params["tour"] = str(number)
    return number


def _begin() -> None:
    st.session_state.tour = 1
    st.query_params["tour"] = "1"


def _end() -> None:
    for key in ("tour", "tour_began", "tour_done"):
        st.session_state.pop(key, None)
    st.query_params.pop("tour", None)
