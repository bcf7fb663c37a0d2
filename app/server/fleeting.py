"""Answers that one reader needs for a moment, while a hand moves: they push nothing out that others need again."""

from dataclasses import replace

from app.server.job_queue import Queue
from app.server.jobs import Answer, Question
from app.server.queues import QUEUES

QUEUES["fleeting"] = Queue(keep=4_000_000)


def fleeting(question: Question[Answer]) -> Question[Answer]:
    """The same question, answered in a queue of its own that keeps little."""
    return replace(question, queue="fleeting")
