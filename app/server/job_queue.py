"""Jobs in line: first come, first served, quick ones and slow ones each with workers of their own, answers kept by size."""

import os
import threading
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from alexnet.errors import Problem
from app.server.jobs import Answer, Job, Question

CORES = os.cpu_count() or 1
MOST = 2000  # answers kept in a queue, however small they are
LONGEST_QUEUE = 1000  # waiting jobs; ten for each of a hundred readers
ABANDONED = 30  # seconds after the last look of any reader; a browser's hidden tab looks once a second
LATER = 10  # added to the niceness of workers for slow questions, so that the quick ones get the cores


class Queue:
    """Jobs by key, first come, first served: the same question asked twice is one job, and the newest answers are kept.

    Args:
        workers: jobs at a time, quick ones and slow ones each; as many as there are cores if None.
        keep: bytes of answers that are kept, those asked for last.
        abandoned: a job ends at its next report when all readers who joined it have been gone for so many seconds: they
            closed the page, or want something else by now. None lets it go on.

    Attributes:
        bytes: size of all answers that are kept.
    """

    def __init__(self, workers: int | None = None, keep: int = 50_000_000, abandoned: float | None = ABANDONED) -> None:
        workers = workers or CORES
        self._pools = {
            False: ThreadPoolExecutor(workers, thread_name_prefix="quick"),
            True: ThreadPoolExecutor(workers, thread_name_prefix="slow", initializer=_yield_cores),
        }
        self._jobs: OrderedDict[Hashable, Job[Any]] = OrderedDict()
        self._open: dict[Job[Any], None] = {}  # without an answer yet, in the order in which they came
        self._abandoned, self._lock, self.keep, self.bytes = abandoned, threading.RLock(), keep, 0

    def ask(self, question: Question[Answer]) -> Job[Answer]:
        """The job for a question, and before it those for its needs: the one there is unless it is lost, else a new one.

        Raises:
            Problem: "job.busy" when too many are waiting.
        """
        with self._lock:
            job = self._jobs.get(question.key)
            if job is None or job.lost:
                if len(self._waiting(question.slow)) >= LONGEST_QUEUE:
                    raise Problem("job.busy")
                needs = [self.ask(need) for need in question.needs]
                job = Job(question, needs, self._pools[question.slow], self._abandoned)
                self._drop(question.key)
                self._jobs[question.key] = job
                self._open[job] = None
                job.when_done(self._answered)
            else:
                self._jobs.move_to_end(question.key)
            return job

    def failure(self, question: Question[Any]) -> BaseException | None:
        """What went wrong with the job for a question, told once; None if nothing did."""
        with self._lock:
            job = self._jobs.get(question.key)
            if job is None or job.failure is None:
                return None
            self._drop(question.key)
            return job.failure

    def ahead(self, job: Job[Any]) -> int:
        """How many jobs wait before `job` for the same workers."""
        with self._lock:
            waiting = self._waiting(job.slow)
        return waiting.index(job) if job in waiting else 0

    def _waiting(self, slow: bool) -> list[Job[Any]]:
        return [job for job in self._open if job.slow == slow and not job.started]

    def _answered(self, job: Job[Any]) -> None:
        """Counts a job's answer, and drops the oldest of those that are too many or too large together."""
        with self._lock:
            self._open.pop(job, None)
            if self._jobs.get(job.key) is job:
                self.bytes += job.bytes
            while self.bytes > self.keep or len(self._jobs) > MOST:
                oldest = next((key for key, kept in self._jobs.items() if kept.done), None)
                if oldest is None:
                    break
                self._drop(oldest)

    def _drop(self, key: Hashable) -> None:
        job = self._jobs.pop(key, None)
        if job is not None and job not in self._open:
            self.bytes -= job.bytes


def _yield_cores() -> None:
    """This thread lets the others go first, where the system can tell threads apart (Linux)."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LATER)
