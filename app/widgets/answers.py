"""The network's answer to a photo, as the reader sees it."""

from torch import Tensor

from alexnet.classes.labels import class_name
from alexnet.network.trace import Guess, top
from app.charts.bars import Bar, bars
from app.frame.photo import Photo
from app.frame.text import language, t
from app.server import questions, shared


def guesses(photo: Photo, network: shared.Loaded, crops: int = 1, k: int = 5) -> list[tuple[str, Guess]]:
    """The `k` likeliest classes as (name in the reader's language, guess), best first."""
    best = top(questions.scores(photo.id, photo.image, network.weights.name, crops), k)
    return [(class_name(network.wnids[guess.index], language()), guess) for guess in best]


def answer_bars(photo: Photo, network: shared.Loaded, crops: int = 1, k: int = 5) -> str:
    """The `k` likeliest classes as HTML bars, the first one marked."""
    rows = [
        Bar(name, guess.probability, f"{guess.probability:.1%}", accent=number == 0)
        for number, (name, guess) in enumerate(guesses(photo, network, crops, k))
    ]
    return bars(rows, t("classify.answer"))


def best(scores: Tensor, network: shared.Loaded) -> tuple[str, float]:
    """The likeliest class of one crop's (classes,) scores: its name in the reader's language and its probability."""
    (guess,) = top(scores[None], 1)
    return class_name(network.wnids[guess.index], language()), guess.probability


def known(network: shared.Loaded) -> str:
    """Every class that the network tells apart, in the reader's language, sorted by name."""
    return " · ".join(sorted(class_name(wnid, language()) for wnid in network.wnids))
