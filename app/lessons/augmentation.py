"""The lesson on augmentation: a sheet of samples, colours along their axes, one crop by hand, ten crops, what was recorded."""

from statistics import median

import numpy as np
import streamlit as st
from plotly.graph_objects import Figure

from alexnet.photo.augment import (
    AUGMENTATIONS,
    COMMUNITY,
    CROP,
    SQUARE,
    cut,
    picture,
    principal,
    principal_of_many,
    shifted,
    square,
)
from alexnet.photo.crops import ten_crop
from alexnet.registry import Parameter
from app.charts.augmentation_cloud import cloud
from app.charts.bars import Bar, bars
from app.charts.curves import STYLE, Curve, curves
from app.charts.encoded import jpeg
from app.charts.pictures import outlined
from app.charts.samples import sample_sheet
from app.charts.style import ACCENT, PLOTLY
from app.charts.table import table
from app.frame.text import language, number, prose, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.server import network_questions, questions, records
from app.server.queues import answer, ask
from app.widgets import answers
from app.widgets.too_easy import too_easy

COUNT = 16
POINTS = 2500  # of the cloud
WITHOUT = "#2166ac"


def samples() -> None:
    """Switches, and a sheet that follows; the network's answer under each sample."""
    photo, network = view()
    too_easy(photo, network)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        names = [
            name for name in AUGMENTATIONS
            if st.toggle(t(f"augmentation.{name}"), AUGMENTATIONS[name].at_first, key=f"aug_{name}", bind="query-params")
        ]  # fmt: skip
        again = st.button(t("augmentation.again"), icon=":material/casino:", type="primary", key="aug_again")
    draw = st.session_state["aug_draw"] = st.session_state.get("aug_draw", 0) + again
    settings = {name: {p.name: _slider(name, p) for p in AUGMENTATIONS[name].parameters} for name in names}
    pictures = answer(questions.augmented(photo, tuple(names), draw, COUNT, settings))
    place = st.empty()
    question = network_questions.batch_scores((photo.id, draw, *((n, *settings[n].items()) for n in names)), pictures, network)
    if not ask(question).done:  # the pictures come first, and the words when they are there
        place.html(sample_sheet(pictures, [""] * COUNT, [False] * COUNT, t("augmentation.sheet")))
    scores = awaited(question)
    if scores is None:
        return
    best = [answers.best(one, network) for one in scores]
    usual, _ = answers.best(answer(questions.scores(photo, network))[0], network)
    words = [f"{name} {number(share, '.0%')}" for name, share in best]
    place.html(sample_sheet(pictures, words, [name != usual for name, _ in best], t("augmentation.sheet")))
    st.caption(t("augmentation.answers", same=sum(name == usual for name, _ in best), count=COUNT, name=usual))


def _slider(name: str, p: Parameter) -> float:
    first = next(other for other, entry in AUGMENTATIONS.items() if p.name in {mine.name for mine in entry.parameters})
    key = f"aug-{p.name}" if first == name else f"aug-{name}-{p.name}"  # an address once published stays
    return st.slider(t(f"parameter.{p.name}"), p.low, p.high, p.default, p.step, key=key, bind="query-params", width=420)


def places() -> None:
    """One crop by hand: where it lies, what the network says to it, and how many there are."""
    photo, network = view()
    pixels = square(photo.image)
    left, middle, right = st.columns([4, 3, 4], gap="large")
    with right:
        far = SQUARE - CROP
        x = st.slider(t("augmentation.x"), 0, far, far // 2, key="aug_x", bind="query-params")
        y = st.slider(t("augmentation.y"), 0, far, far // 2, key="aug_y", bind="query-params")
        mirrored = st.toggle(t("augmentation.mirrored"), key="aug_mirrored", bind="query-params")
        st.latex(rf"{far} \times {far} \times 2 = {far * far * 2}")
        st.latex(rf"{far + 1} \times {far + 1} \times 2 = {(far + 1) ** 2 * 2}")
        st.markdown(prose("augmentation", "count"))
    one = picture(cut(pixels, x, y)[:, ::-1] if mirrored else cut(pixels, x, y))
    box = (x, y, x + CROP, y + CROP)
    left.image(
        jpeg(outlined(picture(pixels), box)), t("augmentation.whole"), width="stretch", output_format="JPEG", alt=photo.name
    )
    middle.image(jpeg(one), t("augmentation.one"), width="stretch", output_format="JPEG", alt=t("augmentation.one"))
    (scores,) = answer(network_questions.batch_scores((photo.id, x, y, mirrored), [one], network))
    name, share = answers.best(scores, network)
    middle.markdown(f"**{name}** {number(share, '.1%')}")


def colour() -> None:
    """The three axes by hand, the paper's formula beside the program's, and the cloud that the axes belong to."""
    photo, _ = view()
    pixels = square(photo.image)
    values, vectors = principal_of_many()
    controls, pictures = st.columns([4, 7], gap="large")
    with controls:
        alphas = np.array([
            st.slider(t("augmentation.alpha", number=n + 1), -3.0, 3.0, first, 0.1, key=f"aug_alpha{n}", bind="query-params")
            for n, first in enumerate((1.0, 0.0, 0.0))
        ])  # fmt: skip
        st.caption(t("augmentation.alphas"))
    with pictures:
        shown = {
            "original": pixels, "paper": shifted(pixels, values, vectors, alphas, False),
            "program": shifted(pixels, values, vectors, alphas, True),
        }  # fmt: skip
        words = [t(f"augmentation.{key}") for key in shown]
        three = [picture(cut(one, 16, 16)) for one in shown.values()]
        st.html(sample_sheet(three, words, [False] * 3, t("augmentation.part_colour"), across=3, narrow=3, side=224))
        paper = r"x + P\,[\alpha_1\lambda_1, \alpha_2\lambda_2, \alpha_3\lambda_3]^T"
        program = r"(x + P\,[\alpha_1\sqrt{\lambda_1}, \alpha_2\sqrt{\lambda_2}, \alpha_3\sqrt{\lambda_3}]^T) / " + number(
            1.1, "g", formula=True
        )
        lines = ((t("augmentation.in_paper"), paper), (t("augmentation.in_program"), program))
        rows = r" \\[4pt] ".join(rf"\text{{{who}}} \\ {formula}" for who, formula in lines)
        st.latex(rf"\begin{{array}}{{l}}P = [p_1\,p_2\,p_3] \\[4pt] {rows}\end{{array}}")
    own, _ = principal(pixels)
    axes, space = st.columns([4, 7], gap="large")
    with axes:
        st.markdown(t("augmentation.eigenvalues"))
        head = [t(f"augmentation.{key}") for key in ("axis", "many", "yours", "community")]
        eigenvalues = enumerate(zip(values, own, COMMUNITY, strict=True), 1)
        st.markdown(table(head, [[str(n), *(number(one, ".4f") for one in row)] for n, row in eigenvalues]))
        st.caption(t("augmentation.units", photos=records.recorded("colours")["settings"]["photos"]))
    with space:
        figure = _cloud(photo.id, language(), pixels)
        st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("augmentation.cloud"), key="aug_cloud")


@st.cache_resource(max_entries=32, show_spinner=False)  # 0.3 MB each
def _cloud(photo_id: str, language: str, _pixels: np.ndarray) -> Figure:
    """The colours of a photo with their axes, named in one language."""
    colours = _pixels.reshape(-1, 3)
    some = colours[np.random.default_rng(0).permutation(len(colours))[:POINTS]]
    return cloud(some, *principal(_pixels), [t("augmentation.axis_name", number=n + 1) for n in range(3)], number)


def ten() -> None:
    """The ten crops of the test, each with its own answer, and their average beside one crop's."""
    photo, network = view()
    crops = ten_crop(photo.image, network.weights.preprocessing)
    scores = answer(questions.scores(photo, network, 10))
    best = [answers.best(one, network) for one in scores]
    usual, _ = answers.best(answer(questions.scores(photo, network))[0], network)
    words = [f"{name} {number(share, '.0%')}" for name, share in best]
    st.html(sample_sheet(crops, words, [name != usual for name, _ in best], t("augmentation.ten"), across=10))
    for column, crops_used in zip(st.columns(2, gap="large"), (1, 10), strict=True):
        column.markdown(f"**{t(f'classify.crops{crops_used}')}**")
        column.html(answers.answer_bars(photo, network, crops_used))
    st.caption(t("augmentation.gain"))


def recorded() -> None:
    """AlexNet from nothing on few photos, with crops and flips and without, from assets/runs/augmentation.json."""
    record = records.recorded("augmentation")
    kinds, rows = [], []
    for kind, shade in (("without", WITHOUT), ("with", ACCENT)):
        mine = [run for run in record["runs"] if run["augmentation"] == kind]
        name = t(f"augmentation.{kind}")
        for part, dash in (("train", "5 4"), ("val", "")):
            points = [list(enumerate(run[f"{part}_error"])) for run in mine]
            kinds.append(Curve(f"{name} · {t(f'dropout.error_{part}')}", shade, points, dash))
            end = median(run[f"{part}_error"][-1] for run in mine)
            rows.append(Bar(f"{name} · {t(f'dropout.error_{part}')}", end, number(end, ".1%"), kind == "with"))
    chart, words = st.columns([7, 4], gap="large")
    passes = record["settings"]["recipe"]["passes"]
    chart.html(STYLE + curves(kinds, t("augmentation.chart"), t("dropout.passes"), t("dropout.error"), passes, 1.0, number))
    words.html(bars(rows, t("augmentation.chart")))
    seeds = {run["seed"] for run in record["runs"]}
    words.caption(t("augmentation.recorded", photos=record["settings"]["photos"], seeds=len(seeds)))


PARTS = {"samples": samples, "places": places, "colour": colour, "ten": ten, "recorded": recorded}
