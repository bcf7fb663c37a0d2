"""What several commands take: a network by name, photos by path, settings as NAME=VALUE, one of a registry's entries."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alexnet.commands.telling import note

if TYPE_CHECKING:  # a command imports what it needs when it runs, so that the quick ones start quickly
    import torch
    from PIL import Image

    from alexnet.network import Network
    from alexnet.weights.entry import Weights

Function = TypeVar("Function", bound=Callable[..., Any])


def weights_option(function: Function) -> Function:
    """`--weights` and `--classes`, which `network_of` takes as `name` and `classes`."""
    for option in (
        click.option("--classes", type=click.Path(path_type=Path), help="A text file with the names of its classes, one a line."),
        click.option(
            "--weights", "name", default="built-in", show_default=True, help="A network by name, or a weights file's path."
        ),
    ):
        function = option(function)
    return function


def settings_option(words: str) -> Callable[[Function], Function]:
    """`--set NAME=VALUE`, as often as one likes; `words` are its help."""
    return click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=words)


def pairs(settings: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE texts as a dictionary. Raises click.BadParameter for one without "=".

    Example:
        >>> pairs(("passes=12", "flip=no"))
        {'passes': '12', 'flip': 'no'}
    """
    if bad := [setting for setting in settings if "=" not in setting]:
        raise click.BadParameter(f"expected NAME=VALUE, not {bad[0]}", param_hint="--set")
    return dict(setting.split("=", 1) for setting in settings)


def entry_of(menu: Mapping[str, Any], name: str, hint: str) -> Any:
    """What `menu` has under `name`. Raises click.BadParameter for `hint`, such as "--recipe", which lists what there is."""
    from alexnet.registry import pick

    try:
        return pick(menu, name)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=hint) from error


def network_of(name: str, classes: Path | None = None) -> tuple["Weights", "Network", tuple[str, ...], "torch.device"]:
    """The network called `name`: what is known of it, the network on the best device, its classes, that device.

    Args:
        classes: a text file with their names; where it is not given, the one beside the weights, if there is one.

    Raises:
        Problem: those of `weights.sources.find` and `load`.
    """
    from alexnet.device import best_device
    from alexnet.weights.files import load
    from alexnet.weights.sources import find

    device = best_device()
    weights = find(name)
    if classes:
        weights = replace(weights, names=classes)
    network, wnids = load(weights, device)
    if weights.others:
        note(f"{weights.path}: took {weights.taken or 'the outermost'}; there are also {', '.join(weights.others)}")
    return weights, network, wnids, device


def photo_of(path: str) -> "Image.Image":
    """The photo in a file.

    Raises:
        Problem: "photo.unreadable" for a file that cannot be read; those of `image.decode`.
    """
    from alexnet.errors import Problem
    from alexnet.photo.image import MAX_BYTES, decode

    try:
        with Path(path).open("rb") as file:
            return decode(file.read(MAX_BYTES + 1), path)
    except OSError as error:
        raise Problem("photo.unreadable", path=path) from error
