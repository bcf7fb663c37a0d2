"""The network's answer to a photo, as the reader sees it."""

from functools import lru_cache

from torch import Tensor

from alexnet.classes.labels import class_name
from alexnet.network.trace import Guess, top
from app.charts.bars import Bar, bars
from app.frame.text import language, number, plain, t
from app.server import questions
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.queues import answer


def guesses(photo: Photo, network: Loaded, crops: int = 1, k: int = 5) -> list[tuple[str, Guess]]:
    """The `k` likeliest classes as (name in the reader's language, guess), best first."""
    best = top(answer(questions.scores(photo, network, crops)).double(), k)
    return [(class_name(network.wnids[guess.index], language()), guess) for guess in best]


def answer_bars(photo: Photo, network: Loaded, crops: int = 1, k: int = 5) -> str:
    """The `k` likeliest classes of a photo as HTML bars, the first one marked."""
    return class_bars(answer(questions.scores(photo, network, crops)), network, t("classify.answer"), k=k)


def class_bars(scores: Tensor, network: Loaded, title: str, marked: int | None = None, k: int = 5) -> str:
    """The `k` likeliest classes of (crops, classes) scores as HTML bars.

    Args:
        title: for those who listen to the page.
        marked: index of the class that stands out; the likeliest if None.
    """
    best = top(scores.double(), k)  # in single precision a share of nearly all is all
    marked = best[0].index if marked is None else marked
    return bars(
        [
            Bar(
                class_name(network.wnids[one.index], language()),
                one.probability,
                number(one.probability, ".1%"),
                one.index == marked,
            )
            for one in best
        ],
        title,
    )


def best(scores: Tensor, network: Loaded) -> tuple[str, float]:
    """The likeliest class of one crop's (classes,) scores: its name in the reader's language and its probability."""
    (guess,) = top(scores[None], 1)
    return class_name(network.wnids[guess.index], language()), guess.probability


def known(network: Loaded) -> str:
    """Every class that the network tells apart, in the reader's language, sorted by name, in Markdown."""
    return _names(network.wnids, language())


@lru_cache(maxsize=16)  # 20 kB each
def _names(wnids: tuple[str, ...], lang: str) -> str:
    return " · ".join(map(plain, sorted(class_name(wnid, lang) for wnid in wnids)))
