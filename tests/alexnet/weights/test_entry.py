"""What tells one state of a weights file from another."""

import os
from dataclasses import replace

from alexnet.weights.entry import Weights


def test_version_is_another_once_the_file_is_replaced(tmp_path) -> None:
    path = tmp_path / "mine.safetensors"
    entry = Weights("mine", path)
    versions = [entry.version]
    path.write_bytes(b"first")
    os.utime(path, ns=(0, 1_000_000_000))
    versions.append(entry.version)
    assert entry.version == Weights("mine", path, origin="read later").version  # stable while the file is
    path.write_bytes(b"longer")
    os.utime(path, ns=(0, 1_000_000_000))  # of the same time, another size
    versions.append(entry.version)
    os.utime(path, ns=(0, 1_000_000_001))  # of the same size, another time
    versions.append(entry.version)
    versions.append(replace(entry, name="theirs").version)
    assert len(set(versions)) == 5
