"""Work for the network: one queue for the whole server, first come, first served, with progress and a way to stop."""

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from alexnet.errors import Problem

log = logging.getLogger(__name__)
LONGEST_QUEUE = 100  # waiting jobs; more than a class of thirty asks for in one go
PATIENCE = 60  # seconds that a page waits for a quick answer
ABANDONED = 30  # seconds after the last look of any reader; a browser's hidden tab looks once a second
Report = Callable[[float], None]


class Stopped(Exception):
    """Raised inside the work when the last reader who waited for it has stopped it."""


class Job:
    """One piece of work that several readers may be waiting for.

    Args:
        abandoned: the work ends at its next report when all readers who joined have been gone for so many seconds:
            they closed the page, or want something else by now. None lets it go on.

    Attributes:
        share: how much of it is done, in [0, 1].
        started: whether a worker has taken it up.
    """

    def __init__(self, work: Callable[[Report], Any], pool: ThreadPoolExecutor, abandoned: float | None = None) -> None:
        self.share, self.started = 0.0, False
        self._seen: dict[str, float] = {}  # reader: when he last looked
        self._abandoned = abandoned
        self._stop = threading.Event()
        self._future = pool.submit(self._run, work)

    @property
    def done(self) -> bool:
        return self._future.done()

    @property
    def failed(self) -> bool:
        return self.done and self._future.exception() is not None

    @property
    def failure(self) -> BaseException | None:
        """What went wrong; None while it runs, when it gave an answer, and when it was only told to stop."""
        return None if not self.done or self._stop.is_set() else self._future.exception()

    @property
    def lost(self) -> bool:
        """Whether no answer will come of it: it failed, or it has been told to stop."""
        return self.failed or self._stop.is_set()

    def result(self, timeout: float = PATIENCE) -> Any:
        """What the work gave. Raises its Problem, or TimeoutError when it is not done within `timeout` seconds."""
        return self._future.result(timeout)

    def join(self, reader: str) -> None:
        """`reader` waits for this, too, and says so every now and then."""
        self._seen[reader] = time.monotonic()

    def leave(self, reader: str) -> None:
        """`reader` does not want it any more; the work ends at its next report if nobody else does."""
        self._seen.pop(reader, None)
        if not self._seen:
            self._stop.set()

    def _run(self, work: Callable[[Report], Any]) -> Any:
        self.started = True
        try:
            self._report(0.0)
            return work(self._report)
        except Stopped as stopped:
            raise Problem("job.stopped") from stopped
        except Problem:
            raise
        except Exception as error:
            log.exception("a job failed")
            raise Problem("job.failed") from error

    def _report(self, share: float) -> None:
        self.share = share
        last = max(self._seen.copy().values(), default=None)
        alone = None not in (last, self._abandoned) and time.monotonic() - last > self._abandoned
        if alone or self._stop.is_set():
            raise Stopped


class Queue:
    """Jobs by key: the same question asked twice is one job, and the newest `keep` answers are kept.

    Args:
        workers: jobs at a time; as many as there are cores if None.
        abandoned: as for `Job`.
    """

    def __init__(self, workers: int | None = None, keep: int = 400, abandoned: float | None = ABANDONED) -> None:
        self._pool = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="job")
        self._jobs: OrderedDict[Hashable, Job] = OrderedDict()
        self._keep, self._abandoned, self._lock = keep, abandoned, threading.Lock()

    def ask(self, key: Hashable, work: Callable[[Report], Any]) -> Job:
        """The job for `key`: the one there is unless it is lost, else a new one that does `work`.

        Raises:
            Problem: "job.busy" when too many are waiting.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.lost:
                if self.ahead(None) >= LONGEST_QUEUE:
                    raise Problem("job.busy")
                job = self._jobs[key] = Job(work, self._pool, self._abandoned)
            self._jobs.move_to_end(key)
            finished = [key for key, kept in self._jobs.items() if kept.done]
            for old in finished[: max(0, len(self._jobs) - self._keep)]:
                del self._jobs[old]
            return job

    def failure(self, key: Hashable) -> BaseException | None:
        """What went wrong with the job for `key`, told once; None if nothing did."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.failure is None:
                return None
            return self._jobs.pop(key).failure

    def once(self, work: Callable[[], Any]) -> Any:
        """What `work` gives, done by one of the workers and not kept here: for what a cache of its own keeps.

        Raises TimeoutError after `PATIENCE` seconds.
        """
        return self._pool.submit(work).result(PATIENCE)

    def ahead(self, job: Job | None) -> int:
        """How many jobs wait for a worker before `job` (before a new one if None)."""
        waiting = [other for other in self._jobs.values() if not other.started and not other.failed]
        return waiting.index(job) if job in waiting else len(waiting) if job is None else 0
