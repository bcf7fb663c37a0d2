"""`python -m alexnet evaluate`: how good a network is on photos of one's own."""

from pathlib import Path

import click

from alexnet.commands.arguments import network_of, weights_option
from alexnet.commands.telling import json_option, note, row, say


@click.command("evaluate")
@click.argument("source", type=click.Path(path_type=Path))
@weights_option
@click.option("--crops", default="1", type=click.Choice(["1", "10"]), help="The centre, or the paper's ten crops.")
@json_option("The result as one JSON object.")
def evaluate_command(source: Path, name: str, classes: Path | None, crops: str, as_json: bool) -> None:
    """Accuracy on SOURCE, a folder or zip of class folders, named by WordNet id or as the network's classes are."""
    from alexnet.ask.evaluate import evaluate

    weights, network, wnids, _ = network_of(name, classes)
    found = evaluate(network, wnids, weights, source, int(crops))
    for photo in found.skipped:
        note(f"skipped, not readable: {photo}")
    for folder, photos in found.unknown.items():
        note(f"left out, no class of {weights.name}: {folder} ({photos} photos)")
    accuracy = found.accuracy
    if as_json:
        row({
            "weights": weights.name, "photos": accuracy.photos, "top1": accuracy.top1, "top5": accuracy.top5,
            "skipped": list(found.skipped), "unknown": found.unknown,
        })  # fmt: skip
        return
    left = f"; {len(found.skipped)} not readable, {sum(found.unknown.values())} of other classes"
    counted = f"{weights.name}: top-1 {accuracy.top1:.2%}, top-5 {accuracy.top5:.2%} of {accuracy.photos} photos"
    say(counted + (left if found.skipped or found.unknown else ""))
