"""A question on its way: needs first, no worker waits, and the last reader who leaves stops it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from alexnet.errors import Problem
from app.server.job_queue import Queue
from app.server.jobs import Question
from tests.app.server.conftest import blocked, plain, wait_until
from tests.conftest import problem


def test_needs_are_answered_first_and_handed_over() -> None:
    queue = Queue(1)
    one, two = plain("one", 1), plain("two", 2)
    both = Question("sum", lambda report, a, b: a + b, (one, two))
    assert queue.ask(Question("more", lambda report, total: 10 * total, (both,))).result(5) == 30


def test_a_worker_waits_for_nobody(gate) -> None:
    queue = Queue(2)
    slow = queue.ask(blocked(gate))
    asked = queue.ask(Question("waits", lambda report: slow.result()))
    with problem("job.failed") as caught:
        asked.result(5)
    assert "among the needs" in str(caught.value.__cause__)
    gate.set()
    slow.result(5)
    assert queue.ask(Question("reads", lambda report: slow.result())).result(5) == "done"  # what is there may be read


def test_a_need_that_fails_is_told_and_can_be_tried_again() -> None:
    queue, broken = Queue(1), [True]

    def work(report) -> int:
        if broken:
            raise Problem("photo.empty", name="")
        return 1

    question = Question("sum", lambda report, one: one + 1, (Question("need", work),))
    with problem("photo.empty"):
        queue.ask(question).result(5)
    broken.clear()
    assert queue.ask(question).result(5) == 2


def test_who_leaves_leaves_the_needs_too(gate) -> None:
    queue, other = Queue(2), threading.Event()
    need = blocked(gate, "need")
    job = queue.ask(Question("job", lambda report, answer: answer, (need,)))
    job.join("student")
    wait_until(lambda: queue.ask(need).started)
    job.leave("student")
    with problem("job.stopped"):
        job.result(5)
    assert queue.ask(plain("quick", 1)).result(5) == 1 and not other.is_set()


def test_a_need_that_somebody_else_wants_goes_on(gate) -> None:
    queue, need = Queue(2), blocked(gate, "need")
    first = queue.ask(Question("first", lambda report, answer: answer, (need,)))
    second = queue.ask(Question("second", lambda report, answer: answer * 2, (need,)))
    first.join("student"), first.leave("student")
    time.sleep(0.05)
    gate.set()
    assert second.result(5) == "donedone"


def test_who_waits_for_a_quick_answer_is_not_stopped_by_another_who_leaves(gate) -> None:
    queue = Queue(2)
    job = queue.ask(blocked(gate))
    with ThreadPoolExecutor(1) as reader:
        answer = reader.submit(job.result, 5)
        wait_until(lambda: len(job._seen) == 1)
        job.join("student"), job.leave("student")
        gate.set()
        assert answer.result(5) == "done"


def test_job_runs_on_until_its_last_reader_leaves(gate) -> None:
    job = Queue(1).ask(blocked(gate))
    job.join("teacher"), job.join("student")
    job.leave("student")
    with pytest.raises(TimeoutError):
        job.result(0.05)
    assert job.share == 0.5
    job.leave("teacher")
    with problem("job.stopped"):
        job.result(5)


def test_a_job_that_nobody_looks_at_any_more_stops(gate) -> None:
    job = Queue(1, abandoned=1).ask(blocked(gate))
    for _ in range(12):
        job.join("student")
        time.sleep(0.1)
        assert not job.done
    wait_until(lambda: job.done)
    with problem("job.stopped"):
        job.result(5)


@pytest.mark.parametrize(("abandoned", "joined"), [(None, True), (0.05, False)])
def test_a_job_for_everybody_goes_on_by_itself(gate, abandoned, joined) -> None:
    job = Queue(1, abandoned=abandoned).ask(blocked(gate))
    if joined:
        job.join("student")
    time.sleep(0.2)
    assert not job.done
    gate.set()
    assert job.result(5) == "done"
