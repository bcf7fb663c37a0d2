"""What the page of feature maps shows: which layers there are, their sheets, one map, and what a place in it sees.

Pictures travel inside the page: a file apart may be gone before the browser of a reader who clicks fast asks for it.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from PIL import Image

from alexnet.network.anatomy import LayerFacts
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.encoded import data_uri
from app.charts.maps import brightest, framed, map_sheet, nested, over_photo, patch, place_at
from app.charts.pictures import enlarged
from app.charts.style import GPU
from app.components.spot import spot
from app.components.tiles import tiles
from app.frame import address, networks
from app.frame.text import t
from app.frame.view import view
from app.server import network_questions, questions
from app.server.networks import Loaded, untrained
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets.picked import beside

STAGES = ("conv", "relu", "lrn", "pool")
DENSE = ("fc6", "fc7")
DENSE_SIDE = 1120  # px of all units of a dense layer
SIDE = 448  # px of the map over the photo
SHEET, WINDOW = 590, 400  # px across all sheets, px down to which a sheet is seen without scrolling: 24 rem
FEW = 48  # maps of a sheet that need no window
SEEN = ("conv", "pool")  # the layers that widen what is seen
STYLE = """
<style>
@media (min-width: 641px) { [class*="st-key-maps-window"] { max-height: 24rem; overflow-y: auto; } }
@media (max-width: 640px) {
  .st-key-maps_choice button { padding-inline: 0.38rem; min-height: 2.4rem; }
  .st-key-maps_choice { gap: 0.5rem; }
  .st-key-maps_more { flex-wrap: nowrap; overflow-x: auto; gap: 0.5rem; scrollbar-width: none; }
  .st-key-maps_more > * { flex: none; }
  .st-key-maps_place { display: none; }
}
</style>
"""


@dataclass(frozen=True)
class View:
    """What the reader looks at: the network's and the layer's name, the layer's answers, the facts of all layers.

    The answers are (K, h, w), or (units,) of a dense layer.
    """

    network: str
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


def explore(shown: Hashable) -> None:
    """The choice, the layer's sheets and one map, the layer in numbers. `shown`: id of the network that the frame shows."""
    photo, network = view()
    if network.id != shown:
        st.rerun()  # the frame has to follow
    st.html(STYLE)
    name, trained, active_first = choose(network)
    seen = look(photo, network, name, trained)
    if seen.maps.ndim == 1:
        dense(seen)
    else:
        everything, single = beside("maps")
        with single:
            index = one(seen, answer(questions.crop(photo, network)), photo.id)
        with everything:
            sheets(seen, index, active_first)
    other = "built-in" if network.weights.name == "two-gpu" else "two-gpu"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(in_numbers(seen), width="content")
        networks.switch(t(f"maps.to_{other}"), other, "other")


def choose(network: Loaded) -> tuple[str, bool, bool]:
    """Draws the choice of layer, stage, weights and order: the layer's name, whether it is trained, whether to sort."""
    names = list(answer(network_questions.facts(network)))

    def menu(key: str, options: dict[str, str], default: str, label: str) -> str:
        return address.choose(
            st.segmented_control, t(f"maps.{label}"), options, key, default, required=True, label_visibility="collapsed"
        )

    with st.container(horizontal=True, key="maps_choice"):
        layers = {name: name for name in names if name.startswith("conv") or name in DENSE}
        layer = menu("layer", layers, "conv1", "layer")
        with st.container(horizontal=True, key="maps_more"):
            if layer in DENSE:
                relu = f"relu{layer[-1]}"
                stage = menu(f"stage-{layer}", {layer: t("maps.conv"), relu: t("maps.relu")}, relu, "stage")
            else:
                stages = {kind: t(f"maps.{kind}") for kind in STAGES if f"{kind}{layer[-1]}" in names}
                stage = f"{menu('stage', stages, 'relu', 'stage')}{layer[-1]}"
            trained = menu("state", {state: t(f"maps.{state}") for state in ("trained", "fresh")}, "trained", "state")
            if layer in DENSE:
                return stage, trained == "trained", False
            order = menu("order", {order: t(f"maps.{order}") for order in ("active", "stored")}, "active", "order")
    return stage, trained == "trained", order == "active"


def look(photo: Photo, network: Loaded, name: str, trained: bool) -> View:
    """The answers of the layer called `name` to a photo."""
    kept = answer(questions.activations(photo, network if trained else untrained(network)))
    towers = 2 if isinstance(network.network, TwoGpuAlexNet) else 1
    return View(network.weights.name, name, kept[name], answer(network_questions.facts(network)), towers)


def in_numbers(seen: View) -> str:
    """The idea of the page as one line of numbers."""
    silent = float((seen.maps == 0).mean())
    if seen.maps.ndim == 1:
        return t("maps.units", count=len(seen.maps), silent=silent)
    count, rows, columns = seen.maps.shape
    words = t("maps.numbers", count=count, rows=rows, columns=columns, field=seen.facts[seen.name].field)
    if silent:
        words += t("maps.silent", share=silent)
    if mute := int((~seen.maps.any((1, 2))).sum()):
        words += t("maps.mute", count=mute)
    return words


def sheets(seen: View, picked: int, active_first: bool) -> None:
    """All maps, a sheet for each tower; the reader picks one."""
    strength = seen.strength
    sprite, half = map_sheet(seen.maps, seen.signed), len(strength) // seen.towers
    labels = [t("maps.tile", number=number + 1, strength=value) for number, value in enumerate(strength)]
    for tower, column in enumerate(st.columns(seen.towers, gap="small") if seen.towers > 1 else [st.container()]):
        own = np.arange(tower * half, (tower + 1) * half)
        order = own[np.argsort(-strength[own], kind="stable")] if active_first else own
        with column:
            if seen.towers > 1:
                _gpu(tower)
            with st.container(key=f"maps-window-{tower}" if half > FEW else f"maps-{tower}"):
                tiles(
                    sprite, seen.maps.shape[-1], order.tolist(), labels, picked, t("maps.sheet", name=seen.name),
                    key=f"tiles-{tower}", tile=_tile(half, seen.towers),
                    on_pick=lambda index: address.keep("map", _layer(seen), index),
                )  # fmt: skip
    st.caption(t("maps.signed" if seen.signed else "maps.unsigned"))


def chosen(seen: View) -> int:
    """The index of the map that is looked at; at first the one that answers most. All stages of a layer share the choice."""
    kept = address.kept("map", _layer(seen), (len(seen.maps),))
    return kept[0] if kept else int(seen.strength.argmax())


def one(seen: View, crop: Image.Image, photo_id: str) -> int:
    """One map over the photo, and enlarged the part of the photo that a place in it sees. Gives the map's index."""
    index = chosen(seen)
    values, facts = seen.maps[index].astype(np.float32), seen.facts[seen.name]
    strongest = tuple(int(at) for at in np.unravel_index(values.argmax(), values.shape))
    of = (photo_id, *_layer(seen), *values.shape, index)
    row, column = place = address.kept("at", of, values.shape) or strongest
    boxes = nested(layers := _below(seen), row, column)
    left, right = st.columns(2, gap="small", wrap=False)
    with left:
        spot(
            framed(over_photo(crop, values, facts, SIDE, seen.signed), boxes, SIDE / crop.width),
            t("maps.over", number=index + 1), f"spot-{seen.name}",
            lambda x, y: address.keep("at", of, *place_at(facts, y * crop.height, x * crop.width)),
        )  # fmt: skip
    right.image(data_uri(patch(crop, boxes[0], SIDE)), width="stretch", alt=t("maps.patch_alt"))
    if values.any():
        said = "best" if place == strongest else "patch"
        where = t(f"maps.{_third(row, values.shape[0], 'upper', 'lower')}_{_third(column, values.shape[1], 'left', 'right')}")
        st.markdown(t(f"maps.{said}", number=index + 1, where=where, value=float(values[row, column]), field=facts.field))
    else:
        st.info(t("maps.all_silent"), icon=":material/volume_off:")
    with st.container(key="maps_place"):
        _place(seen, index, of, place)
        cut = min(boxes[0]) < 0 or max(boxes[0]) > crop.width
        sizes = " → ".join(str(layer.field) for layer in layers)
        st.caption(t("maps.frames", sizes=sizes) + (t("maps.cut") if cut else ""))
    return index


def _third(at: int, count: int, first: str, last: str) -> str:
    """In which third of `count` places one lies: `first`, "middle" or `last`."""
    return (first, "middle", last)[3 * at // count if count > 1 else 1]


def _place(seen: View, index: int, of: tuple[str, *tuple[str | int, ...]], place: tuple[int, ...]) -> None:
    """The map's number, and its row and column for those who do not point."""
    key = f"map-{seen.network}-{seen.name}"
    st.session_state[key] = index + 1
    with st.container(horizontal=True):
        st.number_input(
            t("maps.map"), 1, len(seen.maps), key=key, width=130,
            on_change=lambda: address.keep("map", _layer(seen), st.session_state[key] - 1),
        )  # fmt: skip
        _sliders(of, place, seen.maps.shape[1:])


def _sliders(of: tuple[str, *tuple[str | int, ...]], place: tuple[int, ...], shape: tuple[int, ...]) -> None:
    """Row and column for those who do not point; none where there is nothing to choose."""
    keys = [f"{name}-{of[0][:8]}-{'-'.join(map(str, of[1:]))}" for name in ("row", "column")]

    def moved() -> None:
        address.keep("at", of, *(st.session_state.get(key, 1) - 1 for key in keys))

    for key, name, at, count in zip(keys, ("row", "column"), place, shape, strict=True):
        if count > 1:
            st.session_state[key] = at + 1
            st.slider(t(f"maps.{name}"), 1, count, key=key, on_change=moved, width="stretch")


def dense(seen: View) -> None:
    """A dense layer's units as squares in stored order, a block for each tower."""
    largest, side = brightest(seen.maps), DENSE_SIDE // seen.towers
    for tower, (column, units) in enumerate(zip(st.columns(seen.towers), np.split(seen.maps, seen.towers), strict=True)):
        across = 32 * 2 // seen.towers
        picture = map_sheet(units[:, None, None], seen.signed, across, largest)
        with column:
            if seen.towers > 1:
                _gpu(tower)
            st.image(data_uri(enlarged(picture, side)), width="stretch", alt=t("maps.sheet_dense", name=seen.name))
    st.caption(t("maps.signed" if seen.signed else "maps.unsigned"))


def _gpu(tower: int) -> None:
    st.html(f'<b style="border-left: .6em solid {GPU[tower]}; padding-left: .4em">{t(f"maps.gpu{tower + 1}")}</b>')


def _below(seen: View) -> list[LayerFacts]:
    """The convolutions and poolings up to the layer that is looked at, and this layer last."""
    names, last = list(seen.facts), seen.facts[seen.name]
    before = [seen.facts[name] for name in names[: names.index(seen.name)]]
    return [layer for layer in before if layer.kind in SEEN and layer.field < last.field] + [last]


def _layer(seen: View) -> tuple[str, str]:
    return seen.network, seen.name[-1]


def _tile(count: int, towers: int) -> int:
    """Least width of a tile in pixels, so that all are seen at once or else still say something."""
    return max(28, int(0.9 * (SHEET * WINDOW / towers / count) ** 0.5) - 5)
