"""`python -m alexnet evaluate`: how good a network is on photos of one's own."""

import json
from pathlib import Path

import click

from alexnet.commands.arguments import network_of, weights_option


@click.command("evaluate")
@click.argument("source", type=click.Path(path_type=Path))
@weights_option
@click.option("--json", "as_json", is_flag=True)
def evaluate_command(source: Path, name: str, as_json: bool) -> None:
    """Accuracy on SOURCE, a folder or zip of class folders named by WordNet id."""
    from alexnet.ask.evaluate import evaluate

    weights, network, wnids, _ = network_of(name)
    accuracy = evaluate(network, wnids, weights, source)
    row = {"weights": weights.name, "photos": accuracy.photos, "top1": accuracy.top1, "top5": accuracy.top5}
    text = f"{weights.name}: top-1 {accuracy.top1:.2%}, top-5 {accuracy.top5:.2%} of {accuracy.photos} photos"
    click.echo(json.dumps(row) if as_json else text)
