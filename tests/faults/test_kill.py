"""`kill -9` in the middle: nothing is broken afterwards, and nothing is lost but what came after the last checkpoint."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.killed_writer import WRITERS

ROOT = Path(__file__).resolve().parent.parent.parent
MOMENTS = 4  # of each writer


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_training_killed_while_it_writes_goes_on(tmp_path) -> None:
    command = [sys.executable, "-m", "tests.faults.killed_writer", str(tmp_path), str(MOMENTS)]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    found = [json.loads(line) for line in lines if line.startswith("{")]
    assert {one["writer"] for one in found} == set(WRITERS) and len(found) == MOMENTS * len(WRITERS)
    for one in found:
        assert one["killed"] == 9 and one["checkpoint"] in (5, 6, 8, 9), one
        assert one["resumed"] == 0 and one["same"] and one["done"], one
