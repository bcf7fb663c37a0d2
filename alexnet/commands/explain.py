"""`python -m alexnet explain`: which pixels speak for a class."""

from pathlib import Path

import click

from alexnet.commands.arguments import entry_of, network_of, pairs, photo_of, settings_option, weights_option
from alexnet.commands.telling import json_option, row, say

PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


@click.command("explain")
@click.argument("photo")
@click.option("--method", required=True, help="grad-cam, gradient, smoothgrad ...; a wrong name lists them all.")
@click.option("--target", help="WordNet id, or name, of the class to explain; without it the likeliest.")
@settings_option("A setting of the method, such as steps=100.")
@weights_option
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The picture to write: .png or .jpg.")
@json_option("What was written as one JSON object.")
def explain_command(
    photo: str, method: str, target: str | None, settings: tuple[str, ...], name: str, classes: Path | None, out: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Which pixels speak for a class: the heat map over the photo's crop, as a picture."""
    from alexnet.ask.overlay import overlay
    from alexnet.ask.saliency import METHODS, explain, silent
    from alexnet.errors import Problem
    from alexnet.files import whole
    from alexnet.outputs import place
    from alexnet.photo.crops import centre_crop, to_tensor

    entry = entry_of(METHODS, method, "--method")
    with place(out, PICTURES) as path:
        weights, network, wnids, device = network_of(name, classes)
        crop = centre_crop(photo_of(photo), weights.preprocessing)
        x = to_tensor(crop, weights.preprocessing).to(device)
        if target is None:
            index = int(network(x).argmax())
        elif target in wnids:
            index = wnids.index(target)
        else:
            raise Problem("data.unknown_class", name=weights.name, wnid=target)
        try:
            chosen = {key: float(value) for key, value in pairs(settings).items()}
            heat = explain(network, x, method, index, silent, **chosen)
        except (KeyError, ValueError) as error:
            raise click.BadParameter(str(error.args[0]), param_hint="--set") from error
        with whole(path) as unfinished:
            overlay(crop, heat.numpy(), entry.signed).save(unfinished, PICTURES[out.suffix.lower().lstrip(".")], quality=95)
    if as_json:
        row(
            {
                "photo": photo,
                "out": str(out),
                "method": method,
                "wnid": wnids[index],
                "weights": weights.name,
                "device": str(device),
            }
        )
    else:
        say(f"{out}: {method} for {wnids[index]} ({weights.name}, {device})")
