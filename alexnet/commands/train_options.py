"""The options of `train` by what they are about: the photos, the network and its recipe, the machines."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alexnet.commands.arguments import entry_of, pairs, settings_option
from alexnet.commands.telling import note

if TYPE_CHECKING:
    import torch
    from lightning_fabric import Fabric

    from alexnet.data.sets import Photos
    from alexnet.device import Precision
    from alexnet.training.plan import Plan

Function = Callable[..., object]
Decorator = Callable[[Function], Function]

WHY = {
    "beside": "photos in no class folder", "test": "photos of a test part", "unlabelled": "photos without a class",
    "other": "files that are no photos", "broken": "photos that cannot be read",
}  # fmt: skip
SIDE = 64  # pixels of the squares where nobody says and the data set can


@dataclass(frozen=True)
class PhotoOptions:
    """Which photos to learn from; names and bounds are checked where it is made."""

    data: str
    source: tuple[Path, ...]
    val: Path | None
    side: int | None

    def __post_init__(self) -> None:
        from alexnet.data.sets import DATASETS, side_of

        (side,) = entry_of(DATASETS, self.data, "DATA").parameters
        if self.side is None:
            object.__setattr__(self, "side", min(max(SIDE, side.low), side.high))
        try:
            side_of(self.data, self.side)
        except ValueError as error:
            raise click.BadParameter(f"of {self.data}, {error}", param_hint="--side") from error

    def read(self, seed: int) -> tuple["Photos", "Photos"]:
        """Photos to train on and to measure on, with a bar while they are read. Raises Problem as `data.sets.load` does."""
        from alexnet.data.sets import left_out, load

        with click.progressbar(length=1000, label=self.data, file=sys.stderr) as bar:
            train, val = load(
                self.data, self.source, self.val, self.side, seed, lambda share: bar.update(round(share * 1000) - bar.pos)
            )
        for name in (*train.skipped, *val.skipped):
            note(f"skipped, not readable: {name}")
        for reason, count in left_out(train, val).items():
            note(f"left out, {WHY[reason]}: {count}")
        return train, val


@dataclass(frozen=True)
class NetworkOptions:
    """Which network, and how it is to learn."""

    network: str
    hidden: int
    recipe: str
    settings: tuple[str, ...]

    def plan(self, data: str, device: "torch.device") -> "Plan":
        """What to train, in a precision that `device` is quick in. Raises click.BadParameter for a name or field there is not."""
        from dataclasses import replace

        from alexnet.device import precision_on
        from alexnet.training.plan import NETWORKS, Plan
        from alexnet.training.recipe import RECIPES, changed

        entry_of(NETWORKS, self.network, "--network")
        recipe = entry_of(RECIPES, self.recipe, "--recipe")
        try:
            recipe = changed(recipe, pairs(self.settings))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--set") from error
        recipe = replace(recipe, precision=precision_on(device, recipe.precision))
        return Plan(self.network, (self.hidden, self.hidden), recipe, data)


@dataclass(frozen=True)
class MachineOptions:
    """Where it runs."""

    accelerator: str
    devices: int | None
    num_nodes: int | None
    strategy: str | None
    towers: str | None

    @property
    def device(self) -> "torch.device":
        """What this process trains on."""
        import torch

        from alexnet.device import best_device

        return torch.device("cpu") if self.accelerator == "cpu" else best_device()

    def two_devices(self, network: str) -> tuple[str, str] | None:
        """Where the two towers of `network` go, if that was said. Raises click.BadParameter where it has one, or they cannot."""
        if not self.towers:
            return None
        import torch

        from alexnet.network import TwoGpuAlexNet
        from alexnet.training.plan import NETWORKS

        with torch.device("meta"):
            two = isinstance(NETWORKS[network](2, (2, 2), 0.0), TwoGpuAlexNet)
        if not two:
            raise click.BadParameter(f"{network} has one tower; choose --network two-gpu", param_hint="--towers")
        try:
            first, second = self.towers.split(",")
            for device in (first, second):
                torch.zeros(1, device=device).item()  # fails on what only pretends to be a device, too
        except (ValueError, RuntimeError, AssertionError) as error:  # the last from a torch without CUDA
            words = f"expected two devices of this machine, such as cuda:0,cuda:1, not {self.towers}"
            raise click.BadParameter(words, param_hint="--towers") from error
        return first, second

    def fabric(self, precision: "Precision") -> "Fabric":
        """Lightning Fabric with its processes at work; what was not said is its own to choose.

        Raises click.BadParameter for machines that there are not, and for a strategy that cannot be.
        """
        import torch
        from lightning_fabric import Fabric

        here = {"auto": True, "cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
        here["gpu"] = here["cuda"] or here["mps"]
        if not here.get(self.accelerator):
            words = (
                f"there is no {self.accelerator} here; choose one of {', '.join(name for name, there in here.items() if there)}"
            )
            raise click.BadParameter(words, param_hint="--accelerator")
        if (most := self._most()) < (self.devices or 1):
            raise click.BadParameter(f"there are {most} here, not {self.devices}", param_hint="--devices")
        given: dict[str, Any] = {"devices": self.devices, "num_nodes": self.num_nodes, "strategy": self.strategy}
        try:
            fabric = Fabric(
                accelerator=self.accelerator, precision=precision, **{key: value for key, value in given.items() if value}
            )
            fabric.launch()
        except (ValueError, TypeError, RuntimeError, ImportError) as error:  # Fabric's words end with a long list
            hint = "--strategy" if self.strategy else "--devices"
            raise click.BadParameter(f"it cannot run so here: {str(error).split('. ')[0]}", param_hint=hint) from error
        return fabric

    def _most(self) -> int:
        """How many devices this machine has; of the CPU, cores."""
        import torch

        if self.device.type == "cuda":
            return torch.cuda.device_count()
        return (os.cpu_count() or 1) if self.device.type == "cpu" else 1


def grouped(keyword: str, kind: type, *options: Decorator) -> Decorator:
    """Decorator: `options` reach the command as one argument `keyword`, a `kind` whose fields bear their names."""

    def decorate(function: Function) -> Function:
        @wraps(function)
        def command(**given: object) -> object:
            own = {field.name: given.pop(field.name) for field in fields(kind)}
            return function(**given, **{keyword: kind(**own)})

        decorated: Function = command
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


photo_options = grouped(
    "photos", PhotoOptions,
    click.argument("data", default="shapes"),
    click.argument("source", required=False, nargs=-1, type=click.Path(path_type=Path)),
    click.option("--val", type=click.Path(path_type=Path), help="Photos to measure on; without it a tenth of DATA is held back."),
    click.option("--side", type=int, help=f"Photos become squares of so many pixels, {SIDE} where DATA can; the paper: 256."),
)  # fmt: skip
network_options = grouped(
    "network", NetworkOptions,
    click.option("--network", default="alexnet", help="One tower, or the paper's two."),
    click.option("--hidden", default=1024, type=click.IntRange(2), help="Width of fc6 and of fc7; the paper's is 4096."),
    click.option("--recipe", default="classroom", help="How it learns."),
    settings_option("A field of the recipe, such as passes=12."),
)  # fmt: skip
machine_options = grouped(
    "machines", MachineOptions,
    click.option("--accelerator", default="auto", help="cpu, cuda, mps; of Lightning Fabric, like the next three."),
    click.option("--devices", default=None, type=click.IntRange(1)),
    click.option("--num-nodes", default=None, type=click.IntRange(1)),
    click.option("--strategy", default=None, help="ddp for several processes."),
    click.option("--towers", help="Devices of the two towers, such as cuda:0,cuda:1."),
)  # fmt: skip


class ListsWhatThereIs(click.Command):
    """A command whose help ends with what is registered, looked up only when somebody asks for the help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the command's own words, then the data sets, recipes, networks and augmentations."""
        super().format_epilog(ctx, formatter)
        from alexnet.data.sets import DATASETS
        from alexnet.photo.augment import trainable
        from alexnet.training.plan import NETWORKS
        from alexnet.training.recipe import RECIPES

        with formatter.section("DATA is one of"):
            formatter.write_dl([(name, entry.about) for name, entry in DATASETS.items()])
        menus: dict[str, Iterable[str]] = {"--network": NETWORKS, "--recipe": RECIPES, "--set augment=": trainable()}
        with formatter.section("Names"):
            formatter.write_dl([(option, ", ".join(menu)) for option, menu in menus.items()])
