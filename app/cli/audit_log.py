"""`musubi audit-log`: what offices did is complete and unchanged, or from which entry on it is not."""

from __future__ import annotations

import click

from chain.audit_log import Head, Verified, verify
from chain.db import Database
from chain.settings import Settings


class _Head(click.ParamType):
    name = "NUMBER:HASH"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> Head:
        try:
            return Head.parse(value)
        except ValueError:
            self.fail(f"番号:ハッシュ の形で / as NUMBER:HASH, not {value!r}", param, context)


@click.command("audit-log")
@click.option("--kept", type=_Head(), help="A head that you noted earlier, or that a log file tells as audit_head.")
@click.pass_context
def command(context: click.Context, kept: Head | None) -> None:
    """Check the chain of hashes of the audit log; exit code 1 when an entry was changed, taken out or cut off."""
    settings = Settings()
    with Database(settings.sqlalchemy_url).read() as session:
        found = verify(session, kept)
    for line in lines(found):
        click.echo(line)
    context.exit(0 if found.is_whole else 1)


def lines(found: Verified) -> list[str]:
    told = [f"監査記録 / audit log: {found.head.number:,}  {found.head}"]
    if found.broken_at is not None:
        told.append(f"✗ {found.broken_at} 件目が合いません / entry {found.broken_at} does not fit the ones before")
    elif found.lacks_kept:
        told.append("✗ 控えた記録がありません。終わりが切られています / the noted head is missing: the end was cut off")
    else:
        told.append("✓ すべてつながっています / every entry fits")
    return told
