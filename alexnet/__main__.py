"""The command line: `python -m alexnet classify | explain | weights | evaluate | train | train-head | export | bench`."""

import sys
from typing import Any

import click

from alexnet.commands.bench import bench_command
from alexnet.commands.classify import classify_command
from alexnet.commands.evaluate import evaluate_command
from alexnet.commands.explain import explain_command
from alexnet.commands.export import export_command
from alexnet.commands.telling import JSON_FLAG, note, row
from alexnet.commands.train import train_command
from alexnet.commands.train_head import train_head_command
from alexnet.commands.weights import weights_command
from alexnet.errors import Problem

COMMANDS = (
    classify_command, explain_command, weights_command, evaluate_command, train_head_command, train_command, export_command,
    bench_command,
)  # fmt: skip


class Commands(click.Group):
    """The commands. One that was asked for JSON tells what went wrong as JSON too, on stdout."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Notes whether the command is asked for JSON."""
        ctx.meta[JSON_FLAG] = JSON_FLAG in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. Raises what it raises."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, Problem) as error:
            if ctx.meta[JSON_FLAG]:
                row({"error": error.format_message() if isinstance(error, click.ClickException) else str(error)})
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def cli() -> None:
    """AlexNet without the browser. Every command works offline with the built-in network."""


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Runs the command line; a Problem ends it with its one sentence."""
    try:
        cli(prog_name="python -m alexnet")
    except Problem as problem:
        note(str(problem))
        sys.exit(1)


if __name__ == "__main__":
    main()
