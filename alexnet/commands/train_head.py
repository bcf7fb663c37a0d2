"""`python -m alexnet train-head`: the dense layers of the built-in network, from photos and convolutions."""

from pathlib import Path

import click

from alexnet.commands.arguments import pairs, settings_option
from alexnet.commands.telling import json_option, note, row, say


@click.command("train-head")
@click.argument("train", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--convolutions", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="conv1 to conv5 as .safetensors with torchvision's keys.")  # fmt: skip
@click.option("--val", required=True, type=click.Path(exists=True, path_type=Path), help="Photos to measure on.")
@click.option("--measured-on", default="", help="What to call those photos.")
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="Folder for the features, 18 kB a photo and view.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .safetensors file to write.")
@click.option("--origin", default="", help="Where the weights come from, for the file.")
@click.option("--licence", default="", help="On what terms, for the file.")
@settings_option("A field of the recipe, such as passes=12.")
@json_option("The result as one JSON object; what happens meanwhile goes to stderr.")
def train_head_command(
    train: tuple[Path, ...], convolutions: Path, val: Path, measured_on: str, cache: Path, out: Path, origin: str, licence: str,
    settings: tuple[str, ...], as_json: bool,
) -> None:  # fmt: skip
    """Trains the dense layers of the built-in network on TRAIN, folders or zips of class folders."""
    from dataclasses import asdict

    from alexnet.outputs import place
    from alexnet.training.head import HeadRecipe, make
    from alexnet.weights.entry import Weights
    from alexnet.weights.files import described

    try:
        recipe = HeadRecipe.of(pairs(settings))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from error
    with place(out, ["safetensors"]) as path, place(cache / "features.npy", ["npy"]):
        entry = Weights(out.stem, path, origin=origin, licence=licence)
        for line in make(train, convolutions, val, measured_on, cache, entry, recipe):
            (note if as_json else say)(line)
    if as_json:
        known = described(out.stem, path).accuracy
        row({"out": str(out), **(asdict(known) if known else {})})
