"""An answer that is late is shown on its way, and comes by itself; what goes wrong in the frame is told in a sentence."""

import threading
import time

import pytest

from alexnet.errors import Problem, sentences
from app.frame.text import labels
from app.server.job_queue import Queue
from app.server.jobs import Question
from app.server.queues import QUEUES, answer
from tests.app.session import html, start


@pytest.fixture
def gate(monkeypatch):
    """The only worker of the queue for networks is held up until the gate opens; a page has little patience."""
    event, started = threading.Event(), threading.Event()
    monkeypatch.setitem(QUEUES, "network", Queue(workers=1))
    monkeypatch.setattr("app.server.queues.SOON", 0.05)
    QUEUES["network"].ask(Question("held up", lambda report: (started.set(), event.wait(30))))
    started.wait(5)
    yield event
    event.set()


def test_a_late_answer_shows_the_place_in_line_and_comes(gate) -> None:
    app = start(page="classify", photo="rocket")
    shown = [one.proto.text for one in app.get("progress")]
    assert labels("en")["job.waiting"].split("{")[0] in shown[0]
    assert not app.error and 'class="fill"' not in html(app)
    assert not [button for button in app.button if button.label == labels("en")["job.stop"]]  # it is no slow work
    gate.set()
    for _ in range(200):  # each look is a run, as in the browser
        if not app.run().get("progress"):
            break
        time.sleep(0.05)
    assert html(app).count('class="fill"') == 5 and not app.error


def test_a_late_answer_that_fails_is_told_once_and_then_asked_again(gate) -> None:
    calls = []

    def work(report) -> int:
        calls.append(1)
        raise Problem("photo.empty", name="")

    question = Question("late and bad", work)
    with pytest.raises(Problem) as late:
        answer(question)
    assert late.value.kind == "job.late"
    gate.set()
    QUEUES["network"].ask(Question("after it", lambda report: 1)).result(20)
    for number in (1, 2):
        with pytest.raises(Problem) as told:
            answer(question, 5)
        assert told.value.kind == "photo.empty" and len(calls) == number


def test_what_fails_in_a_lesson_costs_a_sentence_and_the_rest_of_the_page_stays(monkeypatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.lessons.claims.table", broken)
    with pytest.raises(AssertionError, match="see the log"):
        start("zh", "claims")
    from tests.app import session

    monkeypatch.setattr(session, "sound", lambda app: app)
    app = start("zh", "claims")
    assert [error.value for error in app.error] == [sentences("zh")["page.failed"]]
    assert app.get("page_link")


def test_both_sides_may_wait_for_the_same_slow_method(monkeypatch) -> None:
    monkeypatch.setattr("app.frame.waiting.QUICK", 0.0)
    monkeypatch.setitem(QUEUES, "network", Queue(workers=1))
    app = start(page="saliency", photo="rocket", left="occlusion", right="occlusion")
    assert len(app.get("progress")) == 2 and not app.error
