"""While a training runs: nobody else trains on its device or in its folder, and it ends when it is asked to."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from lightning_fabric import Fabric

from alexnet.device import describe
from alexnet.errors import Problem
from alexnet.training.run import Run, device_lock


@contextmanager
def alone(run: Run, fabric: Fabric) -> Iterator[None]:
    """Holds the locks of the run and of the device; the first process stands for all. Raises Problem "run.busy"."""
    if not fabric.is_global_zero:
        yield
        return
    run.folder.mkdir(parents=True, exist_ok=True)
    try:
        with device_lock(str(fabric.device), run.folder.parent), FileLock(run.folder / "lock", timeout=1):
            yield
    except Timeout as error:
        raise Problem("run.busy", device=describe(fabric.device)) from error


@contextmanager
def obeying(run: Run) -> Iterator[None]:
    """Ctrl-C and a polite kill become a `stop` file; a second ctrl-C does what it always does."""

    if threading.current_thread() is not threading.main_thread():  # only there can signals be caught
        yield
        return

    def stop(*_: object) -> None:
        with suppress(Problem):  # a process on another machine has no such folder; the first one is asked, too
            run.ask_to_stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
