"""`musubi analytics --rebuild`: the roll-ups made anew from the ledger."""

from __future__ import annotations

import click

from app.wiring import build_platform
from chain.settings import Settings


@click.command("analytics")
@click.option(
    "--rebuild", is_flag=True, required=True, help="Sum up the whole ledger again; the rows come out identical."
)
def command(rebuild: bool) -> None:
    """The tables that the pages of analytics read. They are kept by themselves; this is for when they were damaged."""
    counted = build_platform(Settings()).points.analytics.rebuild.rebuild()
    for table, rows in counted.items():
        click.echo(f"{table}: {rows:,}")
