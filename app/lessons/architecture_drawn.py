"""The drawing of the layers as it is for one photo: its strongest map on every stack, and the answer at the end."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from alexnet.lessons.architecture_workbench import Conv, Row
from alexnet.network.anatomy import LayerFacts
from app.charts.architecture_blocks import Block, Ends, blocks
from app.charts.encoded import data_uri, jpeg_uri
from app.charts.maps import map_sheet
from app.frame.text import language, number, t
from app.server import network_questions, questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.questions import Answers
from app.server.queues import answer
from app.widgets.answers import guesses

ACROSS = 8  # units of a dense layer in a row
PHOTO = 150  # px


def of_photo(photo: Photo, network: Loaded, eight: Sequence[LayerFacts]) -> str:
    """The drawing with the photo at its beginning, one map on each stack and the likeliest classes at its end."""
    facts, kept = answer(network_questions.facts(network)), answer(questions.activations(photo, network))
    small = jpeg_uri(answer(questions.crop(photo, network)), PHOTO)
    (first, share), *others = [(name, number(one.probability, ".1%")) for name, one in guesses(photo, network, k=3)]
    answers = [first, share, *(f"{name} {value}" for name, value in others)]
    return _drawn((photo.id, network.id, language()), facts, kept, eight, Ends(small, _cubed(network), answers))


@st.cache_resource(max_entries=64, show_spinner=False)  # 40 kB each
def _drawn(of: Hashable, _facts: dict[str, LayerFacts], _kept: Answers, _eight: Sequence[LayerFacts], _ends: Ends) -> str:
    return blocks([_block(layer, _facts, _kept) for layer in _eight], _ends, t("architecture.figure"))


def of_bench(photo: Photo, network: Loaded, convs: Sequence[Conv], before: Sequence[Row], now: Sequence[Row]) -> str:
    """The drawing of the workbench: every layer as it is now, and dashed as it was before a change."""
    small = jpeg_uri(answer(questions.crop(photo, network)), PHOTO)
    split = {conv.name: max(one.groups for one in convs) for conv in convs}
    drawn = []
    for old, row in zip(before, now, strict=True):
        dense = row.name not in split
        text = str(row.maps) if dense else f"{row.side}×{row.side}×{row.maps}"
        pooled = 0 if dense or row.after == row.side else row.after
        block = Block(row.name, text, row.side, row.maps, split.get(row.name, 1), dense, _pooled(pooled), pooled=pooled)
        if not dense:
            block = replace(block, told=t("architecture.change_name", layer=row.name, shape=text))
        if (old.side, old.maps) != (row.side, row.maps):
            block = replace(block, was=(old.side, old.maps))
        drawn.append(block)
    return blocks(drawn, Ends(small, ""), t("architecture.figure"), bench=True)


def shape(layer: LayerFacts) -> str:
    """Rows, columns and maps, or units, in the order in which one says them."""
    return "×".join(map(str, (*layer.shape[1:], layer.shape[0])))


def _cubed(network: Loaded) -> str:
    side = network.weights.preprocessing.crop
    return f"{side}×{side}×3"


def _pooled(rows: int) -> str:
    return t("architecture.pooled", rows=rows) if rows else ""


def _block(layer: LayerFacts, facts: dict[str, LayerFacts], kept: Answers) -> Block:
    number_, dense = layer.name[-1], layer.kind == "dense"
    pool = facts.get(f"pool{number_}")
    rows = pool.shape[-1] if pool and not dense else 0
    after = " · ".join(part for part in ("LRN" if f"lrn{number_}" in facts else "", _pooled(rows)) if part)
    return Block(
        layer.name, shape(layer), 1 if dense else layer.shape[-1], layer.shape[0], layer.towers, dense, after,
        t("architecture.pick_name", layer=layer.name, shape=shape(layer)), rows, _faces(layer, kept, rows > 0),
    )  # fmt: skip


def _faces(layer: LayerFacts, kept: Answers, pooled: bool) -> tuple[tuple[str, str], ...]:
    """For each tower the map whose answers differ most, and what the pooling leaves of it; of a dense layer all units."""
    number_ = layer.name[-1]
    values = np.maximum(kept.get(f"relu{number_}", kept[layer.name]).astype(np.float32), 0)
    faces = []
    for tower, own in enumerate(np.split(values, layer.towers)):
        if layer.kind == "dense":
            faces.append((data_uri(map_sheet(own[:, None, None], False, ACROSS)), ""))
            continue
        index = int(own.std((1, 2)).argmax())
        small = kept[f"pool{number_}"][tower * len(own) + index].astype(np.float32) if pooled else None
        faces.append((_map(own[index]), _map(small) if small is not None else ""))
    return tuple(faces)


def _map(values: np.ndarray) -> str:
    return data_uri(map_sheet(values[None], False))
