"""What a training can be asked for on the page, and the command line's arguments for it."""

from dataclasses import fields

import streamlit as st

from alexnet.data.sets import DATASETS, side_of
from alexnet.device import best_device, describe
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from app.charts.table import table
from app.frame import address
from app.frame.text import t

WIDTH = 1024  # of fc6 and fc7: a laptop trains it in minutes, and the file stays below 30 MB


def asked() -> list[str]:
    """Draws what can be chosen; gives the command line's arguments for it."""
    kinds = {name: t(f"train.{name}") for name in NETWORKS}
    network = address.choose(st.segmented_control, t("train.network"), kinds, "train-network", "two-gpu", required=True)
    sets = {name: t(f"train.{name}") for name in DATASETS}
    data = address.choose(st.selectbox, t("train.data"), sets, "train-data", "shapes")
    source = [st.text_input(t("train.path"), key="train-path")] if DATASETS[data].wants_path else []
    names = {name: t(f"train.{name}") for name in RECIPES}
    recipe = address.choose(st.segmented_control, t("train.recipe"), names, "train-recipe", "classroom", required=True)
    passes = st.slider(t("train.passes"), 1, 90, RECIPES[recipe].passes, key=f"passes-{recipe}")
    with st.expander(t("train.fields")):
        rows = [
            [f.name, str(getattr(RECIPES[recipe], f.name)).replace("|", " "), t(f"recipe.{f.name}")]
            for f in fields(RECIPES[recipe])
        ]
        st.markdown(table([t(f"train.{word}") for word in ("field", "value", "meaning")], rows, numbers=0))
    st.caption(t("train.device", device=describe(best_device())))
    settings = ["--set", f"passes={passes}", "--side", str(side_of(data)), "--hidden", str(WIDTH)]
    return [data, *source, "--network", network, "--recipe", recipe, *settings]
