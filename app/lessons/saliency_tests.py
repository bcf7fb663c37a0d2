"""Did the heat map tell the truth? Two tests on the page: delete the photo in its order, make the network forget."""

from itertools import combinations

import numpy as np
import streamlit as st
import torch
from PIL import Image

from alexnet.ask.faithful import ORDERS, STEPS, area, turn
from alexnet.ask.overlay import colours
from alexnet.ask.saliency import METHODS
from app.charts.curves import STYLE, Curve, curves
from app.charts.encoded import png
from app.charts.samples import sample_sheet
from app.charts.style import ACCENT, QUIET
from app.charts.table import table
from app.frame import address
from app.frame.text import number, prose, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import controls
from app.widgets.too_easy import too_easy

SHADES = (ACCENT, "#2166ac", "#7b3294", "#1b7837", "#a6761d", "#0e7490")  # of the methods, in their order
COMPARED = "grad-cam.gradient"  # the methods that are compared at first
BELOW = "<style>.st-key-truth_below { min-height: 17rem; }</style>"  # as high as two methods on their way, and as their numbers
GRAINS = {"squares": 16, "pixels": 1}  # px: what is deleted at a time


def in_order() -> None:
    """The probability of the class as the photo is deleted, for each method that the reader adds."""
    photo, network = view()
    names = {name: t(f"method.{name}") for name in METHODS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        target = controls.target(photo, network)
        grains = {key: t(f"truth.{key}") for key in GRAINS}
        grain = GRAINS[address.choose(st.segmented_control, t("truth.grain"), grains, "grain", "squares", required=True)]
        chosen = _methods(names)
    if not chosen:
        st.caption(t("truth.none"))
        return
    too_easy(photo, network)
    chart, picture = st.columns([8, 4], gap="large")
    with chart:
        drawn, below = st.container(), st.container(key="truth_below")
    with below:  # in the place of the numbers, so that nothing else moves
        found = {name: awaited(questions.deletions(photo, network, name, target, grain)) for name in chosen}
    done = {name: curve for name, curve in found.items() if curve}
    drawn.html(BELOW + _curves(found, names))
    if done:
        head = [t("truth.method"), *(t(f"truth.{order}") for order in ORDERS)]
        rows = [[names[name], *(number(area(curve[order]), ".1%") for order in ORDERS)] for name, curve in done.items()]
        below.markdown(f"{t('truth.area')}\n\n{table(head, rows)}")
    with picture:
        _deleted(photo, network, chosen[0], target, grain)
        st.markdown(prose("saliency", "deletion"))


def _methods(names: dict[str, str]) -> list[str]:
    """The methods that the reader compares; they stay, and the address has them."""
    sets = {".".join(some) for count in range(len(names) + 1) for some in combinations(names, count)}
    asked = address.asked("methods", sets, COMPARED)
    chosen = st.pills(
        t("truth.methods"), list(names), format_func=names.__getitem__, selection_mode="multi",
        default=[name for name in names if name in asked.split(".")], key="truth_methods",
    )  # fmt: skip
    st.session_state.methods = said = ".".join(name for name in names if name in chosen)
    if said == COMPARED:
        st.query_params.pop("methods", None)
    elif st.query_params.get("methods") != said:
        st.query_params["methods"] = said
    return chosen


def _curves(found: dict[str, dict[str, list[float]] | None], names: dict[str, str]) -> str:
    """Each method's curve, hottest first, and the two orders that the first one has to beat; empty what is not known yet."""
    steps = [n / STEPS for n in range(STEPS + 1)]

    def run(shares: dict[str, list[float]] | None, order: str) -> list[list[tuple[float, float]]]:
        return [list(zip(steps, shares[order], strict=True))] if shares else []

    kinds = [
        Curve(names[name], SHADES[list(METHODS).index(name) % len(SHADES)], run(shares, "hottest"))
        for name, shares in found.items()
    ]
    first = next(iter(found))
    for order, dash in (("random", "3 4"), ("coolest", "10 5")):
        kinds.append(Curve(t(f"truth.{order}_of", method=names[first]), QUIET, run(found[first], order), dash))
    most = max((max(shares["coolest"] + shares["hottest"]) for shares in found.values() if shares), default=1.0)
    words = t("truth.deletion"), t("truth.share"), t("truth.probability")
    return STYLE + curves(kinds, *words, 1.0, max(0.1, min(1.0, most * 1.05)), number)


def _deleted(photo: Photo, network: Loaded, method: str, target: int, grain: int) -> None:
    """What is left of the photo, as far as the reader deletes it."""
    share = st.slider(t("truth.gone"), 0, 100, 20, 5, format="%d%%", key="truth_gone", bind="query-params") / 100
    place = st.container()
    heat = awaited(questions.heat(photo, network, method, target))
    given, crop = network.weights.preprocessing, answer(questions.crop(photo, network))
    pixels, words = np.array(crop), photo.name
    if heat is not None:
        pixels[turn(torch.from_numpy(heat), "hottest", grain).numpy() < share] = [round(255 * mean) for mean in given.mean]
        words = t("truth.left", method=t(f"method.{method}"), share=share)
    place.image(png(Image.fromarray(pixels)), words, width="stretch", output_format="PNG", alt=words)


def forgotten() -> None:
    """The same method on networks that have forgotten more and more."""
    photo, network = view()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = controls.method("forgets", "grad-cam")
        target = controls.target(photo, network)
    found = awaited(questions.forgotten(photo, network, method, target))
    if found is None:
        return
    signed = METHODS[method].signed
    crop = answer(questions.crop(photo, network))
    pictures = [crop] + [Image.fromarray(colours(heat, signed)) for _, heat, _ in found]
    words = [photo.name, t("truth.trained")] + [t("truth.down_to", layer=name, correlation=alike) for name, _, alike in found[1:]]
    alike = [float(correlation) for _, _, correlation in found]
    st.html(sample_sheet(pictures, words, [False] * len(words), t("truth.sheet", method=t(f"method.{method}")), across=5))
    st.markdown(t("truth.verdict", method=t(f"method.{method}"), first=alike[1], last=alike[-1]))
    st.markdown(prose("saliency", "forgetting"))


PARTS = {"delete": in_order, "forget": forgotten}
