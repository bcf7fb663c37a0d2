"""Photos that several tests read."""

from pathlib import Path

import pytest

from tests.alexnet.data.fakes import folder_of_photos


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three classes of small photos, and what must be overlooked."""
    return folder_of_photos(tmp_path / "photos")
