"""A listing run as a reader would run it: the whole file, in a Python process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from alexnet.errors import Problem
from alexnet.lessons.code import FOLDER, path

PATIENCE = 120  # seconds that a run may take, on a busy machine
TICK = 0.1  # seconds between two looks at it


@dataclass(frozen=True)
class Output:
    """What a listing printed, and how many seconds the whole process took."""

    text: str
    seconds: float


def run(name: str, report: Callable[[float], None] = lambda _: None, python: str = sys.executable) -> Output:
    """Runs the file of the listing called `name`, shut off from this project and from the user's settings.

    Args:
        report: called every now and then with the seconds so far; what it raises ends the process.
        python: the interpreter.

    Raises:
        Problem: "listing.slow" after `PATIENCE` seconds, "listing.failed" when it cannot start or ends with an error.
    """
    begin, file = time.monotonic(), f"{name}.py"
    command = [python, "-I", "-X", "utf8", str(path(name))]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}  # it shares the cores with everybody's questions
    try:
        process = subprocess.Popen(command, cwd=FOLDER, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise Problem("listing.failed", name=file, why=error.strerror) from error
    with process:
        try:
            while process.poll() is None:  # it prints a few lines, which the pipes hold
                seconds = time.monotonic() - begin
                report(seconds)
                if seconds > PATIENCE:
                    raise Problem("listing.slow", name=file, seconds=PATIENCE)
                time.sleep(TICK)
        finally:
            process.kill()
        out, errors = (part.decode("utf-8", "replace").strip() for part in process.communicate())
    if process.returncode:
        raise Problem("listing.failed", name=file, why=errors.splitlines()[-1] if errors else f"exit {process.returncode}")
    return Output(out, time.monotonic() - begin)
