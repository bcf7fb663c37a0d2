"""The cable between the two towers on the page: what the network answers without it, and what each block of figure 2 holds."""

from functools import cache as once

import streamlit as st
import torch

from alexnet.device import describe
from alexnet.network.anatomy import FLOAT, LayerFacts, Memory, anatomy, training_memory
from alexnet.network.trace import Guess
from alexnet.network.two_towers import LINKS, TwoGpuAlexNet
from app.charts.bars import Bar, bars
from app.charts.encoded import data_uri
from app.charts.gpus_towers import Block, towers
from app.charts.table import table
from app.components.towers import towers as drawing
from app.frame import address
from app.frame.text import number, plain, prose, t
from app.frame.view import view
from app.lessons.gpus import two_towers, who_answers
from app.server import network_questions, questions
from app.server.networks import Loaded, as_two_towers
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import answers

SWITCHES = (*LINKS, "gpu1", "gpu2")  # what can be cut, in the words of `TwoGpuAlexNet.halves`
BATCH, CARD = 128, 3 * 2**30  # paper, sections 5 and 3.2: photos a step, bytes on a GTX 580
GB = 2**30


def cable() -> None:
    """Cut any link, or switch a tower off; the five likeliest classes before and after stand side by side."""
    photo, chosen = view()
    network = two_towers(chosen)
    picture, answer = st.columns([5, 8], gap="large")
    cut = _cut()
    with picture:
        names = {link: t("gpus.link_name", layer=link) for link in LINKS} | {gpu: t(f"gpus.{gpu}_name") for gpu in SWITCHES[-2:]}
        drawing(_figure(photo, network, names, cut), "cable", _toggle)
        st.caption(t("gpus.click_cable"))
    with answer:
        best = answers.guesses(photo, network)[0]
        st.markdown(_effect(photo, network, cut, *best))
        before, after = st.columns(2, gap="medium", wrap=False)
        with before:
            st.markdown(f"**{t('gpus.whole')}**")
            st.html(answers.answer_bars(photo, network))
        with after:
            st.markdown(f"**{t('gpus.after')}**")
            st.html(answers.class_bars(_scores(photo, network, cut), network, t("gpus.after"), best[1].index))
        who_answers(chosen, network)
        _switches()
    question, measured = st.columns([5, 8], gap="large")
    question.markdown(prose("gpus", "never_there"))
    measured.markdown(prose("gpus", "trained_without"))


def plan() -> None:
    """The drawing, block by block: the paper's numbers and this network's, and the memory of a card."""
    photo, chosen = view()
    network = two_towers(chosen)
    who_answers(chosen, network)
    picture, facts = st.columns([5, 8], gap="large")
    with facts:
        layers = {layer.name: layer for layer in _paper() if layer.kind in ("conv", "dense")}
        picked = address.choose(
            st.pills, t("gpus.block"), {name: name for name in layers}, "block", "conv3", required=True, wrap=True
        )
        st.markdown(_table(layers[picked], answer(network_questions.facts(network))[picked]))
        st.markdown(f"**{t('gpus.memory')}**")
        st.html(_memory_bars())
        st.caption(t("gpus.memory_parts", batch=BATCH))
        st.caption(_places(network))
    with picture:
        names = {f"block-{name}": t("gpus.block_name", layer=name) for name in layers}
        drawing(_figure(photo, network, names, _cut(), f"block-{picked}"), "plan", _pick)
        st.caption(prose("gpus", "scale"))


def _cut() -> frozenset[str]:
    """What is cut: as the switches stand, or where they are not on the page, as the address says."""
    told = st.session_state.get("cut", st.query_params.get("cut", "").split("-"))
    return frozenset(SWITCHES) & frozenset(told)


def _switches() -> None:
    """A switch for each link and each tower, and one button for all links; what is cut is kept in the address."""
    st.session_state.cut = [name for name in SWITCHES if name in _cut()]
    names = {link: t("gpus.link", layer=link) for link in LINKS} | {"gpu1": t("gpus.gpu1_off"), "gpu2": t("gpus.gpu2_off")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(t("gpus.cut"), SWITCHES, selection_mode="multi", key="cut", format_func=names.__getitem__, wrap=True,
                 persist_state="session")  # fmt: skip
        cut = _cut()
        st.button(t("gpus.join") if cut else t("gpus.cut_all"), on_click=_set, args=(() if cut else LINKS,))
    if cut:
        st.query_params["cut"] = "-".join(name for name in SWITCHES if name in cut)
    else:
        st.query_params.pop("cut", None)


def _set(names: tuple[str, ...]) -> None:
    st.session_state.cut = list(names)


def _toggle(name: str) -> None:
    _set(tuple(_cut() ^ {name}))


def _pick(name: str) -> None:
    st.session_state.block = name.removeprefix("block-")


def _scores(photo: Photo, network: Loaded, cut: frozenset[str]) -> torch.Tensor:
    return answer(questions.cut_scores(photo, network, cut) if cut else questions.scores(photo, network))


def _effect(photo: Photo, network: Loaded, cut: frozenset[str], name: str, best: Guess) -> str:
    if not cut:
        return t("gpus.nothing_cut")
    if {"gpu1", "gpu2"} <= cut:
        return t("gpus.both_off")
    scores = _scores(photo, network, cut)
    share, (now, _) = scores.softmax(1)[0, best.index].item(), answers.best(scores[0], network)
    key = "gpus.same" if now == name else "gpus.became"
    return t(key, name=plain(name), now=plain(now), before=best.probability, after=share)


@once
def _paper() -> tuple[LayerFacts, ...]:
    """The layers of the paper's network at its full width."""
    return tuple(anatomy(_ghost()))


def _ghost() -> TwoGpuAlexNet:
    with torch.device("meta"):
        return TwoGpuAlexNet()


def _figure(photo: Photo, network: Loaded, names: dict[str, str], cut: frozenset[str], picked: str = "") -> str:
    """The drawing with the reader's photo on top."""
    small = data_uri(answer(questions.crop(photo, network)).resize((88, 88)))
    return towers(
        [_block(layer) for layer in _paper() if layer.kind in ("conv", "dense")], small, names, t("gpus.figure"), cut, picked
    )


def _block(layer: LayerFacts) -> Block:
    maps, side = layer.shape[0] // layer.towers, layer.shape[-1] if len(layer.shape) == 3 else 1
    carried = "gpus.carried" if layer.towers == 2 else "gpus.carried_once"
    crossing = t(carried, kilobytes=layer.crosses / 1000) if layer.crosses else ""
    return Block(layer.name, side, maps, _shape(layer, layer.towers), crossing, layer.towers == 2)


def _shape(layer: LayerFacts, towers: int) -> str:
    """ "55×55×48" for one of two towers' maps, "2048" for its units."""
    return "×".join(str(size) for size in (*layer.shape[1:], layer.shape[0] // towers))


def _table(paper: LayerFacts, ours: LayerFacts) -> str:
    """One block in numbers, the paper's beside this network's."""
    rows = {
        "each": [_shape(layer, layer.towers) for layer in (paper, ours)],
        "parameters": [f"{number(layer.parameters, ',')} ({_bytes(FLOAT * layer.parameters)})" for layer in (paper, ours)],
        "kept": [_bytes(layer.bytes) for layer in (paper, ours)],
        "work": [number(layer.multiply_adds, ",") for layer in (paper, ours)],
        "crosses": [_bytes(layer.crosses) if layer.crosses else t("gpus.nothing") for layer in (paper, ours)],
    }
    head = [f"**{paper.name}**", t("gpus.papers"), t("gpus.ours")]
    return table(head, [[t(f"gpus.{key}"), *both] for key, both in rows.items()])


def _bytes(count: int) -> str:
    return f"{number(count / 1e6, ',.1f')} MB" if count >= 1e6 else f"{number(count / 1e3, ',.1f')} kB"


@once
def _memory() -> tuple[Memory, Memory]:
    """What a training step of the paper's network keeps on each card."""
    first, second = training_memory(_ghost(), BATCH)
    return first, second


def _memory_bars() -> str:
    """What a training step of the paper's network keeps, as a share of a card of 2012."""
    first, second = _memory()
    both = first.total + second.total
    rows = {
        "gpu1": first.total, "gpu2": second.total, "one_card": both,
        "one_card_more": both + first.activations + second.activations,
    }  # fmt: skip
    return bars(
        [Bar(t(f"gpus.{key}"), count / CARD, f"{number(count / GB, '.2f')} GB") for key, count in rows.items()], t("gpus.memory")
    )


def _places(network: Loaded) -> str:
    first, second = as_two_towers(network).devices
    if first == second:
        return t("gpus.one_device", device=describe(first))
    return t("gpus.two_devices", first=describe(first), second=describe(second))
