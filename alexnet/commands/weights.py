"""`python -m alexnet weights`: the networks on offer."""

import click


@click.command("weights")
@click.option("--fetch", metavar="NAME", help="Download this network's file, for instance before a class.")
def weights_command(fetch: str | None) -> None:
    """The networks on offer, what to expect of each and where it comes from."""
    from alexnet.weights import sources

    if fetch:
        entry = sources.find(fetch)
        with click.progressbar(length=1000, label=fetch) as bar:
            sources.fetch(entry, lambda share: bar.update(round(share * 1000) - bar.pos))
    for entry in sources.menu().values():
        known = entry.accuracy
        click.echo(f"{entry.name}: {len(entry.wnids) or '?'} classes, " + ("here" if entry.ready else "to be fetched"))
        if known:
            click.echo(f"  top-1 {known.top1:.1%}, top-5 {known.top5:.1%} ({known.photos} photos, {known.measured_on})")
        click.echo(f"  {entry.origin or entry.path.name}; {entry.licence or 'licence unknown'}")
