"""`python -m alexnet weights`: the networks on offer."""

import sys

import click

from alexnet.commands.telling import json_option, row, say


@click.command("weights")
@click.option("--fetch", metavar="NAME", help="Download this network's file, for instance before a class.")
@json_option("One JSON object a network.")
def weights_command(fetch: str | None, as_json: bool) -> None:
    """The networks on offer, what to expect of each and where it comes from."""
    from dataclasses import asdict

    from alexnet.weights import sources

    if fetch:
        entry = sources.find(fetch)
        with click.progressbar(length=1000, label=fetch, file=sys.stderr) as bar:
            sources.fetch(entry, lambda share: bar.update(round(share * 1000) - bar.pos))
    for entry in sources.menu().values():
        known, classes = entry.accuracy, entry.classes or len(entry.wnids)
        if as_json:
            row({
                "weights": entry.name, "classes": classes or None, "here": entry.ready, "path": str(entry.path),
                "accuracy": known and asdict(known), "origin": entry.origin, "licence": entry.licence,
            })  # fmt: skip
            continue
        say(f"{entry.name}: {classes or '?'} classes, " + ("here" if entry.ready else "to be fetched"))
        if known:
            say(f"  top-1 {known.top1:.1%}, top-5 {known.top5:.1%} ({known.photos} photos, {known.measured_on})")
        say(f"  {entry.origin or entry.path.name}; {entry.licence or 'licence unknown'}")
