"""The benchmark runs, compares with what is well known, and says where it was taken."""

import json

from click.testing import CliRunner

from alexnet.__main__ import cli
from alexnet.commands import bench
from alexnet.commands.bench import medians


def test_bench_prints_times_and_ratios(monkeypatch) -> None:
    commands = []
    monkeypatch.setattr(bench, "_command", lambda command: lambda: commands.append(command))  # run in test_cli.py
    monkeypatch.setattr(bench, "medians", lambda jobs, runs, warm_up=0: medians(jobs, runs, 0))
    result = CliRunner().invoke(cli, ["bench", "--runs", "1"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    times = told["median_ms"]
    assert sorted(commands) == sorted([bench.IMPORTS, bench.CLASSIFY])
    jobs = {"torchvision_forward", "photo_to_top_five", "one_crop", "ten_crops", "grad_cam", "torchcam_grad_cam"}
    assert times.keys() == jobs | {"import_torch_torchvision", "classify_command"}
    assert all(times[job] > 0 for job in jobs)
    assert len(told["ratios"]) == 4 and told["device"] and told["threads"] >= 1


def test_medians_take_turns_and_leave_the_warm_up_out() -> None:
    order = []
    times = medians({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, runs=3, warm_up=2)
    rounds = ["".join(order[start : start + 2]) for start in range(0, 10, 2)]
    assert set(rounds) == {"ab", "ba"} and times.keys() == {"a", "b"}
