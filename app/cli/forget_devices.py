"""`musubi forget-devices EMAIL`: for an officer who lost the phone and the paper with the recovery codes."""

from __future__ import annotations

import click

from app.wiring import clock_of
from app.words import Stop, Words, say
from chain.db import Database
from chain.settings import Settings
from wallet.assembly import vault_of
from wallet.services.find_account import FindAccount
from wallet.services.second_factor.standing import SecondFactors


@click.command("forget-devices")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(email: str, yes: bool) -> None:
    """Take the passkeys, authenticator app and recovery codes of EMAIL away, and end every session.

    At the next sign-in by mail the person sets up a new second factor. Make sure first that it is that person who asks.
    """
    settings = Settings()
    settings.check()
    db = Database(settings.sqlalchemy_url)
    account = FindAccount(db, vault_of(settings))(email)
    if account is None:
        raise Stop(Words("この人のアカウントはありません。", "Nobody has an account by that name."))
    say(
        Words(
            f"{account.member_number} のパスキー・認証アプリ・回復コードを消し、すべての端末でサインアウトします。",
            f"Passkeys, app and recovery codes of {account.member_number} will go, and every session will end.",
        )
    )
    if not yes:
        click.confirm("よろしいですか？ / Go on?", abort=True)
    SecondFactors(db, clock_of(settings), is_required=settings.asks_second_factor).forget(account)
    say(Words("消しました。次のサインインで登録し直します。", "Done. The next sign-in sets up a new one."))
    db.close()
