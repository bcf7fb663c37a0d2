"""Questions on their way to an answer, for all readers once; no worker ever waits for another.

A question names the questions whose answers it needs. They are asked first; its own work goes into the pool when they
are there. So nothing that runs in a worker has to wait, and asking for an answer inside one raises at once.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from alexnet.errors import Problem
from app.server.sizes import size

log = logging.getLogger(__name__)
PATIENCE = 60  # seconds that anybody waits for an answer
Report = Callable[[float], None]
Answer = TypeVar("Answer", covariant=True)  # what the work gives
_here = threading.local()  # .works: this thread is a worker


class Stopped(Exception):
    """Raised inside the work when the last reader who waited for it has stopped it."""


@dataclass(frozen=True)
class Question(Generic[Answer]):
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
    work: Callable[..., Answer]
    needs: tuple["Question[Any]", ...] = ()
    slow: bool = False
    queue: str = "network"


class Job(Generic[Answer]):
    """A question on its way to an answer, for which several readers and other jobs may be waiting.

    Attributes:
        key, slow: the question's.
        share: how much of it is done, in [0, 1].
        started: whether a worker has taken it up.
        bytes: size of the answer; 0 until it is there.
    """

    def __init__(
        self, question: Question[Answer], needs: Sequence["Job[Any]"], pool: ThreadPoolExecutor, abandoned: float | None
    ) -> None:
        self.key, self.slow, self.share, self.started, self.bytes = question.key, question.slow, 0.0, False, 0
        self._needs, self._abandoned = tuple(needs), abandoned
        self._work: Callable[..., Answer] | None = question.work
        self._seen: dict[Hashable, float] = {}  # who wants it: when he last looked; a job that needs it never looks away
        self._stop = threading.Event()
        self._future: Future[Answer] = Future()
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

    def result(self, timeout: float = PATIENCE) -> Answer:
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

    def when_done(self, call: Callable[["Job[Answer]"], None]) -> None:
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
            assert self._work is not None  # it is run once
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
        alone = last is not None and self._abandoned is not None and time.monotonic() - last > self._abandoned
        if alone or self._stop.is_set():
            self._stop.set()
            raise Stopped


def _after(futures: Sequence[Future[Any]], go: Callable[[], None]) -> None:
    """Calls `go` when all `futures` are done; nobody waits for it."""
    if futures:
        futures[0].add_done_callback(lambda _: _after(futures[1:], go))
    else:
        go()
