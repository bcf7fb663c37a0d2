"""Questions and the workers that answer them: each is computed once for all readers, and no worker ever waits for another.

A question names the questions whose answers it needs. They are asked first; its own work goes into the pool when they
are there. So nothing that runs in a worker has to wait, and asking for an answer inside one raises at once.
"""

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from alexnet.errors import Problem
from app.server.sizes import size

log = logging.getLogger(__name__)
CORES = os.cpu_count() or 1
MOST = 2000  # answers kept in a queue, however small they are
LONGEST_QUEUE = 300  # waiting jobs; ten for each of a class of thirty
PATIENCE = 60  # seconds that anybody waits for an answer
ABANDONED = 30  # seconds after the last look of any reader; a browser's hidden tab looks once a second
LATER = 10  # added to the niceness of workers for slow questions, so that the quick ones get the cores
Report = Callable[[float], None]
_here = threading.local()  # .works: this thread is a worker


class Stopped(Exception):
    """Raised inside the work when the last reader who waited for it has stopped it."""


@dataclass(frozen=True)
class Question:
    """Something to be computed.

    Attributes:
        key: equal keys are the same question.
        work: called as `work(report, *answers)` in a worker, with the answers of `needs` in their order. `report` takes
            the share done, in [0, 1], and ends the work when nobody wants it any more.
        needs: questions that are answered first.
        slow: takes seconds; it has workers of its own, which leave the cores to the others.
        queue: which of the server's queues answers it.
    """

    key: Hashable
    work: Callable[..., Any]
    needs: tuple["Question", ...] = ()
    slow: bool = False
    queue: str = "network"


class Job:
    """A question on its way to an answer, for which several readers and other jobs may be waiting.

    Attributes:
        key, slow: the question's.
        share: how much of it is done, in [0, 1].
        started: whether a worker has taken it up.
        bytes: size of the answer; 0 until it is there.
    """

    def __init__(self, question: Question, needs: Sequence["Job"], pool: ThreadPoolExecutor, abandoned: float | None) -> None:
        self.key, self.slow, self.share, self.started, self.bytes = question.key, question.slow, 0.0, False, 0
        self._work, self._needs, self._abandoned = question.work, tuple(needs), abandoned
        self._seen: dict[Hashable, float] = {}  # who wants it: when he last looked; a job that needs it never looks away
        self._stop = threading.Event()
        self._future: Future = Future()
        for need in self._needs:
            need.join(self, always=True)
        _after([need._future for need in self._needs], lambda: self._begin(pool))

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
        """The answer. Raises the work's Problem, or TimeoutError when it is not there within `timeout` seconds.

        Raises RuntimeError inside a worker, unless the answer is there: a worker waits for nobody.
        """
        if getattr(_here, "works", False) and not self.done:
            raise RuntimeError("a worker waits for nobody: name the question among the needs")
        waits = object()
        self.join(waits, always=True)
        try:
            return self._future.result(timeout)
        finally:
            self._seen.pop(waits, None)

    def when_done(self, call: Callable[["Job"], None]) -> None:
        """Calls `call` with this job as soon as its answer is there, or its failure."""
        self._future.add_done_callback(lambda _: call(self))

    def join(self, reader: Hashable, always: bool = False) -> None:
        """`reader` wants this, too, and says so every now and then; `always`: until he leaves."""
        self._seen[reader] = float("inf") if always else time.monotonic()

    def leave(self, reader: Hashable) -> None:
        """`reader` does not want it any more. If nobody else does, it ends at its next report, and leaves what it needs."""
        self._seen.pop(reader, None)
        if not self._seen and not self.done:
            self._stop.set()
            self._release()

    def _release(self) -> None:
        needs, self._needs = self._needs, ()
        for need in needs:
            need.leave(self)

    def _begin(self, pool: ThreadPoolExecutor) -> None:
        needs = [need._future for need in self._needs]
        if lacking := next((need.exception() for need in needs if need.exception() is not None), None):
            self._end(lacking)
        elif self._stop.is_set():
            self._end(Problem("job.stopped"))
        else:
            pool.submit(self._run, [need.result() for need in needs])

    def _run(self, answers: list[Any]) -> None:
        self.started = _here.works = True
        try:
            self._report(0.0)
            answer = self._work(self._report, *answers)
            self.bytes = size(answer)
        except Stopped:
            self._end(Problem("job.stopped"))
        except Problem as problem:
            self._end(problem)
        except Exception as error:
            log.exception("a job failed")
            failed = Problem("job.failed")
            failed.__cause__ = error
            self._end(failed)
        else:
            self._release()
            self._work = None  # what it holds may be large
            self._future.set_result(answer)
        finally:
            _here.works = False

    def _end(self, problem: BaseException) -> None:
        self._release()
        self._future.set_exception(problem)

    def _report(self, share: float) -> None:
        self.share = share
        last = max(self._seen.copy().values(), default=None)
        alone = None not in (last, self._abandoned) and time.monotonic() - last > self._abandoned
        if alone or self._stop.is_set():
            self._stop.set()
            raise Stopped


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
        self._jobs: OrderedDict[Hashable, Job] = OrderedDict()
        self._open: dict[Job, None] = {}  # without an answer yet, in the order in which they came
        self._abandoned, self._lock, self.keep, self.bytes = abandoned, threading.RLock(), keep, 0

    def ask(self, question: Question) -> Job:
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

    def failure(self, question: Question) -> BaseException | None:
        """What went wrong with the job for a question, told once; None if nothing did."""
        with self._lock:
            job = self._jobs.get(question.key)
            if job is None or job.failure is None:
                return None
            self._drop(question.key)
            return job.failure

    def ahead(self, job: Job) -> int:
        """How many jobs wait before `job` for the same workers."""
        with self._lock:
            waiting = self._waiting(job.slow)
        return waiting.index(job) if job in waiting else 0

    def _waiting(self, slow: bool) -> list[Job]:
        return [job for job in self._open if job.slow == slow and not job.started]

    def _answered(self, job: Job) -> None:
        """Counts a job's answer, and drops the oldest of those that are too many or too large together."""
        with self._lock:
            self._open.pop(job, None)
            if self._jobs.get(job.key) is job:
                self.bytes += job.bytes
            for key in [key for key, kept in self._jobs.items() if kept.done]:
                if self.bytes <= self.keep and len(self._jobs) <= MOST:
                    break
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        job = self._jobs.pop(key, None)
        if job is not None and job not in self._open:
            self.bytes -= job.bytes


def _after(futures: Sequence[Future], go: Callable[[], None]) -> None:
    """Calls `go` when all `futures` are done; nobody waits for it."""
    if futures:
        futures[0].add_done_callback(lambda _: _after(futures[1:], go))
    else:
        go()


def _yield_cores() -> None:
    """This thread lets the others go first, where the system can tell threads apart (Linux)."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LATER)
