"""The two towers' filters on the page: as a film of the training, run by run, and in the order of their colour."""

from pathlib import Path

import numpy as np
import streamlit as st

from alexnet.errors import Problem
from alexnet.files import RECORDS
from alexnet.language import languages
from alexnet.lessons.filters import COLOURED, colourfulness
from alexnet.lessons.gpus_seeds import of_record, read_seeds
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.training.record import Record, split_index
from app.charts import gpus_strips
from app.charts.encoded import data_uri
from app.charts.gpus_film import contrast, places, split_lines, sprite
from app.charts.gpus_pairs import Pair, pairs
from app.components.gpus_film import Film, film
from app.frame import networks
from app.frame.guard import tell
from app.frame.text import language, number, plain, prose, t
from app.frame.view import view
from app.server import records
from app.server.networks import Loaded, loaded

SHIPPED = "two-gpu"
PARTED = 0.2  # difference of the two split indices from which the towers count as parted


def two_towers(chosen: Loaded) -> Loaded:
    """The network in use if it has two towers, else the one that comes with the app. Raises the Problems of `loaded`."""
    return chosen if isinstance(chosen.network, TwoGpuAlexNet) else loaded(SHIPPED)


def who_answers(chosen: Loaded, network: Loaded) -> None:
    """Says so where another network answers than the one that the frame names."""
    if network.weights.name != chosen.weights.name:
        names = {"network": plain(networks.title(network.weights.name)), "other": plain(networks.title(chosen.weights.name))}
        st.markdown(f":material/swap_horiz: {t('gpus.answers', **names)}")


def filters() -> None:
    """Both sheets through the training; of a network that somebody added as they are."""
    _, chosen = view()
    if isinstance(chosen.network, TwoGpuAlexNet) and chosen.weights.name != SHIPPED:
        _still(chosen)
        st.caption(t("gpus.no_record"))
        return
    path = RECORDS / "two-gpu-training.safetensors"
    try:
        _film(path)
    except Problem as problem:
        tell(problem, mild=True)
        _still(two_towers(chosen))
        return
    st.caption(t("gpus.drawn"))
    st.subheader(t("gpus.every_run"), anchor=False)
    _seeds(records.training(path))


def _film(path: Path) -> None:
    record = records.training(path)
    shown, uri, strengths, split = records.frames(path)
    steps = record.steps[shown]
    moments = [
        t("gpus.moment", step=record.steps[m], loss=record.loss[m], top1=record.top1[m], top5=record.top5[m])
        if record.steps[m]
        else t("gpus.start")
        for m in shown
    ]
    axes = {key: t(f"gpus.{key}") for key in ("gpu1", "gpu2", "noise", "steps", "axis")} | {"title": t("gpus.lines")}
    seen = Film(
        uri, record.kernels.shape[-1], strengths, split.round(4).tolist(), moments,
        split_lines(steps, split, axes, number), places(steps, split),
    )  # fmt: skip
    film(seen, _words(), key="film")


def _still(network: Loaded) -> None:
    kernels = network.network.kernels
    values = kernels.numpy()[None]
    seen = Film(data_uri(sprite(values)), kernels.shape[-1], contrast(values).tolist(), [split_index(kernels)], [""])
    film(seen, _words(), key="still")


def _words() -> dict[str, str]:
    words = {key: t(f"gpus.{key}") for key in ("gpu1", "gpu2", "share", "sheet", "play", "pause", "training", "full")}
    return words | {"percent": languages()[language()].percent}


def _seeds(record: Record) -> None:
    """Every training that was tried, beside what the paper says of its own."""
    runs = read_seeds(RECORDS / "two-gpu-seeds.json") or [of_record(record)]
    rows = [
        Pair(
            t("gpus.run", seed="?" if run.seed is None else run.seed, steps=run.steps),
            run.split,
            t("gpus.shares", first=run.split[0], second=run.split[1]),
        )
        for run in runs
    ]
    early = min(run.steps for run in runs)
    distances = [abs(run.split[0] - run.split[1]) for run in runs if run.steps == early]
    seeds = len({run.seed for run in runs})
    claim, found = st.columns([5, 7], gap="large")
    claim.markdown(prose("gpus", "claim"))
    found.html(pairs(rows, t("gpus.every_run")))
    trials = {"count": seeds, "early": early, "least": 100 * min(distances), "most": 100 * max(distances)}
    apart = "" if min(distances) >= PARTED else t("gpus.unconfirmed")
    found.caption(
        t("gpus.found", **trials) + apart + t("gpus.colours") if seeds > 1 else t("gpus.found_one", **trials) + t("gpus.colours")
    )


def colour() -> None:
    """The 96 kernels as two strips, each sorted by colour, and how many see colour at all."""
    _, chosen = view()
    network = two_towers(chosen)
    who_answers(chosen, network)
    kernels = network.network.kernels
    scores, strengths = colourfulness(kernels).numpy(), contrast(kernels.numpy())
    st.html(gpus_strips.STYLE)
    for gpu, (own, score, strength) in enumerate(
        zip(np.split(kernels.numpy(), 2), np.split(scores, 2), np.split(strengths, 2), strict=True)
    ):
        counts = {
            "number": gpu + 1, "coloured": int((score > COLOURED).sum()), "all": len(score), "line": COLOURED,
            "faint": int((strength < gpus_strips.FAINT).sum()),
        }  # fmt: skip
        names = [
            t("gpus.kernel", number=gpu * len(score) + place + 1, score=one, strength=how)
            for place, (one, how) in enumerate(zip(score, strength, strict=True))
        ]
        st.markdown(t("gpus.counted", **counts))
        st.html(gpus_strips.strip(own, score, strength, gpu, COLOURED, names, t("gpus.strip", **counts)))
    st.caption(t("gpus.how_sorted", line=COLOURED))
