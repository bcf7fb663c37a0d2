"""LRN and pooling on the page: a bench for each on conv1's real answers, and what the two were worth."""

from typing import Literal

import numpy as np
import streamlit as st

from alexnet.lessons.normalisation_lrn import Lrn, normalised, shares
from alexnet.lessons.normalisation_pooling import looks, pooled
from app.charts.encoded import png
from app.charts.normalisation_lrn import Neighbour, inhibition, map_tiles
from app.charts.normalisation_pooling import corner, kept, marked, windows
from app.components.drawing import drawing
from app.frame.text import number, t
from app.frame.view import view
from app.lessons.normalisation_place import answers, place, show_map, sliders, tower_count
from app.lessons.normalisation_worth import worth

PAPER, VISIBLE = {"k": 2.0, "n": 5, "alpha": -4.0, "beta": 0.75}, {"alpha": -1.0}  # alpha as a power of ten
PRESETS = {"visible": PAPER | VISIBLE, "paper": PAPER}  # the first one is what the page opens with
AROUND, SIDE = 3, 440  # maps on each side of the chosen one; pixels of a map
POOLS = {"overlapping": (3, 2), "apart": (2, 2)}  # size, stride


def bench() -> None:
    """The neighbours of one map at one place before and after, and whose its denominator is."""
    photo, network = view()
    maps, towers = answers(photo, network), tower_count(network)
    left, right = st.columns([4, 8], gap="large")
    with right:
        result = st.container()
        lrn = _settings()
    with left:
        index, row, column = place(maps, towers)
        show_map(marked(maps[index], (row, column), SIDE), maps.shape[1:], t("normalisation.point", number=index + 1), "lrn-spot")
    with right:
        sliders(maps.shape[1:])
    tower = index // (len(maps) // towers)
    here, start = np.split(maps[:, row, column], towers)[tower], tower * len(maps) // towers
    after = normalised(here, lrn)
    own, (of_k, of_maps) = index - start, shares(here, index - start, lrn)
    shown = [other for other in range(own - AROUND, own + AROUND + 1) if 0 <= other < len(here)]
    rows = [Neighbour(start + o + 1, float(here[o]), float(after[o]), of_maps.get(o)) for o in shown]
    told = {
        "number": index + 1, "before": float(here[own]), "after": float(after[own]), "k": lrn.k, "share_k": of_k,
        "share": 1 - of_k, "sum": lrn.strength * sum(float(here[o]) ** 2 for o in of_maps), "beta": lrn.beta,
    }  # fmt: skip
    words = {word: t(f"normalisation.{word}") for word in ("before", "after")}
    words |= {"inhibits": t("normalisation.inhibits", **told), "title": t("normalisation.bars", **told)}
    with result:
        drawing(inhibition(rows, shown.index(own), words, number), "lrn-bars")
        st.markdown(t("normalisation.told", **told))
    _alpha(lrn)
    for side, values, word in zip(
        st.columns(2, gap="large"), (maps, normalised(maps, lrn, towers)), ("before", "after"), strict=True
    ):
        caption = t(f"normalisation.sheet_{word}", largest=float(values.max()))
        side.image(
            png(map_tiles(values)), caption, width="stretch", output_format="PNG",
            alt=t(f"normalisation.{word}"),
        )  # fmt: skip


def pooling() -> None:
    """Windows of 3 that overlap beside windows of 2 that do not, on the same map."""
    photo, network = view()
    maps = answers(photo, network)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        index, row, column = place(maps, tower_count(network))
        sliders(maps.shape[1:])
    begin = corner(row, column, maps.shape[1:])
    for side, (name, (size, stride)) in zip(st.columns(2, gap="large"), POOLS.items(), strict=True):
        result, taken = pooled(maps[index], size, stride)
        seen = looks(maps.shape[1:], size, stride)
        told = {
            "size": size, "rows": result.shape[0], "columns": result.shape[1], "windows": result.size,
            "alive": int((maps[index] > 0).sum()), "places": int(((taken > 0) & (maps[index] > 0)).sum()),
            "twice": float((seen > 1).mean()), "never": int((seen == 0).sum()),
        }  # fmt: skip
        with side:
            st.markdown(t(f"normalisation.{name}"))
            whole, small = st.columns([2, 1], vertical_alignment="bottom", wrap=False)
            with whole:
                show_map(
                    kept(maps[index], taken, begin, SIDE), maps.shape[1:], t("normalisation.kept", size=size), f"pool-spot-{name}"
                )
            small.image(
                png(marked(result, (begin[0] // 2, begin[1] // 2), SIDE // 2, 3)), width="stretch", output_format="PNG",
                alt=t("normalisation.result", **told),
            )  # fmt: skip
            small.caption(t("normalisation.result", **told))
            st.markdown(t("normalisation.counted", **told))
            drawing(
                windows(maps[index], taken, result, begin, size, t("normalisation.windows", **told), number), f"windows-{name}"
            )
    st.caption(t("normalisation.grey"))


def _settings() -> Lrn:
    """The four sliders, and two buttons that set them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        now = {name: st.session_state.get(f"lrn-{name}", number) for name, number in PRESETS["visible"].items()}
        for word, numbers in PRESETS.items():
            values = {f"lrn-{name}": number for name, number in numbers.items()}
            look: Literal["primary", "secondary"] = "primary" if now == numbers else "secondary"
            st.button(t(f"normalisation.{word}"), key=f"lrn-set-{word}", on_click=_set, args=(values,), type=look)
        printed = st.toggle(t("normalisation.printed"), key="lrn-printed", bind="query-params")
    k, n, alpha, beta = st.columns(4, gap="medium")
    first = PRESETS["visible"]["alpha"]
    power = number(st.session_state.get("lrn-alpha", first), "g", formula=True)
    return Lrn(
        k.slider("k", 0.5, 10.0, PAPER["k"], 0.5, key="lrn-k", bind="query-params"),
        n.slider("n", 1, 7, int(PAPER["n"]), 2, key="lrn-n", bind="query-params"),
        10 ** alpha.slider(f"alpha = $10^{{{power}}}$", -5.0, 0.0, first, 0.5, format="%g", key="lrn-alpha", bind="query-params"),
        beta.slider("beta", 0.0, 1.5, PAPER["beta"], 0.05, key="lrn-beta", bind="query-params"),
        not printed,
    )


def _set(values: dict[str, float]) -> None:
    st.session_state.update(values)


def _alpha(lrn: Lrn) -> None:
    st.caption(t("normalisation.alpha", printed=lrn.alpha, divided=lrn.alpha / lrn.n, n=lrn.n))


PARTS = {"bench": bench, "pooling": pooling, "worth": worth}
