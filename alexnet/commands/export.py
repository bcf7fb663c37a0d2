"""`python -m alexnet export`: a network as a file for other programs."""

from dataclasses import replace
from pathlib import Path

import click

from alexnet.commands.arguments import network_of, weights_option
from alexnet.commands.telling import json_option, row, say


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@weights_option
@json_option("What was written as one JSON object.")
def export_command(out: Path, name: str, classes: Path | None, as_json: bool) -> None:
    """Writes a network to OUT: .safetensors in torchvision's layout, or .onnx."""
    from alexnet.outputs import place
    from alexnet.weights.export import FORMATS, export

    with place(out, FORMATS):
        weights, network, wnids, _ = network_of(name, classes)
        export(network, replace(weights, wnids=wnids), out)
    if as_json:
        row({"out": str(out), "weights": weights.name, "classes": len(wnids)})
    else:
        say(str(out))
