"""What `streamlit run` starts with, before the first page."""

import os
import subprocess
import sys

from tests.browser.server import ROOT


def test_numpy_comes_in_with_one_thread() -> None:
    told = "import os, sys, streamlit_app; print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    ran = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1:] == ["False 1"], ran.stderr
