"""`python -m alexnet train`: any network on any data set, here or, by `fabric run` or torchrun, on many machines."""

import json
import os
from pathlib import Path

import click

LINE = "{number} of {total}: loss {loss:.3f}, right {accuracy:.1%}, {images_a_second:.0f} photos/s"


@click.command("train")
@click.argument("data", default="shapes")
@click.argument("source", required=False, nargs=-1, type=click.Path(path_type=Path))
@click.option("--network", default="alexnet", type=click.Choice(["alexnet", "two-gpu"]), help="One tower, or the paper's two.")
@click.option("--hidden", default=1024, type=click.IntRange(2), help="Width of fc6 and of fc7; the paper's is 4096.")
@click.option(
    "--side", default=64, type=click.IntRange(16, 1024), help="Photos become squares of so many pixels; the paper: 256."
)
@click.option("--recipe", default="classroom", type=click.Choice(["classroom", "modern", "paper"]))
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A field of the recipe, such as passes=12.")
@click.option("--val", type=click.Path(path_type=Path), help="Photos to measure on; without it a tenth of DATA is held back.")
@click.option("--name", help="Of the run; one that is there is resumed.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where runs lie; the app watches those in assets/runs/own.")
@click.option("--save-every", default=200, type=click.IntRange(1), help="Steps between two checkpoints.")
@click.option(
    "--workers",
    default=None,
    type=click.IntRange(0),
    help="Processes that read photos ahead; without it as many as there are cores, and none for photos in memory.",
)
@click.option("--accelerator", default="auto", help="cpu, cuda, mps; of Lightning Fabric, like the next three.")
@click.option("--devices", default=None, type=int)
@click.option("--num-nodes", default=None, type=int)
@click.option("--strategy", default=None, help="ddp for several processes.")
@click.option("--towers", help="Devices of the two towers, such as cuda:0,cuda:1.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
def train_command(
    data: str, source: tuple[Path, ...], network: str, hidden: int, side: int, recipe: str, settings: tuple[str, ...],
    val: Path | None, name: str | None, folder: Path | None, save_every: int, workers: int | None, accelerator: str,
    devices: int | None, num_nodes: int | None, strategy: str | None, towers: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Trains on DATA: shapes (built in), cifar10, imagenette, or folder with SOURCE, folders or zips of class folders."""
    from dataclasses import asdict, replace

    import torch
    from lightning_fabric import Fabric

    from alexnet import files
    from alexnet.data.sets import DATASETS, load
    from alexnet.data.squares import Squares
    from alexnet.device import best_device, precision_on
    from alexnet.errors import Problem
    from alexnet.training.diary import Plan, train_run
    from alexnet.training.recipe import RECIPES, changed
    from alexnet.training.run import Run, new_name

    if data not in DATASETS:
        raise click.BadParameter(f"choose one of {', '.join(DATASETS)}", param_hint="DATA")
    if bad := [setting for setting in settings if "=" not in setting]:
        raise click.BadParameter(f"expected NAME=VALUE, not {bad[0]}", param_hint="--set")
    try:
        chosen = changed(RECIPES[recipe], dict(setting.split("=", 1) for setting in settings))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from error
    device = torch.device("cpu") if accelerator == "cpu" else best_device()
    chosen = replace(chosen, precision=precision_on(device, chosen.precision))
    run = Run((folder or files.OWN_RUNS) / (name or new_name()))
    run.folder.mkdir(parents=True, exist_ok=True)
    try:
        with click.progressbar(length=1000, label=data) as bar:
            train, held_back = load(data, source, val, side, chosen.seed, lambda share: bar.update(round(share * 1000) - bar.pos))
        for skipped in (*train.skipped, *held_back.skipped):
            click.echo(f"skipped, not readable: {skipped}", err=True)
        given = {"devices": devices, "num_nodes": num_nodes, "strategy": strategy}
        fabric = Fabric(
            accelerator=accelerator, precision=chosen.precision, **{key: value for key, value in given.items() if value}
        )
        fabric.launch()
        plan = Plan(network, (hidden, hidden), chosen, data)
        two = tuple(towers.split(",")) if towers else None
        if workers is None:
            workers = 0 if isinstance(train, Squares) else os.cpu_count()
        for step in train_run(run, plan, train, held_back, fabric, workers, save_every, two):
            if fabric.is_global_zero and (as_json or step.number % 50 == 0 or step.number == step.total):
                click.echo(json.dumps(asdict(step)) if as_json else LINE.format(**asdict(step)))
    except Problem as problem:
        run.write("problem.json", problem.told)
        raise
    if fabric.is_global_zero:
        click.echo(f"{run.folder / 'network.safetensors'}")
