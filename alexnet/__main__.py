"""The command line: `python -m alexnet classify | explain | weights | evaluate | train | train-head | export | bench`."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from alexnet.commands.train import train_command
from alexnet.errors import Problem

# Each command imports what it needs when it runs, so that the quick ones start quickly.
weights_option = click.option(
    "--weights", "name", default="built-in", show_default=True, help="A network by name, or a weights file's path."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def cli() -> None:
    """AlexNet without the browser. Every command works offline with the built-in network."""


@cli.command()
@click.argument("photos", nargs=-1, required=True)
@weights_option
@click.option("--top", "k", default=5, type=click.IntRange(1), help="How many classes to print.")
@click.option("--crops", default="1", type=click.Choice(["1", "10"]), help="The centre, or the paper's ten crops.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def classify(photos: tuple[str, ...], name: str, k: int, crops: str, as_json: bool) -> None:
    """What the network sees on each photo."""
    from alexnet.ask.classify import crop_scores
    from alexnet.classes.labels import class_name
    from alexnet.network.trace import top

    weights, network, wnids, device = _network(name)
    failed = False
    for photo in photos:
        try:
            scores = crop_scores(network, _photo(photo), weights.preprocessing, int(crops))
        except Problem as problem:
            failed = True
            click.echo(json.dumps({"photo": photo, "error": str(problem)}) if as_json else f"{photo}: {problem}")
            continue
        best = [
            {"wnid": wnids[guess.index], "name": class_name(wnids[guess.index]), "probability": guess.probability}
            for guess in top(scores, k)
        ]
        if as_json:
            row = {"photo": photo, "weights": weights.name, "device": str(device), "top": best}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{photo}  ({weights.name}, {device})")
            for guess in best:
                click.echo(f"  {guess['probability']:6.1%}  {guess['name']}")
    sys.exit(1 if failed else 0)


@cli.command()
@click.argument("photo")
@click.option("--method", required=True, help="grad-cam, gradient, smoothgrad ...; a wrong name lists them all.")
@click.option("--target", help="WordNet id of the class to explain; without it the likeliest.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the method, such as steps=100.")
@weights_option
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
def explain(photo: str, method: str, target: str | None, settings: tuple[str, ...], name: str, out: Path) -> None:
    """Which pixels speak for a class: the heat map over the photo's crop, as a PNG."""
    from alexnet.ask.overlay import overlay
    from alexnet.ask.saliency import METHODS, explain
    from alexnet.photo.crops import centre_crop, to_tensor
    from alexnet.photo.image import png_bytes

    if method not in METHODS:
        raise click.BadParameter(f"choose one of {', '.join(METHODS)}", param_hint="--method")
    weights, network, wnids, device = _network(name)
    crop = centre_crop(_photo(photo), weights.preprocessing)
    x = to_tensor(crop, weights.preprocessing).to(device)
    if target is None:
        index = int(network(x).argmax())
    elif target in wnids:
        index = wnids.index(target)
    else:
        raise Problem("data.unknown_class", name=weights.name, wnid=target)
    try:
        chosen = {key: float(value) for key, value in _pairs(settings).items()}
        heat = explain(network, x, method, index, **chosen)
    except (KeyError, ValueError) as error:
        raise click.BadParameter(str(error.args[0]), param_hint="--set") from error
    out.write_bytes(png_bytes(overlay(crop, heat.numpy(), METHODS[method].signed)))
    click.echo(f"{out}: {method} for {wnids[index]} ({weights.name}, {device})")


@cli.command("weights")
@click.option("--fetch", metavar="NAME", help="Download this network's file, for instance before a class.")
def weights_command(fetch: str | None) -> None:
    """The networks on offer, what to expect of each and where it comes from."""
    from alexnet.weights import sources as weights

    if fetch:
        entry = weights.find(fetch)
        with click.progressbar(length=1000, label=fetch) as bar:
            weights.fetch(entry, lambda share: bar.update(round(share * 1000) - bar.pos))
    for entry in weights.menu().values():
        known = entry.accuracy
        click.echo(f"{entry.name}: {len(entry.wnids) or '?'} classes, " + ("here" if entry.ready else "to be fetched"))
        if known:
            click.echo(f"  top-1 {known.top1:.1%}, top-5 {known.top5:.1%} ({known.photos} photos, {known.measured_on})")
        click.echo(f"  {entry.origin or entry.path.name}; {entry.licence or 'licence unknown'}")


@cli.command()
@click.argument("source", type=click.Path(path_type=Path))
@weights_option
@click.option("--json", "as_json", is_flag=True)
def evaluate(source: Path, name: str, as_json: bool) -> None:
    """Accuracy on SOURCE, a folder or zip of class folders named by WordNet id."""
    from alexnet.ask.evaluate import evaluate

    weights, network, wnids, _ = _network(name)
    accuracy = evaluate(network, wnids, weights, source)
    row = {"weights": weights.name, "photos": accuracy.photos, "top1": accuracy.top1, "top5": accuracy.top5}
    text = f"{weights.name}: top-1 {accuracy.top1:.2%}, top-5 {accuracy.top5:.2%} of {accuracy.photos} photos"
    click.echo(json.dumps(row) if as_json else text)


@cli.command("train-head")
@click.argument("train", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--convolutions", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="conv1 to conv5 as .safetensors with torchvision's keys.")  # fmt: skip
@click.option("--val", required=True, type=click.Path(exists=True, path_type=Path), help="Photos to measure on.")
@click.option("--measured-on", default="", help="What to call those photos.")
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="Folder for the features, 18 kB a photo and view.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The .safetensors file to write.")
@click.option("--origin", default="", help="Where the weights come from, for the file.")
@click.option("--licence", default="", help="On what terms, for the file.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A field of the recipe, such as passes=12.")
def train_head_command(out: Path, origin: str, licence: str, settings: tuple[str, ...], **sources: object) -> None:
    """Trains the dense layers of the built-in network on TRAIN, folders or zips of class folders."""
    from alexnet.training.head import HeadRecipe, make
    from alexnet.weights.entry import Weights

    try:
        recipe = HeadRecipe.of(_pairs(settings))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--set") from error
    for line in make(entry=Weights(out.stem, out, origin=origin, licence=licence), recipe=recipe, **sources):
        click.echo(line)


cli.add_command(train_command)


@cli.command("export")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@weights_option
def export_command(out: Path, name: str) -> None:
    """Writes a network to OUT: .safetensors in torchvision's layout, or .onnx."""
    from alexnet.weights.export import export

    weights, network, wnids, _ = _network(name)
    click.echo(export(network, replace(weights, wnids=wnids), out))


@cli.command("bench")
@click.option("--runs", default=15, type=click.IntRange(1))
@click.option("--training", is_flag=True, help="Training instead: takes minutes.")
def bench_command(runs: int, training: bool) -> None:
    """Times the common jobs beside well-known ones, as JSON."""
    from alexnet.commands.bench import bench
    from alexnet.commands.bench_training import bench_training

    click.echo(json.dumps(bench_training() if training else bench(runs), indent=2))


def _pairs(settings: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE texts as a dictionary."""
    if bad := [setting for setting in settings if "=" not in setting]:
        raise click.BadParameter(f"expected NAME=VALUE, not {bad[0]}", param_hint="--set")
    return dict(setting.split("=", 1) for setting in settings)


def _network(name: str) -> tuple:
    from alexnet.device import best_device
    from alexnet.weights.files import load
    from alexnet.weights.sources import find

    device = best_device()
    weights = find(name)
    return weights, *load(weights, device), device


def _photo(path: str):
    from alexnet.photo.image import MAX_BYTES, decode

    try:
        with open(path, "rb") as file:
            return decode(file.read(MAX_BYTES + 1), path)
    except OSError as error:
        raise Problem("photo.unreadable", path=path) from error


def main() -> None:
    """Runs the command line; a Problem ends it with its one sentence."""
    try:
        cli(prog_name="python -m alexnet")
    except Problem as problem:
        click.echo(problem, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
