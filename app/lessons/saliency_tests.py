"""Did the heat map tell the truth? Three tests on the page: cover by hand, delete in its order, make the network forget."""

import numpy as np
import streamlit as st
import torch
from PIL import Image

from alexnet.ask.faithful import ORDERS, STEPS, area, turn
from alexnet.ask.overlay import colours, overlay
from alexnet.ask.saliency import METHODS
from app.charts.curves import STYLE, Curve, curves
from app.charts.encoded import png
from app.charts.samples import sample_sheet
from app.charts.style import ACCENT, QUIET
from app.charts.table import table
from app.components.saliency_cover import cover
from app.frame import address
from app.frame.text import number, prose, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import answers, controls
from app.widgets.answers import class_bars

SHADES = (ACCENT, "#2166ac", "#7b3294", "#1b7837", "#a6761d", "#0e7490")  # of the methods, in their order
GRAINS = {"squares": 16, "pixels": 1}  # px: what is deleted at a time


def by_hand() -> None:
    """A square to move; the five likeliest classes with and without it."""
    photo, network = view()
    crop = answer(questions.crop(photo, network))
    whole = answer(questions.scores(photo, network))
    before = whole.softmax(1)[0]
    first = int(before.argmax())
    left, right = st.columns([4, 7], gap="large")
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        share = st.slider(t("truth.size"), 10, 60, 30, 5, format="%d %%", key="truth_size", bind="query-params") / 100
        heated = st.toggle(t("truth.heated"), key="truth_heated", bind="query-params")
    x, y = st.session_state.get("truth_place", (0.5, 0.5))
    with left:
        heat = awaited(questions.heat(photo, network, "grad-cam", first)) if heated else None
        cover(
            crop if heat is None else overlay(crop, heat, False),
            photo.name,
            t("truth.square"),
            (x, y),
            share,
            "truth_cover",
            _place,
        )
        st.caption(t("truth.drag"))
    side = round(share * crop.width)
    at = (round(x * crop.width - side / 2), round(y * crop.width - side / 2), side)
    hidden = answer(questions.covered_scores(photo, network, at))
    after = hidden.softmax(1)[0]
    with right:
        columns = st.columns(2, gap="medium", wrap=False)
        for column, key, scores in ((columns[0], "whole", whole), (columns[1], "hidden", hidden)):
            column.markdown(f"**{t(f'truth.{key}')}**")
            column.html(class_bars(scores, network, t(f"truth.{key}"), first))
        name, _ = answers.best(before.log(), network)
        st.markdown(t("truth.effect", name=name, before=before[first].item(), after=after[first].item()))
        if int(after.argmax()) != first:
            st.markdown(t("truth.changed", name=answers.best(after.log(), network)[0]))


def _place(x: float, y: float) -> None:
    st.session_state.truth_place = (x, y)


def in_order() -> None:
    """The probability of the class as the photo is deleted, for each method that the reader adds."""
    photo, network = view()
    names = {name: t(f"method.{name}") for name in METHODS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        target = controls.target(photo, network)
        grains = {key: t(f"truth.{key}") for key in GRAINS}
        grain = GRAINS[address.choose(st.segmented_control, t("truth.grain"), grains, "grain", "squares", required=True)]
        chosen = st.pills(
            t("truth.methods"), list(names), format_func=names.__getitem__, selection_mode="multi",
            default=["grad-cam", "gradient"], key="truth_methods",
        )  # fmt: skip
    found = {name: awaited(questions.deletions(photo, network, name, target, grain)) for name in chosen}
    done = {name: curve for name, curve in found.items() if curve}
    if not done:
        if not chosen:
            st.info(t("truth.none"))
        return
    first = next(iter(done))
    chart, picture = st.columns([8, 4], gap="large")
    with chart:
        st.html(_curves(done, names, first))
        head = [t("truth.method"), *(t(f"truth.{order}") for order in ORDERS)]
        rows = [[names[name], *(number(area(curve[order]), ".1%") for order in ORDERS)] for name, curve in done.items()]
        st.markdown(f"{t('truth.area')}\n\n{table(head, rows)}")
    with picture:
        _deleted(photo, network, first, target, grain)
        st.markdown(prose("saliency", "deletion"))


def _curves(done: dict[str, dict[str, list[float]]], names: dict[str, str], first: str) -> str:
    """Each method's curve, hottest first, and the two orders that it has to beat."""
    steps = [n / STEPS for n in range(STEPS + 1)]
    kinds = [
        Curve(names[name], SHADES[list(METHODS).index(name) % len(SHADES)], [list(zip(steps, shares["hottest"], strict=True))])
        for name, shares in done.items()
    ]
    for order, dash in (("random", "3 4"), ("coolest", "10 5")):
        word = t(f"truth.{order}_of", method=names[first])
        kinds.append(Curve(word, QUIET, [list(zip(steps, done[first][order], strict=True))], dash))
    most = max(max(shares["coolest"] + shares["hottest"]) for shares in done.values())
    words = t("truth.deletion"), t("truth.share"), t("truth.probability")
    return STYLE + curves(kinds, *words, 1.0, max(0.1, min(1.0, most * 1.05)), number)


def _deleted(photo: Photo, network: Loaded, method: str, target: int, grain: int) -> None:
    """What is left of the photo, as far as the reader deletes it."""
    heat = awaited(questions.heat(photo, network, method, target))
    share = st.slider(t("truth.gone"), 0, 100, 20, 5, format="%d %%", key="truth_gone", bind="query-params") / 100
    if heat is None:
        return
    given = network.weights.preprocessing
    pixels = np.array(answer(questions.crop(photo, network)))
    pixels[turn(torch.from_numpy(heat), "hottest", grain).numpy() < share] = [round(255 * mean) for mean in given.mean]
    words = t("truth.left", method=t(f"method.{method}"), share=share)
    st.image(png(Image.fromarray(pixels)), words, width="stretch", output_format="PNG", alt=words)


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


PARTS = {"cover": by_hand, "delete": in_order, "forget": forgotten}
