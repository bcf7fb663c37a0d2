"""`python -m alexnet classify`: what a network sees on photos."""

import sys
from pathlib import Path

import click

from alexnet.commands.arguments import network_of, photo_of, weights_option
from alexnet.commands.telling import json_option, row, say


@click.command("classify")
@click.argument("photos", nargs=-1, required=True)
@weights_option
@click.option("--top", "k", default=5, type=click.IntRange(1), help="How many classes to print.")
@click.option("--crops", default="1", type=click.Choice(["1", "10"]), help="The centre, or the paper's ten crops.")
@json_option("One JSON object a line.")
def classify_command(photos: tuple[str, ...], name: str, classes: Path | None, k: int, crops: str, as_json: bool) -> None:
    """What the network sees on each photo."""
    from alexnet.ask.classify import crop_scores
    from alexnet.classes.labels import class_name
    from alexnet.errors import Problem
    from alexnet.network.trace import top

    weights, network, wnids, device = network_of(name, classes)
    failed = False
    for photo in photos:
        try:
            scores = crop_scores(network, photo_of(photo), weights.preprocessing, int(crops))
        except Problem as problem:
            failed = True
            if as_json:
                row({"photo": photo, "error": str(problem)})
            else:
                say(f"{photo}: {problem}")
            continue
        best = [
            {"wnid": wnids[guess.index], "name": class_name(wnids[guess.index]), "probability": guess.probability}
            for guess in top(scores, k)
        ]
        if as_json:
            row({"photo": photo, "weights": weights.name, "device": str(device), "top": best})
        else:
            say(f"{photo}  ({weights.name}, {device})")
            for guess in best:
                say(f"  {guess['probability']:6.1%}  {guess['name']}")
    sys.exit(1 if failed else 0)
