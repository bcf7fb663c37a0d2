"""The lesson on dropout: one mask, thinned networks and their mean, the factor one half."""

from statistics import median

import numpy as np
import streamlit as st
import torch

from alexnet.classes.labels import class_name
from alexnet.lessons.dropout import Mask, vote
from app.charts.curves import STYLE, Curve, curves
from app.charts.dropout_roulette import columns
from app.charts.encoded import png
from app.charts.style import ACCENT
from app.charts.table import table
from app.charts.units import unit_grid
from app.frame import address
from app.frame.text import language, number, plain, t
from app.frame.view import view
from app.lessons.dropout_recorded import recorded
from app.server import questions
from app.server.queues import answer
from app.widgets.answers import class_bars
from app.widgets.too_easy import too_easy

COUNT, SHOWN, MASKS = 20, 6, 400  # thinned networks, classes in the picture, masks for the factor one half
DRAWS = 9999  # after which the first one comes again
PS = {tenths / 10 for tenths in range(10)}  # what the slider offers


def _drawn() -> int:
    """The number of the draw, kept and in the address, and the button for another one."""
    (draw,) = address.kept("dropout_draw", None, (DRAWS,)) or (0,)
    if st.button(t("dropout.again"), icon=":material/casino:", type="primary", key="dropout_again"):
        address.keep("dropout_draw", None, draw := (draw + 1) % DRAWS)
        address.kept("dropout_draw", None, (DRAWS,))
    st.session_state.dropout_draw = draw
    return draw


def _p() -> float:
    return st.slider(t("dropout.probability"), 0.0, 0.9, 0.5, 0.1, key="dropout_p", bind="query-params")


def roulette() -> None:
    """Twenty thinned networks, two means, one full pass."""
    photo, network = view()
    too_easy(photo, network)
    left, right = st.columns([3, 8], gap="large")
    with left:
        draw, p = _drawn(), _p()
        by_p = answer(questions.thinned_scores(photo, network, COUNT, tuple(sorted(PS | {p})), draw))
        scores = by_p[p]
        full = answer(questions.scores(photo, network))
        found = vote(scores, full)
        single = (scores.softmax(1) - found.full).abs().amax(1)
        distances = {
            "classes": len(network.wnids), "count": COUNT, "single": median(single.tolist()),
            "geometric": (found.geometric - found.full).abs().max().item(),
            "arithmetic": (found.arithmetic - found.full).abs().max().item(),
        }  # fmt: skip
        st.markdown(t("dropout.agree", agreeing=int((scores.argmax(1) == full[0].argmax()).sum()), count=COUNT))
        means = st.toggle(t("dropout.means"), key="dropout_means", bind="query-params")
        if means:
            st.markdown(t("dropout.distance", **distances))
    with right:
        shown = (found.full + found.arithmetic).topk(min(SHOWN, len(found.full))).indices
        table = torch.stack([*scores.softmax(1), found.arithmetic, found.geometric, found.full])[:, shown].numpy()
        names = [class_name(network.wnids[index], language()) for index in shown.tolist()]
        heads = [t(f"dropout.{key}") for key in ("thinned", "arithmetic", "geometric", "full")]
        st.html(columns(table, names, heads, t("dropout.sheet", count=COUNT), number, means))
        st.caption(t("dropout.count", count=COUNT))
        _by_p(by_p, names[0], int(shown[0]), network.network.dropout)


def _by_p(scores: dict[float, torch.Tensor], name: str, index: int, trained: float) -> None:
    """The probability of the first class as p goes from 0 to 0.9; `trained`: what the network was trained with."""
    shares = {p: np.sort(one.softmax(1)[:, index].numpy()) for p, one in scores.items()}
    rows = [[(p, values[place]) for p, values in shares.items()] for place in (COUNT // 4, -COUNT // 4 - 1)]
    mean = [(p, float(values.mean())) for p, values in shares.items()]
    kinds = [Curve(t("dropout.thinned"), ACCENT, [mean], band=rows)]
    words = t("dropout.live_curve", name=name, count=COUNT, trained=trained)
    st.html(STYLE + curves(kinds, words, "p", t("dropout.probability_axis", name=name), 0.9, 1.0, number, low=True))
    st.caption(plain(words))


def mask() -> None:
    """fc6 on this photo, a mask on it, and what the network answers without the dropped units."""
    photo, network = view()
    too_easy(photo, network)
    left, right = st.columns([4, 6], gap="large")
    with right:
        draw, p = _drawn(), _p()
    units = answer(questions.activations(photo, network))["relu6"].astype(np.float32)
    generator = torch.Generator().manual_seed(draw)
    kept = Mask(p, generator, inverted=False)(torch.ones(1, len(units)))[0].numpy().astype(bool)
    with left:
        st.image(png(unit_grid(units, kept)), width="stretch", output_format="PNG", alt=t("dropout.mask_alt"))
        st.caption(t("dropout.mask_lead", units=len(units)))
    with right:
        speaking = units > 0
        counts = {"units": len(units), "dropped": int((~kept).sum()), "speaking": int(speaking.sum())}
        st.markdown(t("dropout.dropped", silenced=int((speaking & ~kept).sum()), **counts))
        both = {"this_one": questions.masked_scores(photo, network, kept, p), "no_dropout": questions.scores(photo, network)}
        for column, (key, question) in zip(st.columns(2, gap="medium", wrap=False), both.items(), strict=True):
            column.markdown(f"**{t(f'dropout.{key}')}**")
            column.html(class_bars(answer(question), network, t(f"dropout.{key}")))


def half() -> None:
    """The paper's factor and PyTorch's, in numbers."""
    photo, network = view()
    p = _p()
    found = answer(questions.balances(photo, network, p, MASKS, 0))
    st.markdown(t("dropout.half_lead", count=MASKS))
    rows = {
        "papers": (found.kept_half, found.times_half),
        "pytorch": (found.doubled, found.untouched),
        "neither": (found.kept_half, found.untouched),
    }
    body = [
        [t(f"dropout.{key}"), number(training, ".3f"), number(test, ".3f"), number(test / training, ".2f")]
        for key, (training, test) in rows.items()
    ]
    st.markdown(table([t(f"dropout.{key}") for key in ("way", "training", "test", "ratio")], body))
    st.latex(r"\mathbb{E}[m\,h] = (1-p)\,h, \quad m \in \{0, 1\}")
    st.latex(r"\mathbb{E}\!\left[\tfrac{m}{1-p}\,h\right] = h")


PARTS = {"mask": mask, "roulette": roulette, "half": half, "recorded": recorded}
