"""`python -m alexnet bench`: how fast it is here, beside what is well known."""

import json

import click

from alexnet.commands.telling import json_option, row, say


@click.command("bench")
@click.option("--runs", default=15, type=click.IntRange(1))
@click.option("--training", is_flag=True, help="Training instead: takes minutes.")
@json_option("The same in one line.")
def bench_command(runs: int, training: bool, as_json: bool) -> None:
    """Times the common jobs beside well-known ones, as JSON."""
    from alexnet.commands.bench_asking import bench
    from alexnet.commands.bench_training import bench_training

    times = bench_training() if training else bench(runs)
    if as_json:
        row(times)
    else:
        say(json.dumps(times, indent=2))
