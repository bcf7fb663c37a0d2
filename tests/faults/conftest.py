"""Disks of the tests' own: small ones, which become full, and ones that nobody can write to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alexnet import files


class Disk:
    """A disk in memory at `folder`."""

    def __init__(self, folder: Path, size: str) -> None:
        self.folder = folder
        folder.mkdir()
        self._mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs")

    def fill(self, free: int = 0) -> None:
        """Leaves so many bytes free."""
        disk = os.statvfs(self.folder)
        with (self.folder / "filler").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - free)

    def drain(self) -> None:
        """There is room again."""
        (self.folder / "filler").unlink()

    def lock(self) -> None:
        """From now on nobody can write to it."""
        self._mount("-o", "remount,ro")

    def close(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True)

    def _mount(self, *arguments: str) -> None:
        subprocess.run(["mount", *arguments, self.folder], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path) -> Iterator[Callable[[str], Disk]]:
    """Makes a disk of a size such as "8m"."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a disk")
    made: list[Disk] = []

    def make(size: str) -> Disk:
        try:
            made.append(Disk(tmp_path / f"disk{len(made)}", size))
        except subprocess.CalledProcessError:
            pytest.skip("this root may not mount a disk")
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def home(disk: Callable[[str], Disk], monkeypatch) -> Disk:
    """A disk on which people keep their trainings and networks."""
    made = disk("128m")
    monkeypatch.setattr(files, "OWN_RUNS", made.folder / "runs" / "own")
    monkeypatch.setattr(files, "OWN_WEIGHTS", made.folder / "weights" / "own")
    return made
