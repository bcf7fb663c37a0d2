"""A run's folder: who holds it, what is kept of it, and what a bad disk cannot spoil."""

from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock

from alexnet.errors import Problem
from alexnet.training.record import Record, read_record, split_index
from alexnet.training.run import Run, device_lock, read_checkpoint, save_checkpoint
from alexnet.training.run import runs as found
from tests.conftest import problem


@pytest.fixture
def run(tmp_path) -> Run:
    run = Run(tmp_path / "runs" / "first")
    run.folder.mkdir(parents=True)
    run.write("settings.json", {"network": "alexnet"})
    return run


def test_newest_run_first(run) -> None:
    import os

    second = Run(run.folder.with_name("second"))
    second.folder.mkdir()
    assert [one.name for one in found(run.folder.parent)] == ["first"]  # the other has not begun
    second.write("settings.json", {})
    os.utime(second.folder / "settings.json", (1, 1))
    assert [one.name for one in found(run.folder.parent)] == ["first", "second"]
    assert found(run.folder / "nowhere") == []


def test_running_is_who_holds_the_lock(run) -> None:
    assert not run.running
    with FileLock(run.folder / "lock"):
        assert run.running
    assert not run.running


def test_half_a_line_is_not_read(run) -> None:
    assert run.steps() == []
    (run.folder / "steps.jsonl").write_text('{"step": 1}\n{"step": 2}\n{"step')
    assert run.steps() == [{"step": 1}, {"step": 2}] and run.steps(after=1) == [{"step": 2}]


def test_resumable_is_what_was_not_finished(run) -> None:
    assert not run.resumable
    (run.folder / "checkpoint.pt").touch()
    assert run.resumable
    (run.folder / "done").touch()
    assert not run.resumable


def test_problem_is_told_in_every_language(run) -> None:
    assert run.problem is None
    told = Problem("data.missing", path="/photos")
    run.write("problem.json", told.told)
    assert run.problem.sentence("zh") == told.sentence("zh") != told.sentence("en")


def test_a_network_is_kept_under_a_name(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path / "own")
    with problem("run.no_network"):
        run.keep("mine")
    run.network.write_bytes(b"weights")
    assert run.keep("mine-1_b").read_bytes() == b"weights"
    for name in ("mine-1_b", "", "../x", "a b", "a/b", "a.b", "-" * 3, "x" * 41):
        with problem("run.name"):
            run.keep(name)
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["mine-1_b.safetensors"]


def test_one_lock_a_device(tmp_path) -> None:
    from filelock import Timeout

    with device_lock("cpu", tmp_path), device_lock("cuda:0", tmp_path), pytest.raises(Timeout):
        device_lock("cpu", tmp_path).acquire(timeout=0)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("PytorchStreamWriter failed")])
def test_a_full_disk_leaves_the_checkpoint_before(tmp_path, monkeypatch, error) -> None:
    path = tmp_path / "checkpoint.pt"
    save_checkpoint({"step": 1, "x": torch.ones(3)}, path)

    def full(state: dict, file: Path) -> None:
        file.write_bytes(b"half of it")
        raise error

    monkeypatch.setattr(torch, "save", full)
    with problem("run.no_room"):
        save_checkpoint({"step": 2}, path)
    assert read_checkpoint(path)["step"] == 1 and list(tmp_path.iterdir()) == [path]


def test_damaged_and_dangerous_checkpoints_are_refused(tmp_path) -> None:
    path = tmp_path / "checkpoint.pt"
    save_checkpoint({"step": 1}, path)
    path.write_bytes(path.read_bytes()[:-30])
    with problem("run.checkpoint"):
        read_checkpoint(path)
    torch.save({"step": print}, path)
    with problem("run.checkpoint"):
        read_checkpoint(path)


def test_record_comes_back(tmp_path) -> None:
    numbers = [np.array([0, 3], np.int64), *(np.array([np.nan, value], np.float32) for value in (1.5, 0.25, 0.75))]
    record = Record(*numbers, torch.randn(2, 4, 3, 11, 11).half(), {"seed": 7})
    record.save(tmp_path / "record.safetensors")
    again = read_record(tmp_path / "record.safetensors")
    for name in ("steps", "loss", "top1", "top5"):
        assert np.array_equal(getattr(again, name), getattr(record, name), equal_nan=True)
    assert torch.equal(again.kernels, record.kernels) and again.how == {"seed": 7} and again.split().shape == (2, 2)
    for content in (b"", b"nonsense" * 9, (tmp_path / "record.safetensors").read_bytes()[:-9]):
        (tmp_path / "bad").write_bytes(content)
        with problem("record.damaged"):
            read_record(tmp_path / "bad")


def test_split_index_of_known_kernels() -> None:
    grey = torch.ones(2, 3, 4, 4) * torch.randn(2, 1, 4, 4)
    opponent = torch.randn(2, 1, 4, 4) * torch.tensor([1.0, -1, 0])[:, None, None]
    assert split_index(torch.cat([grey, opponent])) == pytest.approx((0, 1), abs=1e-5)
    faint = torch.cat([grey[:1], 0.001 * opponent[:1], opponent])
    assert split_index(faint)[0] < 1e-4  # weighted by energy
    assert split_index(torch.zeros(4, 3, 4, 4)) == (0, 0)


def test_settings_can_be_read_while_they_are_written(run) -> None:
    run.write("settings.json", {"network": "two-gpu"})
    assert run.settings == {"network": "two-gpu"}
    (run.folder / "settings.json").write_text('{"net')
    assert run.settings == {}
