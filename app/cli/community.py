"""`musubi community`: the operator sees which communities towns asked for, and opens them."""

from __future__ import annotations

import click

from app.community_opening import open_requested
from app.wiring import build_platform
from app.words import Stop, Words, say
from chain.settings import Settings
from dao.models.requests import RequestState


@click.group("community")
def command() -> None:
    """Communities that towns asked for."""


@command.command("requests")
def list_requests() -> None:
    """Those that all their towns agreed to and that are not open yet."""
    waiting = build_platform(Settings()).dao.requests.pages.waiting()
    for request in waiting:
        click.echo(f"{request.id:>5}  {request.state:<9} {request.slug:<40} {request.municipality}  {request.error}")
    if not waiting:
        say(Words("待っている依頼はありません。", "No request is waiting."))


@command.command("open")
def open_them() -> None:
    """Deploy their contracts with the operator's key, and open them; what failed before is tried again."""
    platform = build_platform(Settings())
    platform.deployments.check(platform.client)
    opened = open_requested(platform, is_asked_for=True)
    say(Words(f"{opened}件のコミュニティを開きました。", f"Opened {opened} communities."))
    failed = [one for one in platform.dao.requests.pages.waiting() if one.state is RequestState.FAILED]
    if failed:
        reasons = "\n".join(f"{one.slug}: {one.error}" for one in failed)
        raise Stop(Words(f"開けなかった依頼があります。\n{reasons}", f"Some could not be opened.\n{reasons}"))
