"""From scores to percentages with the reader's own numbers, step by step."""

import math

import streamlit as st

from app.charts.classify_scores import score_figure
from app.charts.style import PLOTLY
from app.charts.table import table
from app.frame.text import language, number, plain, separators, t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets.answers import guesses

SOFTMAX = "$$\n" + r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}" + "\n$$"


def walk(photo: Photo, network: Loaded, crops: int) -> None:
    """The five likeliest classes of the centre crop: score, its exponential, its share of the sum.

    With more `crops` above, it says that these numbers are one crop's.
    """
    (scores,) = answer(questions.scores(photo, network)).tolist()
    best = guesses(photo, network)
    total = sum(math.exp(score) for score in scores)
    rows = [(name, guess.score, math.exp(guess.score), guess.probability) for name, guess in best]
    rest = total - sum(power for _, _, power, _ in rows)
    name, guess = best[0]
    centre = t("softmax.centre", crops=crops) if crops > 1 else ""
    told = {"score": guess.score, "power": math.exp(guess.score), "total": total, "share": guess.probability}
    sentence = t("softmax.sentence", name=plain(name), **told)
    st.markdown("\n\n".join((f"### {t('classify.softmax')}", centre, SOFTMAX, sentence)))
    head = [t(f"softmax.{name}") for name in ("class", "score", "power", "share")]
    body = [
        [plain(name), number(score, ".2f"), number(power, ",.1f"), number(share, ".1%")] for name, score, power, share in rows
    ]
    body.append([t("softmax.others", count=len(scores) - len(rows)), "", number(rest, ",.1f"), number(rest / total, ".1%")])
    numbers, chart = st.columns([6, 7], gap="large")
    numbers.markdown(table(head, body))
    with chart:
        if st.toggle(t("softmax.all", count=len(scores)), key="all_scores", bind="query-params"):
            figure = score_figure(network.wnids, scores, language(), t("softmax.score"), t("softmax.rank"), separators())
            st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("softmax.alt"), key="scores")
        else:
            st.caption(t("softmax.hint"))
