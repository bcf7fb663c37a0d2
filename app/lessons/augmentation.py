"""The lesson on augmentation: a sheet of samples, colours along their axes, one crop by hand, ten crops, what was recorded."""

from statistics import median

import streamlit as st

from alexnet.photo.augment import (
    AUGMENTATIONS,
    picture,
    square,
)
from alexnet.photo.crops import ten_crop
from alexnet.registry import Parameter
from app.charts.bars import Bar, bars
from app.charts.curves import STYLE, Curve, curves
from app.charts.samples import sample_sheet
from app.charts.style import ACCENT
from app.frame import address
from app.frame.text import number, plain, t
from app.frame.view import view
from app.frame.waiting import awaited
from app.lessons.augmentation_colour import colour
from app.lessons.augmentation_places import places
from app.server import network_questions, questions, records
from app.server.queues import answer, ask
from app.widgets import answers
from app.widgets.too_easy import too_easy

COUNT = 17  # samples beside the photo
DRAWS = 9999  # after which the first one comes again
WITHOUT = "#2166ac"


def samples() -> None:
    """Switches, and beside them a sheet that follows: the photo first, then its samples, the network's answer under each."""
    photo, network = view()
    too_easy(photo, network)
    controls, sheet = st.columns([2, 9], gap="large")
    with controls:
        again = st.button(t("augmentation.again"), icon=":material/casino:", type="primary", key="aug_again")
        names = [
            name for name in AUGMENTATIONS
            if st.toggle(t(f"augmentation.{name}"), AUGMENTATIONS[name].at_first, key=f"aug_{name}", bind="query-params")
        ]  # fmt: skip
        settings = {name: {p.name: _slider(name, p) for p in AUGMENTATIONS[name].parameters} for name in names}
    draw = _draw(again)
    with sheet:
        place = st.empty()
        pictures = answer(questions.augmented(photo, tuple(names), draw, COUNT, settings))
        usual, sure = answers.best(answer(questions.scores(photo, network))[0], network)
        whole, mine = picture(square(photo.image)), f"{usual} {number(sure, '.0%')}"

        def show(words: list[str], others: list[bool]) -> None:
            heads, shown = [t("augmentation.original"), *[""] * COUNT], [whole, *pictures]
            title = t("augmentation.sheet")
            place.html(sample_sheet(shown, [mine, *words], [False, *others], title, 6, 3, names=heads, first=True))

        key = photo.id, draw, *((n, *settings[n].items()) for n in names)
        question = network_questions.batch_scores(key, pictures, network)
        if not ask(question).done:  # the pictures come first, and the words when they are there
            show([""] * COUNT, [False] * COUNT)
        scores = awaited(question)
        if scores is None:
            return
        best = [answers.best(one, network) for one in scores]
        others = [name != usual for name, _ in best]
        show([f"{name} {number(share, '.0%')}" for name, share in best], others)
        st.caption(t("augmentation.answers", same=others.count(False), count=COUNT, name=plain(usual)))


def _draw(again: bool) -> int:
    """The number of the draw, kept and in the address."""
    (draw,) = address.kept("aug_draw", None, (DRAWS,)) or (0,)
    if again:
        address.keep("aug_draw", None, draw := (draw + 1) % DRAWS)
        address.kept("aug_draw", None, (DRAWS,))
    return draw


def _slider(name: str, p: Parameter) -> float:
    first = next(other for other, entry in AUGMENTATIONS.items() if p.name in {mine.name for mine in entry.parameters})
    key = f"aug-{p.name}" if first == name else f"aug-{name}-{p.name}"  # an address once published stays
    return st.slider(t(f"parameter.{p.name}"), p.low, p.high, p.default, p.step, key=key, bind="query-params")


def ten() -> None:
    """The ten crops of the test, each with its own answer, and their average beside one crop's."""
    photo, network = view()
    crops = ten_crop(photo.image, network.weights.preprocessing)
    scores = answer(questions.scores(photo, network, 10))
    best = [answers.best(one, network) for one in scores]
    usual, _ = answers.best(answer(questions.scores(photo, network))[0], network)
    words = [f"{name} {number(share, '.0%')}" for name, share in best]
    sheet, average = st.columns([7, 4], gap="large")
    others = [name != usual for name, _ in best]
    sheet.html(sample_sheet(crops, words, others, t("augmentation.ten"), 5, 5, names=_ten_names()))
    for crops_used in (10, 1):
        average.markdown(f"**{t(f'classify.crops{crops_used}')}**")
        average.html(answers.answer_bars(photo, network, crops_used))
    st.caption(t("augmentation.gain"))


def _ten_names() -> list[str]:
    """Where each of `ten_crop` lies."""
    five = [t(f"augmentation.{place}") for place in ("top_left", "top_right", "bottom_left", "bottom_right", "centre")]
    return five + [t("augmentation.mirror_of", place=place) for place in five]


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
