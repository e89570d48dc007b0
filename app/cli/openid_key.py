"""`musubi openid-key`: the next key that signs for services, before its time; at once where one has leaked."""

from __future__ import annotations

import click

from app.wiring import clock_of
from app.words import Words, say
from chain.db import Database
from chain.settings import Settings
from wallet.assembly import vault_of
from wallet.openid.services.keep_keys import KeepKeys


@click.command("openid-key")
@click.option("--leaked", is_flag=True, help="Withdraw all earlier keys; the new one signs at once.")
def command(leaked: bool) -> None:
    """Make the next key that signs what services are told of people. Every 90 days it happens by itself.

    Services find it at /openid/keys an hour before it signs; the one before stays there for another day.
    """
    settings = Settings()
    settings.check()
    db = Database(settings.sqlalchemy_url)
    keys = KeepKeys(db, clock_of(settings), vault_of(settings))
    kid = keys.replace_leaked() if leaked else keys.rotate()
    db.close()
    say(Words(f"新しい鍵：{kid}", f"The new key: {kid}"))
