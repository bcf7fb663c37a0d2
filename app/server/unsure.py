"""Which of some photos a network is right about and yet unsure of: there, whatever is done to a photo shows."""

from collections.abc import Mapping

import torch

from app.server.jobs import Question, Report
from app.server.networks import Loaded
from app.server.photos import Photo
from app.server.questions import scores

MIDDLE = 0.5  # of the first answer's share: it stands, and falls easily


def unsure(photos: Mapping[str, tuple[Photo, str]], network: Loaded) -> Question[tuple[str, float]]:
    """The name of the photo and the share of its first answer; `photos` are photo and true WordNet id by name.

    A photo whose first answer is right goes before one whose first answer is wrong.
    """

    def work(report: Report, *found: torch.Tensor) -> tuple[str, float]:
        firsts = {name: one.softmax(-1)[0].max(0) for name, one in zip(photos, found, strict=True)}

        def rank(name: str) -> tuple[bool, float]:
            share, index = firsts[name]
            return network.wnids[int(index)] != photos[name][1], abs(float(share) - MIDDLE)

        best = min(photos, key=rank)
        return best, float(firsts[best][0])

    needs = tuple(scores(photo, network) for photo, _ in photos.values())
    return Question(("unsure", network.id, *(photo.id for photo, _ in photos.values())), work, needs)
