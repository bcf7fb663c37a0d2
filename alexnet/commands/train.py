"""`python -m alexnet train`: any network on any data set, here or, by `fabric run` or torchrun, on many machines."""

import os
from contextlib import suppress
from pathlib import Path

import click

from alexnet.commands.telling import note, row, say
from alexnet.commands.train_options import (
    ListsWhatThereIs,
    MachineOptions,
    NetworkOptions,
    PhotoOptions,
    machine_options,
    network_options,
    photo_options,
)

LINE = "{number} of {total}: loss {loss:.3f}, right {accuracy:.1%}, {images_a_second:.0f} photos/s"
FINISHED = "{name} is finished; nothing was left to do. Another --name begins anew, more passes go on: --set passes=..."
EVERY = 50  # steps between two lines for people


@click.command("train", cls=ListsWhatThereIs)
@photo_options
@network_options
@click.option("--name", help="Of the run; one that is there is resumed.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where runs lie; the app watches those in assets/runs/own.")
@click.option("--save-every", default=200, type=click.IntRange(1), help="Steps between two checkpoints.")
@click.option(
    "--workers",
    default=None,
    type=click.IntRange(0),
    help="Processes that read photos ahead; without it as many as there are cores, and none for photos in memory.",
)
@machine_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
def train_command(
    photos: PhotoOptions, network: NetworkOptions, machines: MachineOptions, name: str | None, folder: Path | None,
    save_every: int, workers: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Trains a network on DATA, a set by its name; for "folder" SOURCE are folders or zips of class folders."""
    from dataclasses import asdict

    from alexnet import files
    from alexnet.data.squares import Squares
    from alexnet.errors import Problem
    from alexnet.training.diary import train_run
    from alexnet.training.run import Run, new_name, room

    plan = network.plan(photos.data, machines.device)
    towers = machines.two_devices(plan.network)
    fabric = machines.fabric(plan.recipe.precision)
    first = fabric.is_global_zero
    run = Run((folder or files.OWN_RUNS) / fabric.broadcast(name or new_name()))  # one for all processes
    if first:
        with room(run.folder):
            run.folder.mkdir(parents=True, exist_ok=True)
    done = 0
    try:
        train, val = photos.read(plan.recipe.seed)
        if workers is None:
            workers = 0 if isinstance(train, Squares) else os.cpu_count() or 1
        for step in train_run(run, plan, train, val, fabric, workers, save_every, towers):
            done += 1
            if first and (as_json or step.number % EVERY == 0 or step.number == step.total):
                if as_json:
                    row(asdict(step))
                else:
                    say(LINE.format(**asdict(step)))
    except Problem as problem:
        if first:
            with suppress(OSError):  # on a full disk
                run.write("problem.json", problem.told)
        raise
    if first and not done:
        note(FINISHED.format(name=run.name))
    if first:
        written = str(run.folder / "network.safetensors")
        if as_json:
            row({"network": written})
        else:
            say(written)
