"""The queue of work: one job a question, first come, first served, failures tried again, answers kept by size."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app.server.job_queue import LONGEST_QUEUE, Queue
from app.server.jobs import Question
from tests.app.server.conftest import blocked, plain, wait_until
from tests.conftest import problem


def test_same_question_is_one_job_for_thirty_readers() -> None:
    queue, calls = Queue(2), []

    def work(report) -> int:
        calls.append(1)
        time.sleep(0.05)
        return 7

    start = threading.Barrier(30)

    def read(_) -> int:
        start.wait()
        return queue.ask(Question("key", work)).result(5)

    with ThreadPoolExecutor(30) as readers:
        assert set(readers.map(read, range(30))) == {7}
    assert len(calls) == 1


def test_a_chain_is_answered_by_a_queue_that_keeps_nothing() -> None:
    queue = Queue(1, keep=0)
    question = plain(0, 1)
    for number in range(1, 20):
        question = Question(number, lambda report, before: before + 1, (question,))
    assert queue.ask(question).result(5) == 20


def test_failure_is_told_in_a_sentence_and_can_be_tried_again() -> None:
    queue = Queue(1)
    with problem("job.failed"):
        queue.ask(Question("key", lambda report: 1 / 0)).result(5)
    assert queue.ask(plain("key", 3)).result(5) == 3


def test_failure_of_a_job_is_told_once(gate) -> None:
    queue, bad = Queue(1), Question("bad", lambda report: 1 / 0)
    queue.ask(bad).join("student")
    wait_until(lambda: queue.failure(bad) is not None)
    assert queue.failure(bad) is None
    stopped = queue.ask(blocked(gate, "stopped"))
    stopped.join("student"), stopped.leave("student")
    wait_until(lambda: stopped.done)
    assert queue.failure(plain("stopped")) is None and queue.failure(plain("unknown")) is None


def test_place_in_the_queue_and_first_come_first_served(gate) -> None:
    queue, order = Queue(1), []
    first = queue.ask(blocked(gate, 0))
    wait_until(lambda: first.started)
    jobs = [queue.ask(Question(n, lambda report, n=n: order.append(n))) for n in range(1, 6)]
    assert [queue.ahead(job) for job in jobs] == [0, 1, 2, 3, 4]
    gate.set()
    jobs[-1].result(5)
    assert order == [1, 2, 3, 4, 5]


def test_a_quick_question_does_not_wait_behind_slow_ones(gate) -> None:
    queue = Queue(1)
    slow = [queue.ask(blocked(gate, ("slow", number), slow=True)) for number in range(5)]
    wait_until(lambda: slow[0].started)
    quick = queue.ask(plain("quick", 1))
    assert queue.ahead(quick) == 0 and quick.result(5) == 1
    assert queue.ahead(slow[-1]) == 3


def test_place_in_the_queue_can_be_asked_while_others_ask() -> None:
    queue, ended, wrong = Queue(2, keep=1000), threading.Event(), []

    def look() -> None:
        while not ended.is_set():
            try:
                queue.ahead(queue.ask(plain("looked at")))
            except RuntimeError as error:
                wrong.append(error)

    looker = threading.Thread(target=look)
    looker.start()
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda number: queue.ask(plain(number, "x" * 200)).result(5), range(600)))
    ended.set()
    looker.join()
    assert not wrong and queue.bytes <= 1500


def test_queue_has_an_end(gate) -> None:
    queue = Queue(1)
    first = queue.ask(blocked(gate, "first"))
    wait_until(lambda: first.started)
    for number in range(LONGEST_QUEUE):
        queue.ask(plain(number))
    with problem("job.busy"):
        queue.ask(plain("one more"))
    assert queue.ask(plain(3))  # what is in it already may still be asked for


def test_only_so_many_bytes_of_answers_are_kept_and_those_asked_for_last() -> None:
    queue, calls = Queue(1, keep=3_500), []

    def ask(key: int) -> None:
        def work(report) -> np.ndarray:
            calls.append(key)
            return np.zeros(1000, np.uint8)

        queue.ask(Question(key, work)).result(5)

    for key in (1, 2, 3, 1, 4, 1):
        ask(key)
    assert calls == [1, 2, 3, 4]  # 2 had to go, for 1 was asked for after it
    ask(2)
    assert calls[-1] == 2 and queue.bytes <= 3_500


def test_a_job_that_is_being_stopped_is_not_given_to_the_next_reader() -> None:
    queue, running, gate = Queue(2), threading.Event(), threading.Event()

    def work(report) -> str:
        running.set()
        gate.wait(5)
        report(0.5)
        return "done"

    first = queue.ask(Question("key", work))
    running.wait(5)
    first.join("student")
    first.leave("student")
    second = queue.ask(Question("key", work))
    gate.set()
    assert second is not first and second.result(5) == "done"
