"""The server's queues, and how a question gets its answer from one."""

from typing import Any

from alexnet.errors import Problem
from app.server.job_queue import Queue
from app.server.jobs import Answer, Job, Question
from app.server.turns import PAGES

SOON = 4  # seconds that a page waits for a quick answer before it shows the reader's place in line
PATIENT = 0.25  # seconds that a page keeps its turn for a quick answer: better some pages done than all begun
QUEUES = {
    "network": Queue(keep=300_000_000),
    "downloads": Queue(workers=1, abandoned=None),  # one at a time; no other job waits for a slow connection
    "listings": Queue(workers=1, abandoned=None),  # what one printed is kept, for its file does not change
    "races": Queue(workers=1),
}


class Late(Problem):
    """The answer to `question` is not there yet; the page shows the reader's place in line and looks again."""

    def __init__(self, question: Question[Any]) -> None:
        super().__init__("job.late")
        self.question = question


def queue_of(question: Question[Any]) -> Queue:
    """The queue that answers `question`."""
    return QUEUES[question.queue]


def ask(question: Question[Answer]) -> Job[Answer]:
    """The job that answers `question`. Raises Problem "job.busy" when too many are waiting."""
    return queue_of(question).ask(question)


def waited(job: Job[Answer], seconds: float) -> Answer:
    """A job's answer; other pages draw meanwhile. Raises TimeoutError when it is not there within `seconds`."""
    mine = 0.0 if job.slow else min(seconds, PATIENT)  # seconds that nobody else draws in this page's place
    try:
        return job.result(mine)
    except TimeoutError:
        if job.done or seconds <= mine:
            raise
    with PAGES.away():
        return job.result(seconds - mine)


def answer(question: Question[Answer], patience: float | None = None) -> Answer:
    """The answer to a quick question, waited for.

    Raises:
        Problem: what the work raised; `Late` when it is not there within `patience` seconds, `SOON` if None.
    """
    queue = queue_of(question)
    if failure := queue.failure(question):  # of a job that was late; after it is told, the next run asks again
        raise failure
    try:
        return waited(ask(question), SOON if patience is None else patience)
    except TimeoutError as late:
        raise Late(question) from late
    except Problem:
        queue.failure(question)  # told now
        raise
