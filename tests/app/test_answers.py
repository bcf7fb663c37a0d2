"""The bars of an answer: what is not nothing is not called so."""

import torch

from app.server.networks import loaded
from app.widgets.answers import class_bars


def test_a_sure_answer_is_not_all_and_the_others_are_not_nothing() -> None:
    network = loaded("built-in")
    scores = torch.zeros(1, len(network.wnids))
    scores[0, 3] = 25.0  # in single precision its share is 1
    shown = class_bars(scores, network, "")
    assert float(scores.softmax(1)[0, 3]) == 1
    assert shown.count("&gt;99.9%") == 1 and shown.count("&lt;0.1%") == 4 and "100.0%" not in shown and ">0.0%" not in shown
