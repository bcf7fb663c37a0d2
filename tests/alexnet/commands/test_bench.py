"""The benchmark runs, compares with what is well known, and says where it was taken."""

import json
from collections.abc import Callable

from click.testing import CliRunner

from alexnet.__main__ import cli
from alexnet.commands import bench_asking
from alexnet.commands.bench_asking import medians


def test_bench_prints_times_and_ratios(monkeypatch) -> None:
    """Every job runs, once; the two commands, which import torch anew, do not."""
    done = []

    def once(jobs: dict[str, Callable], runs: int, warm_up: int = 0) -> dict[str, float]:
        for name, job in jobs.items():
            job()
            done.append(name)
        return dict.fromkeys(jobs, 2.0)

    monkeypatch.setattr(bench_asking, "medians", once)
    monkeypatch.setattr(bench_asking, "_command", lambda command: lambda: None)
    result = CliRunner().invoke(cli, ["bench", "--runs", "1"], catch_exceptions=False)
    report = json.loads(result.output)
    assert {"torchvision_forward", "photo_to_top_five", "ten_crops", "grad_cam", "torchcam_grad_cam"} <= set(done)
    assert report["median_ms"].keys() == set(done) and len(done) == 8
    assert sorted(report["ratios"].values()) == [0.0, 1.0, 1.0, 1.0] and report["device"] and report["threads"] >= 1


def test_medians_take_turns_and_leave_the_warm_up_out() -> None:
    order = []
    times = medians({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, runs=3, warm_up=2)
    rounds = ["".join(order[start : start + 2]) for start in range(0, 10, 2)]
    assert set(rounds) == {"ab", "ba"} and times.keys() == {"a", "b"}
