"""What a training can be asked for on the page: the menus, the photos that one would train on, and how long it would take."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import streamlit as st

from alexnet.classes.labels import class_name
from alexnet.data.samples import Samples
from alexnet.data.sets import DATASETS, side_of
from alexnet.device import best_device, describe
from alexnet.errors import Problem
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from app.charts.table import table
from app.charts.train_samples import class_sheet
from app.frame import address
from app.frame.text import language, number, plain, t
from app.frame.waiting import awaited, watch
from app.server import train_questions
from app.server.queues import Late, answer

WIDTH = 1024  # of fc6 and fc7: a laptop trains it in minutes, and the file stays below 30 MB


@dataclass(frozen=True)
class Choice:
    """What the reader has chosen: names of a network, a data set and a recipe, the photos' place, passes."""

    network: str
    data: str
    source: tuple[str, ...]
    recipe: str
    passes: int

    @property
    def arguments(self) -> list[str]:
        """The command line's arguments for it."""
        settings = ["--set", f"passes={self.passes}", "--side", str(side_of(self.data)), "--hidden", str(WIDTH)]
        return [self.data, *self.source, "--network", self.network, "--recipe", self.recipe, *settings]


def choose() -> Choice:
    """Draws the menus."""
    kinds = {name: t(f"train.{name}") for name in NETWORKS}
    network = address.choose(st.segmented_control, t("train.network"), kinds, "train-network", "two-gpu", required=True)
    sets = {name: t(f"train.{name}") for name in DATASETS}
    data = address.choose(st.selectbox, t("train.data"), sets, "train-data", "shapes")
    source = (st.text_input(t("train.path"), key="train-path"),) if DATASETS[data].wants_path else ()
    names = {name: t(f"train.{name}") for name in RECIPES}
    recipe = address.choose(st.segmented_control, t("train.recipe"), names, "train-recipe", "classroom", required=True)
    passes = st.slider(t("train.passes"), 1, 90, RECIPES[recipe].passes, key=f"passes-{recipe}", persist_state="session")
    every_setting({field.name: getattr(RECIPES[recipe], field.name) for field in fields(RECIPES[recipe])} | {"passes": passes})
    st.caption(t("train.device", device=describe(best_device())))
    return Choice(network, data, source, recipe, passes)


def photos(choice: Choice) -> Samples | None:
    """Draws a few photos of every class; gives what is known of them, None while that is nothing."""
    st.markdown(f"**{t('train.sheet')}**")
    if choice.source and not choice.source[0].strip():
        st.caption(t("train.no_path"))
        return None
    try:
        found = awaited(train_questions.sampled(choice.data, choice.source), "samples")
    except Problem as problem:
        st.caption(problem.sentence(language(), plain))
        return None
    if found is None:
        if DATASETS[choice.data].downloads:
            st.caption(t("train.not_here"))
        return None
    st.html(_sheet(found, t("train.sheet"), language()))
    st.caption(f"{t('train.photos', photos=found.photos, classes=found.classes)} {left_out(found.left_out)}")
    return found


def left_out(counts: Mapping[str, int]) -> str:
    """What is not trained on, and why, in a sentence; nothing where that is nothing."""
    reasons = [t(f"train.left_{reason}", count=count) for reason, count in counts.items()]
    return t("train.left_out", reasons=t("train.left_comma").join(reasons)) if reasons else ""


@lru_cache(maxsize=8)  # 100 kB each
def _sheet(found: Samples, title: str, lang: str) -> str:
    return class_sheet([class_name(name, lang) for name in found.names], found.pictures, title)


def estimate(choice: Choice, found: Samples | None) -> None:
    """How long it would take, from steps that this computer has made."""
    if found is None:
        return
    recipe = RECIPES[choice.recipe]
    steps = max(1, found.photos // recipe.batch) * choice.passes
    asked = choice.network, choice.recipe, WIDTH
    measured, source = train_questions.earlier_pace(*asked), "earlier"
    place = st.container()
    if measured is None:
        source = "measured"
        try:
            measured = answer(train_questions.pace(*asked), 0.1)
        except Late as late:
            place.caption(t("train.measuring", steps=steps))
            watch(late.question)
            return
        except Problem:  # one trains without it, too
            return
    left = spoken(train_questions.seconds(choice.recipe, measured, steps))
    st.caption(t(f"train.estimate_{source}", steps=steps, batch=recipe.batch, time=left))


def spoken(seconds: float) -> str:
    """A time as one says it."""
    minutes = seconds / 60
    if minutes < 0.75:
        return t("train.time_moment")
    if minutes < 90:
        rounded = round(minutes) if minutes < 20 else 5 * round(minutes / 5)
        return t("train.time_minutes", count=max(1, rounded))
    return t("train.time_hours", count=round(minutes / 60))


def every_setting(recipe: Mapping[str, object]) -> None:
    """All fields of a recipe with what they do, folded away."""
    with st.expander(t("train.fields")):
        rows = [
            [field.name, _written(recipe[field.name]).replace("|", " "), t(f"recipe.{field.name}")]
            for field in fields(RECIPES["classroom"])
            if field.name in recipe
        ]
        st.markdown(table([t(f"train.{word}") for word in ("field", "value", "meaning")], rows, numbers=0))


def _written(value: object) -> str:
    """A field of a recipe."""
    return f"({', '.join(map(number, value))})" if isinstance(value, tuple | list) else number(value)
