"""Thirty readers with photos of their own ask every question once: nobody waits for ever, no answer is another's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import get_origin

import numpy as np
import pytest
import torch
from PIL import Image

from app.server import network_questions, questions
from app.server.job_queue import Queue
from app.server.jobs import Question
from app.server.networks import Loaded, loaded, untrained
from app.server.photos import Photo
from app.server.queues import QUEUES, answer

pytestmark = pytest.mark.slow

READERS = 30
ASKED: dict[str, Callable[[Photo, Loaded, Loaded], Question]] = {  # each question about a photo; the last is two-gpu
    "scores": lambda photo, one, two: questions.scores(photo, one),
    "activations": lambda photo, one, two: questions.activations(photo, one),
    "responses": lambda photo, one, two: questions.responses(photo, one),
    "heat": lambda photo, one, two: questions.heat(photo, one, "grad-cam", 3),
    "covered_scores": lambda photo, one, two: questions.covered_scores(photo, one, (10, 10, 60)),
    "cut_scores": lambda photo, one, two: questions.cut_scores(photo, two, frozenset({"conv3"})),
    "crop": lambda photo, one, two: questions.crop(photo, one),
    "seen": lambda photo, one, two: questions.seen(photo, one),
    "thinned_scores": lambda photo, one, two: questions.thinned_scores(photo, one, 2, (0.0, 0.5), 0),
    "masked_scores": lambda photo, one, two: questions.masked_scores(photo, one, np.arange(1024) % 2 == 0, 0.5),
    "balances": lambda photo, one, two: questions.balances(photo, one, 0.5, 4, 0),
    "first_step": lambda photo, one, two: questions.first_step(photo, one),
    "batch_scores": lambda photo, one, two: network_questions.batch_scores((photo.id, "whole"), [photo.image], one),
    "augmented": lambda photo, one, two: questions.augmented(photo, ("crop", "flip"), 0, 2, {}),
    "fading": lambda photo, one, two: questions.fading(photo, one, 3, 2.0),
}


def numbers(found: object) -> float:
    """One number that tells an answer from another."""
    if isinstance(found, torch.Tensor | np.ndarray):
        return float(np.asarray(found, np.float64).sum())
    if isinstance(found, dict):
        return sum(map(numbers, found.values()))
    if isinstance(found, list | tuple):
        return sum(map(numbers, found))
    if isinstance(found, Image.Image):
        return numbers(np.asarray(found))
    return sum(map(numbers, vars(found).values())) if hasattr(found, "__dict__") else float(found)


@pytest.fixture(scope="module")
def photos() -> list[Photo]:
    noise = np.random.default_rng(0)
    coarse = noise.integers(0, 256, (READERS, 12, 12, 3), np.uint8)
    return [Photo(f"thirty-{n}", "", Image.fromarray(one).resize((256, 256))) for n, one in enumerate(coarse)]


def test_every_question_about_a_photo_is_here() -> None:
    known = vars(questions) | vars(network_questions)
    returned = {name: getattr(value, "__annotations__", {}).get("return") for name, value in known.items()}
    asked = {name for name, kind in returned.items() if get_origin(kind) is Question}
    of_networks = {"filters", "facts"}
    slow = {"deletions", "forgotten", "embedded", "neighbours"}  # made of what is asked here
    assert asked == ASKED.keys() | of_networks | slow


@pytest.mark.parametrize("workers", [1, 2])
def test_thirty_readers_ask_every_question_of_a_queue_that_keeps_nothing(monkeypatch, photos, workers) -> None:
    one, two = loaded("built-in"), loaded("two-gpu")
    monkeypatch.setitem(QUEUES, "network", Queue(workers, keep=0))
    names = list(ASKED)[:: 3 - workers]

    def read(number: int) -> dict[str, float]:
        order = names[number % len(names) :] + names[: number % len(names)]
        return {name: numbers(answer(ASKED[name](photos[number], one, two), 60)) for name in order}

    with ThreadPoolExecutor(READERS) as readers:
        found = list(readers.map(read, range(READERS)))
    alone = [read(number) for number in (0, READERS - 1)]
    for name in names:
        assert found[0][name] == pytest.approx(alone[0][name]) and found[-1][name] == pytest.approx(alone[1][name]), name
        assert len({row[name] for row in found}) == READERS, name  # nobody got another's


def test_one_thread_a_worker() -> None:
    assert torch.get_num_threads() == 1
    QUEUES["network"].ask(Question("threads", lambda report: torch.get_num_threads())).result(5)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(torch.get_num_threads).result() == 1


def test_an_untrained_network_is_another_network() -> None:
    one = loaded("built-in")
    assert untrained(one).id != one.id and untrained(one) is untrained(one)
    assert not torch.equal(untrained(one).network.kernels, one.network.kernels)
