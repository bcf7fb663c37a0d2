"""`python -m alexnet export`: a network as a file for other programs."""

from dataclasses import replace
from pathlib import Path

import click

from alexnet.commands.arguments import network_of, weights_option


@click.command("export")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@weights_option
def export_command(out: Path, name: str) -> None:
    """Writes a network to OUT: .safetensors in torchvision's layout, or .onnx."""
    from alexnet.weights.export import export

    weights, network, wnids, _ = network_of(name)
    click.echo(export(network, replace(weights, wnids=wnids), out))
