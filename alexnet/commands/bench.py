"""`python -m alexnet bench`: how fast it is here, beside what is well known."""

import json

import click


@click.command("bench")
@click.option("--runs", default=15, type=click.IntRange(1))
@click.option("--training", is_flag=True, help="Training instead: takes minutes.")
def bench_command(runs: int, training: bool) -> None:
    """Times the common jobs beside well-known ones, as JSON."""
    from alexnet.commands.bench_asking import bench
    from alexnet.commands.bench_training import bench_training

    click.echo(json.dumps(bench_training() if training else bench(runs), indent=2))
