"""Garbage collection: Streamlit collects after each run, and what will never change need not be walked every time."""

import gc
import sys
import threading

MANY = 20  # new modules that make another freeze worth its 0.2 s
_lock = threading.Lock()
_modules = 0  # that were there at the last freeze


def settle() -> None:
    """Freezes all that is here when many modules have come in since the last time; to be called at the end of a run.

    Modules stay for good, and some come with the first work of a kind, long after the start.
    """
    global _modules
    if len(sys.modules) - _modules > MANY and _lock.acquire(blocking=False):
        try:
            gc.collect()
            gc.freeze()
            _modules = len(sys.modules)
        finally:
            _lock.release()
