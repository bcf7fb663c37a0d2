"""LRN and pooling on the page: a bench for each on conv1's real answers, and what the two were worth."""

import numpy as np
import streamlit as st
from PIL import Image

from alexnet.lessons.normalisation_lrn import Lrn, contested, normalised, shares
from alexnet.lessons.normalisation_pooling import looks, pooled
from alexnet.network.two_towers import TwoGpuAlexNet
from app.charts.bars import Bar, bars
from app.charts.encoded import png
from app.charts.maps import map_sheet
from app.charts.normalisation_lrn import Neighbour, inhibition
from app.charts.normalisation_pooling import corner, kept, marked, windows
from app.charts.pictures import enlarged
from app.components.drawing import drawing
from app.components.spot import spot
from app.frame.text import number, prose, t
from app.frame.view import view
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer

PAPER, VISIBLE = {"k": 2.0, "n": 5, "alpha": -4.0, "beta": 0.75}, {"alpha": -1.0}  # alpha as a power of ten
AROUND, SIDE, SHEET = 3, 440, 520  # maps on each side of the chosen one; pixels of a map and of a sheet
POOLS = {"overlapping": (3, 2), "apart": (2, 2)}  # size, stride
# Points of top-1 and top-5 error: the paper's sections 3.3 and 3.4; validation errors of the authors' run notes.
REPORTED = {"lrn": (1.4, 1.2), "overlap": (0.4, 0.3)}
RUNS = {"145": (40.66, 18.21), "lrn": (42.03, 19.36), "overlap": (41.06, 18.51)}  # 148 without LRN, 147 without overlap
LONGEST = 2.0  # points that fill a bar


def answers(photo: Photo, network: Loaded) -> np.ndarray:
    """(K, h, w) what conv1 says of the photo after the ReLU."""
    return np.maximum(answer(questions.responses(photo, network)), 0)


def bench() -> None:
    """The neighbours of one map at one place before and after, and whose its denominator is."""
    photo, network = view()
    maps, towers = answers(photo, network), _towers(network)
    left, right = st.columns([4, 8], gap="large")
    with right:
        result = st.container()
        lrn = _settings()
    with left:
        index, row, column = _place(maps, towers)
        _map(marked(maps[index], (row, column), SIDE), maps.shape[1:], t("normalisation.point", number=index + 1), "lrn-spot")
        _sliders(maps.shape[1:])
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
            png(enlarged(map_sheet(values, signed=False), SHEET)), caption, width="stretch", output_format="PNG",
            alt=t(f"normalisation.{word}"),
        )  # fmt: skip


def pooling() -> None:
    """Windows of 3 that overlap beside windows of 2 that do not, on the same map."""
    photo, network = view()
    maps = answers(photo, network)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        index, row, column = _place(maps, _towers(network))
        _sliders(maps.shape[1:])
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
                _map(
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


def worth() -> None:
    """What the paper and the run notes say that the two ideas gained, and why LRN went out of use."""
    chart, words = st.columns([6, 5], gap="large")
    with chart:
        for idea in REPORTED:
            st.markdown(t(f"normalisation.gain_{idea}"))
            lost = [round(other - own, 2) for other, own in zip(RUNS[idea], RUNS["145"], strict=True)]
            rows = [
                Bar(
                    t(f"normalisation.{source}", error=error),
                    points / LONGEST,
                    t("normalisation.points", points=points),
                    source == "run",
                )
                for source, both in (("reported", REPORTED[idea]), ("run", lost))
                for error, points in zip(("top-1", "top-5"), both, strict=True)
            ]
            st.html(bars(rows, t(f"normalisation.gain_{idea}")))
        st.markdown(prose("normalisation", "runs"))
    words.markdown(prose("normalisation", "later"))


def _settings() -> Lrn:
    """The four sliders, and two buttons that set them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for word, numbers in (("paper", PAPER), ("visible", PAPER | VISIBLE)):
            values = {f"lrn-{name}": number for name, number in numbers.items()}
            st.button(t(f"normalisation.{word}"), key=f"lrn-set-{word}", on_click=_set, args=(values,))
        printed = st.toggle(t("normalisation.printed"), key="lrn-printed", bind="query-params")
    k, n, alpha, beta = st.columns(4, gap="medium")
    return Lrn(
        k.slider("k", 0.5, 10.0, PAPER["k"], 0.5, key="lrn-k", bind="query-params"),
        n.slider("n", 1, 7, int(PAPER["n"]), 2, key="lrn-n", bind="query-params"),
        10 ** alpha.slider("alpha", -5.0, 0.0, PAPER["alpha"], 0.5, format="10^%g", key="lrn-alpha", bind="query-params"),
        beta.slider("beta", 0.0, 1.5, PAPER["beta"], 0.05, key="lrn-beta", bind="query-params"),
        not printed,
    )


def _set(values: dict[str, float]) -> None:
    st.session_state.update(values)


def _alpha(lrn: Lrn) -> None:
    st.caption(t("normalisation.alpha", printed=lrn.alpha, divided=lrn.alpha / lrn.n, n=lrn.n))


def _towers(network: Loaded) -> int:
    return 2 if isinstance(network.network, TwoGpuAlexNet) else 1


def _place(maps: np.ndarray, towers: int) -> tuple[int, int, int]:
    """The map and the place that the reader looks at, from 0; at first the most contested."""
    hot = contested(maps, Lrn(), towers)
    index = _number("lrn-map", len(maps), int(hot.max((1, 2)).argmax()) + 1) - 1
    hottest = np.unravel_index(hot[index].argmax(), hot.shape[1:])
    row, column = (
        _number(key, count, int(at) + 1) - 1
        for key, count, at in zip(("lrn-row", "lrn-column"), maps.shape[1:], hottest, strict=True)
    )

    def moved() -> None:
        chosen = hot[st.session_state["lrn-map"] - 1]
        _go(*np.unravel_index(chosen.argmax(), chosen.shape))

    st.number_input(t("normalisation.map"), 1, len(maps), key="lrn-map", on_change=moved, width=140)
    return index, row, column


def _sliders(shape: tuple[int, int]) -> None:
    """Row and column, for those who do not point."""
    with st.container(horizontal=True):
        for key, word, count in zip(("lrn-row", "lrn-column"), ("row", "column"), shape, strict=True):
            st.slider(t(f"normalisation.{word}"), 1, count, key=key, width="stretch")
            st.query_params[key] = str(st.session_state[key])
    st.query_params["lrn-map"] = str(st.session_state["lrn-map"])


def _map(picture: Image.Image, shape: tuple[int, int], alt: str, key: str) -> None:
    spot(picture, alt, key, lambda x, y: _go(int(y * shape[0]), int(x * shape[1])))


def _go(row: int, column: int) -> None:
    st.session_state["lrn-row"], st.session_state["lrn-column"] = int(row) + 1, int(column) + 1


def _number(key: str, most: int, default: int) -> int:
    """What the widget `key` shows: as it was, else as the address says, else `default`; in 1 ... `most`."""
    asked = str(st.session_state.get(key, st.query_params.get(key, "")))
    st.session_state[key] = min(max(int(asked), 1), most) if asked.isdecimal() and len(asked) < 5 else default
    return st.session_state[key]


PARTS = {"bench": bench, "pooling": pooling, "worth": worth}
