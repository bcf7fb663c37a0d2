"""Garbage collection: now and then beside the pages, never at the end of a run, which would wait for it."""

import gc
import sys
import threading

PAUSE = 5.0  # seconds between two collections while people use the app
MANY = 20  # new modules that make another freeze worth its 0.2 s
_planned = threading.Lock()
_modules = 0  # that were there at the last freeze


def settle() -> None:
    """Plans a collection, unless one is planned; to be called at the end of a run."""
    if _planned.acquire(blocking=False):
        timer = threading.Timer(PAUSE, _planned_collection)
        timer.daemon = True
        timer.start()


def collect() -> None:
    """Collects, and freezes all that is here when many modules have come in since the last time.

    Modules stay for good, and some come with the first work of a kind, long after the start.
    """
    global _modules
    many = len(sys.modules) - _modules > MANY
    if many:
        gc.unfreeze()  # what other runs were using at the last freeze, and have dropped since
    gc.collect()
    if many:
        gc.freeze()
        _modules = len(sys.modules)


def _planned_collection() -> None:
    try:
        collect()
    finally:
        _planned.release()
