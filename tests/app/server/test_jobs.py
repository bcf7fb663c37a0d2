"""The queue of work: one job a question, progress, stopping by the last reader only, failures that can be tried again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from PIL import Image

from alexnet.errors import Problem
from app.server import questions
from app.server.jobs import LONGEST_QUEUE, Queue
from tests.browser.visit import wait_until


@pytest.fixture
def gate():
    event = threading.Event()
    yield event
    event.set()


def blocked(gate: threading.Event, report) -> str:
    while not gate.wait(0.005):
        report(0.5)
    return "done"


def test_same_question_is_one_job() -> None:
    queue, calls = Queue(2), []
    jobs = [queue.ask("key", lambda report: calls.append(1) or 7) for _ in range(30)]
    assert {job.result(5) for job in jobs} == {7}
    assert len(calls) == 1


def test_job_runs_on_until_its_last_reader_leaves(gate) -> None:
    job = Queue(1).ask("key", lambda report: blocked(gate, report))
    job.join("teacher"), job.join("student")
    job.leave("student")
    with pytest.raises(TimeoutError):
        job.result(0.05)
    assert job.share == 0.5
    job.leave("teacher")
    with pytest.raises(Problem) as problem:
        job.result(5)
    assert problem.value.kind == "job.stopped"


def test_failure_is_told_in_a_sentence_and_can_be_tried_again() -> None:
    queue = Queue(1)
    job = queue.ask("key", lambda report: 1 / 0)
    with pytest.raises(Problem) as problem:
        job.result(5)
    assert problem.value.kind == "job.failed"
    assert queue.ask("key", lambda report: 3).result(5) == 3


def test_failure_of_a_job_is_told_once(gate) -> None:
    queue = Queue(1)
    queue.ask("bad", lambda report: 1 / 0).join("student")
    wait_until(lambda: queue.failure("bad") is not None)
    assert queue.failure("bad") is None
    stopped = queue.ask("stopped", lambda report: blocked(gate, report))
    stopped.join("student"), stopped.leave("student")
    wait_until(lambda: stopped.done)
    assert queue.failure("stopped") is None and queue.failure("unknown") is None


def test_problem_of_the_work_is_passed_on() -> None:
    def work(report):
        raise Problem("photo.empty")

    with pytest.raises(Problem) as problem:
        Queue(1).ask("key", work).result(5)
    assert problem.value.kind == "photo.empty"


def test_place_in_the_queue_and_first_come_first_served(gate) -> None:
    queue, order = Queue(1), []
    first = queue.ask(0, lambda report: blocked(gate, report))
    wait_until(lambda: first.started)
    jobs = [queue.ask(n, lambda report, n=n: order.append(n)) for n in range(1, 6)]
    assert [queue.ahead(job) for job in jobs] == [0, 1, 2, 3, 4]
    gate.set()
    jobs[-1].result(5)
    assert order == [1, 2, 3, 4, 5]


def test_queue_has_an_end(gate) -> None:
    queue = Queue(1)
    first = queue.ask("first", lambda report: blocked(gate, report))
    wait_until(lambda: first.started)
    for number in range(LONGEST_QUEUE):
        queue.ask(number, lambda report: None)
    with pytest.raises(Problem) as problem:
        queue.ask("one more", lambda report: None)
    assert problem.value.kind == "job.busy"
    assert queue.ask(3, lambda report: None)  # what is in it already may still be asked for


def test_only_the_newest_answers_are_kept() -> None:
    queue, calls = Queue(1, keep=3), []
    for key in (1, 2, 3, 4, 1):
        queue.ask(key, lambda report, key=key: calls.append(key)).result(5)
    assert calls == [1, 2, 3, 4, 1]
    queue.ask(4, lambda report: calls.append("again")).result(5)
    assert calls[-1] == 1


def test_a_job_that_nobody_looks_at_any_more_stops(gate) -> None:
    job = Queue(1, abandoned=0.1).ask("key", lambda report: blocked(gate, report))
    for _ in range(6):
        job.join("student")
        with pytest.raises(TimeoutError):
            job.result(0.04)
    with pytest.raises(Problem) as problem:
        job.result(5)
    assert problem.value.kind == "job.stopped"


@pytest.mark.parametrize(("abandoned", "joined"), [(None, True), (0.05, False)])
def test_a_job_for_everybody_goes_on_by_itself(gate, abandoned, joined) -> None:
    job = Queue(1, abandoned=abandoned).ask("key", lambda report: blocked(gate, report))
    if joined:
        job.join("student")
    with pytest.raises(TimeoutError):
        job.result(0.2)
    gate.set()
    assert job.result(5) == "done"


def test_a_job_that_is_being_stopped_is_not_given_to_the_next_reader() -> None:
    queue, running, gate = Queue(2), threading.Event(), threading.Event()

    def work(report) -> str:
        running.set()
        gate.wait(5)
        report(0.5)
        return "done"

    first = queue.ask("key", work)
    running.wait(5)
    first.join("student")
    first.leave("student")
    second = queue.ask("key", work)
    gate.set()
    assert second is not first and second.result(5) == "done"


def test_thinned_networks_of_more_readers_than_the_cache_keeps_do_not_wait_for_one_another(monkeypatch) -> None:
    one_worker = Queue(workers=1)
    monkeypatch.setattr("app.server.shared.queue", lambda: one_worker)
    monkeypatch.setattr("app.server.jobs.PATIENCE", 20)
    noise = np.random.default_rng(0)
    photos = [Image.fromarray(noise.integers(0, 256, (240, 240, 3), np.uint8)) for _ in range(9)]

    def ask(number: int) -> torch.Tensor:
        return questions.thinned_scores(f"thinned-{number}", photos[number], "built-in", 2, 0.5, 0)

    with ThreadPoolExecutor(len(photos)) as readers:
        found = list(readers.map(ask, range(len(photos))))
    assert all(one.shape == (2, 200) for one in found)
    assert len({one.sum().item() for one in found}) == len(photos)
