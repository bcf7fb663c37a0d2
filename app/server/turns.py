"""Turns of the pages: a few draw at a time and the others wait, so that who came first is answered first.

Thirty threads that share one interpreter would all be done at the very end.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

sys.setswitchinterval(0.02)  # seconds, four times Python's own: a run that is nearly done ends before the next one goes on
PATIENCE = 2  # seconds that the rest of a page waits for others
PLACES = (os.cpu_count() or 1) + 1  # pages that draw at the same time, or wait for a quick answer


class Turns:
    """`places` for threads, given to those who came first."""

    def __init__(self, places: int = PLACES) -> None:
        self._free, self._waiting, self._resting = places, deque[threading.Event](), deque[threading.Event]()
        self._lock, self._here = threading.Lock(), threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The block runs when it is this thread's turn; one inside another is the same turn."""
        if getattr(self._here, "drawing", False):
            yield
            return
        with self._lock:
            called = threading.Event() if self._free <= 0 else None
            if called is None:
                self._free -= 1
            else:
                self._waiting.append(called)
        if called is not None:
            called.wait()
        self._here.drawing = True
        try:
            yield
        finally:
            self._here.drawing = False
            self._give()

    @contextmanager
    def away(self) -> Iterator[None]:
        """The thread waits for something in the block, and another draws; it goes on at once, before any that has not begun."""
        if not getattr(self._here, "drawing", False):
            yield
            return
        self._give()
        try:
            yield
        finally:
            with self._lock:
                self._free -= 1  # below zero if need be: whoever waited for this thread may have all the places

    def rest(self, patience: float = PATIENCE) -> None:
        """What the reader asked for is shown; what stands below it comes when those who wait have had theirs.

        At once where nobody waits, and after `patience` seconds in any case.
        """
        if not getattr(self._here, "drawing", False) or not self._waiting:
            return
        called = threading.Event()
        with self._lock:
            self._resting.append(called)
        self._give()
        if not called.wait(patience):
            with self._lock:
                if called in self._resting:
                    self._resting.remove(called)
                    self._free -= 1

    def _give(self) -> None:
        with self._lock:
            self._free += 1
            if self._free > 0 and (line := self._waiting or self._resting):
                self._free -= 1
                line.popleft().set()


PAGES = Turns()
