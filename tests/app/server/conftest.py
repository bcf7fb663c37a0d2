"""What the tests of jobs and of their queue share: questions, a gate that holds their work up, and patience."""

import threading
import time

import pytest

from app.server.jobs import Question


def wait_until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


@pytest.fixture
def gate():
    event = threading.Event()
    yield event
    event.set()


def blocked(gate: threading.Event, key="key", **traits) -> Question:
    """A question whose work goes on until the gate opens."""

    def work(report, *_) -> str:
        while not gate.wait(0.005):
            report(0.5)
        return "done"

    return Question(key, work, **traits)


def plain(key, answer=None, **traits) -> Question:
    return Question(key, lambda report, *needs: answer, **traits)
