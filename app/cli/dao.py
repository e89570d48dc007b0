"""`musubi dao audit FILE`: counts a poll again from what its page publishes. Needs no database, no chain and no trust
in this installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from app.words import Stop, Words
from chain.client import NodeClient
from dao.models.polls.auditing import audit
from dao.queries.polls.bundle import BUNDLE_VERSION
from dao.queries.polls.contract_wallets import asked_of_the_chain

_SHOW_EVERY = 10_000


@click.group("dao")
def command() -> None:
    """Check what communities decided."""


@command.command("audit")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--node", default="", help="RPC address of a node that you trust: asks it about contract wallets.")
def audit_poll(file: Path, node: str) -> None:
    """Count the poll of FILE (the JSON of its page) again and compare."""
    bundle = _read(file)
    try:
        found = audit(bundle, _show_progress)
    except (KeyError, TypeError, ValueError) as error:
        raise Stop(Words("アンケートの記録として読めません。", f"Not a whole record of a poll: {error!r}")) from error
    if node and found.unchecked:
        found = asked_of_the_chain(found, NodeClient(node), bundle["seed_block"], len(found.unchecked))
    for finding in found.findings:
        click.echo(f"✗ {finding.name} {finding.voter}".rstrip())
    if not found.agrees:
        raise Stop(Words("公表された結果と合いません。", "The published result does not come out."))
    if found.result is None:
        raise Stop(Words("このアンケートはまだ開票されていません。", "This poll is not counted yet."))
    click.echo(f"✓ {found.ballots}人の投票は公表どおりです / the {found.ballots} ballots give the published result")
    if found.unchecked:
        left = len(found.unchecked)
        click.echo(
            f"  うち{left}票はコントラクトのウォレットの署名で、ここでは確かめられません（--node で確かめられます） / "
            f"{left} of them are signed by contract wallets: not checkable offline (try --node)"
        )
    if found.unreadable:
        click.echo(f"  うち{len(found.unreadable)}票は読めず、無効です / {len(found.unreadable)} of them are invalid")
    click.echo(
        f"  ブロック {bundle['seed_block']} のハッシュ（くじの種）と、開始時の票数は、チェーンで確かめてください / "
        "check the hash of that block (seed of the lots) and the votes at the opening on the chain"
    )


def _show_progress(done: int) -> None:
    if done and done % _SHOW_EVERY == 0:
        click.echo(f"  {done:,} …", err=True)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Stop(Words("JSONとして読めません。", f"Not JSON: {error}")) from error
    if not isinstance(found, dict) or found.get("version") != BUNDLE_VERSION:
        raise Stop(Words("アンケートの記録ではありません。", f"Not the record of a poll ({BUNDLE_VERSION})."))
    return found
