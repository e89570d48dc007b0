"""`musubi reconcile`: chain, SQL and books agree, or the differences row by row."""

from __future__ import annotations

import click

from app.wiring import build_platform
from chain.ids import MunicipalityCode
from chain.settings import Settings
from points.models.reconciliation import Compared, Reconciliation


@click.command("reconcile")
@click.option("--town", default="", help="Municipality code; without it the points of all issuers.")
@click.pass_context
def command(context: click.Context, town: str) -> None:
    """Compare chain, SQL and books; exit code 1 when anything differs."""
    platform = build_platform(Settings())
    found = platform.points.reconcile.run(MunicipalityCode(town) if town else None)
    for line in lines(found):
        click.echo(line)
    context.exit(1 if found.differences else 0)


def lines(found: Reconciliation) -> list[str]:
    told = [f"ブロック / block {found.block} (確定 / final {found.final}, 遅れ / lag {found.lag})"]
    told += [_line(row) for row in found.differences]
    told.append(f"照合 / compared: {len(found.rows)}  差 / differences: {len(found.differences)}")
    return told


def _line(row: Compared) -> str:
    def shown(side: int | None) -> str:
        return "-" if side is None else f"{side:,}"

    return f"✗ {row.check} {row.subject}: chain {shown(row.chain)} · SQL {shown(row.sql)} · books {shown(row.books)}"
