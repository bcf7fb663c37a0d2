"""What the page of feature maps shows: which layers there are, their sheets, one map, and what a place in it sees."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from PIL import Image

from alexnet.anatomy import LayerFacts
from alexnet.two_gpu import TwoGpuAlexNet
from app import address, cache
from app.charts.maps import framed, nested, over_photo, patch, sheet
from app.charts.pictures import enlarged
from app.charts.style import GPU
from app.components.spot import spot
from app.components.tiles import tiles
from app.text import t

STAGES = ("conv", "relu", "lrn", "pool")
DENSE = ("fc6", "fc7")
SIDE = 448  # px of the map over the photo
SEEN = ("conv", "pool")  # the layers that widen what is seen


@dataclass(frozen=True)
class View:
    """What the reader looks at: a layer's answers, (K, h, w) or (units,), the facts of all layers, and the layer's name."""

    name: str
    maps: np.ndarray
    facts: dict[str, LayerFacts]
    towers: int

    @property
    def signed(self) -> bool:
        """Whether there is something below zero."""
        return bool((self.maps < 0).any())

    @property
    def strength(self) -> np.ndarray:
        """(K,) the strongest answer of each map."""
        return self.maps.reshape(len(self.maps), -1).astype(np.float32).max(1)


def choose(network: cache.Loaded) -> tuple[str, bool, bool]:
    """Draws the choice of layer, stage, weights and order: the layer's name, whether it is trained, whether to sort."""
    names = list(cache.facts(network.weights.name))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layers = {name: name for name in names if name.startswith("conv") or name in DENSE}
        layer = address.choose(st.segmented_control, t("maps.layer"), layers, "layer", "conv1", required=True)
        if layer in DENSE:
            stages = {layer: t("maps.conv"), f"relu{layer[-1]}": t("maps.relu")}
            stage = address.choose(
                st.segmented_control, t("maps.stage"), stages, f"stage-{layer}", f"relu{layer[-1]}", required=True
            )
        else:
            stages = {kind: t(f"maps.{kind}") for kind in STAGES if f"{kind}{layer[-1]}" in names}
            kind = address.choose(st.segmented_control, t("maps.stage"), stages, "stage", "relu", required=True)
            stage = f"{kind}{layer[-1]}"
        states = {state: t(f"maps.{state}") for state in ("trained", "fresh")}
        trained = address.choose(st.segmented_control, t("maps.state"), states, "state", "trained", required=True)
        orders = {order: t(f"maps.{order}") for order in ("active", "stored")}
        order = address.choose(st.segmented_control, t("maps.order"), orders, "order", "active", required=True)
    return stage, trained == "trained", order == "active"


def look(photo_id: str, image: Image.Image, network: cache.Loaded, name: str, trained: bool) -> View:
    """The answers of the layer called `name` to a photo."""
    kept = cache.activations(photo_id, image, network.weights.name, trained)
    towers = 2 if isinstance(network.network, TwoGpuAlexNet) else 1
    return View(name, kept[name], cache.facts(network.weights.name), towers)


def in_numbers(view: View) -> str:
    """The idea of the page as one line of numbers."""
    silent = float((view.maps == 0).mean())
    if view.maps.ndim == 1:
        return t("maps.units", count=f"{len(view.maps):,}", silent=silent)
    count, rows, columns = view.maps.shape
    words = t("maps.numbers", count=count, rows=rows, columns=columns, field=view.facts[view.name].field)
    return words + (t("maps.silent", share=silent) if silent else "")


def sheets(view: View, picked: int, active_first: bool) -> None:
    """All maps, a sheet for each tower; the reader picks one."""
    strength = view.strength
    sprite, half = sheet(view.maps, view.signed), len(strength) // view.towers
    labels = [t("maps.tile", number=number + 1, strength=f"{value:.2f}") for number, value in enumerate(strength)]
    for tower, column in enumerate(st.columns(view.towers, gap="small") if view.towers > 1 else [st.container()]):
        own = np.arange(tower * half, (tower + 1) * half)
        order = own[np.argsort(-strength[own], kind="stable")] if active_first else own
        with column:
            if view.towers > 1:
                st.html(f'<b style="border-left: .6em solid {GPU[tower]}; padding-left: .4em">{t(f"maps.gpu{tower + 1}")}</b>')
            with st.container(height=400, border=False, key=f"maps-{tower}"):
                tiles(
                    sprite, view.maps.shape[-1], order.tolist(), labels, picked, t("maps.sheet", name=view.name),
                    key=f"tiles-{tower}", on_pick=lambda index: pick(view, index), tile=_tile(half),
                )  # fmt: skip


def pick(view: View, index: int) -> None:
    """The reader wants to see the map of this index."""
    st.session_state[_key(view)] = index + 1


def chosen(view: View) -> int:
    """The index of the map that is looked at; at first the one that answers most."""
    first = int(view.strength.argmax()) + 1
    return st.number_input(t("maps.map"), 1, len(view.maps), first, key=_key(view), bind="query-params", width=130) - 1


def one(view: View, index: int, crop: Image.Image, photo_id: str) -> None:
    """One map over the photo, what the place in question sees, and that part of the photo."""
    values, facts = view.maps[index].astype(np.float32), view.facts[view.name]
    rows, columns = values.shape
    key = f"{photo_id[:8]}-{view.name}-{index}"
    row, column = st.session_state.get(f"at-{key}", np.unravel_index(values.argmax(), values.shape))

    def point(x: float, y: float) -> None:
        factor = crop.width / facts.jump
        first = (facts.start + (facts.field - facts.jump) / 2) / facts.jump
        place = int(np.clip(y * factor - first, 0, rows - 1)), int(np.clip(x * factor - first, 0, columns - 1))
        st.session_state[f"at-{key}"] = place
        st.session_state[f"row-{key}"], st.session_state[f"column-{key}"] = place[0] + 1, place[1] + 1

    if not values.any():
        st.info(t("maps.all_silent"), icon=":material/volume_off:")
    layers = _below(view)
    boxes = nested(layers, int(row), int(column))
    picture = over_photo(crop, values, facts, SIDE, view.signed)
    left, right = st.columns([5, 3], wrap=False)
    with left:
        spot(framed(picture, boxes, SIDE / crop.width), t("maps.over", number=index + 1), f"spot-{view.name}", point)
    cut = any(edge < 0 for edge in boxes[0][:2]) or max(boxes[0][2:]) > crop.width
    right.image(patch(crop, boxes[0], 240), t("maps.patch", value=float(values[row, column])),
                width="stretch", output_format="PNG", alt=t("maps.patch_alt"))  # fmt: skip
    sizes = " → ".join(str(layer.field) for layer in layers)
    st.caption(t("maps.frames", sizes=sizes) + (t("maps.cut") if cut else ""))
    with st.container(horizontal=True):
        for name, count, at in (("row", rows, row), ("column", columns, column)):
            if count > 1:
                st.session_state.setdefault(f"{name}-{key}", int(at) + 1)
                st.slider(t(f"maps.{name}"), 1, count, key=f"{name}-{key}", on_change=_moved, args=(key,))


def dense(view: View) -> None:
    """A dense layer's units as squares, a block for each tower."""
    blocks = np.split(view.maps, view.towers)
    for tower, (column, units) in enumerate(zip(st.columns(view.towers), blocks, strict=True)):
        picture = sheet(units[:, None, None], view.signed, across=32)
        name = t(f"maps.gpu{tower + 1}") if view.towers > 1 else view.name
        column.image(enlarged(picture, 560), name, width="stretch", output_format="PNG", alt=t("maps.sheet", name=view.name))


def _moved(key: str) -> None:
    st.session_state[f"at-{key}"] = tuple(st.session_state.get(f"{name}-{key}", 1) - 1 for name in ("row", "column"))


def _below(view: View) -> list[LayerFacts]:
    """The convolutions and poolings up to the layer that is looked at, and this layer last."""
    names = list(view.facts)
    before = [view.facts[name] for name in names[: names.index(view.name)]]
    return [layer for layer in before if layer.kind in SEEN and layer.field < view.facts[view.name].field] + [
        view.facts[view.name]
    ]


def _key(view: View) -> str:
    return f"map-{view.name}"


def _tile(count: int) -> int:
    """Least width of a tile, so that as many as can be are seen at once."""
    return 52 if count <= 64 else 34 if count <= 128 else 28
