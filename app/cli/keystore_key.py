"""`musubi keystore-key`: everything that is sealed, sealed anew under the newest key of MUSUBI_KEYSTORE_KEY."""

from __future__ import annotations

import click

from app.sealing_anew import SealAnew
from app.wiring import build_platform
from app.words import Words, say
from chain.settings import Settings
from wallet.assembly import vault_of


@click.command("keystore-key")
def command() -> None:
    """Put the new key before the old one in MUSUBI_KEYSTORE_KEY (NEW,OLD), restart every process, and run this. Then
    take the old one out. People sign in and sign meanwhile; it may be broken off and run again.
    """
    settings = Settings()
    settings.check()
    platform = build_platform(settings)
    accounts = platform.wallet.rotate_keystore_key()
    others = SealAnew(platform.db, vault_of(settings))()
    say(
        Words(
            f"アカウント{accounts}件と、ほかの記録{others}件を新しい鍵で封じ直しました。古い鍵は設定から外せます。",
            f"{accounts} accounts and {others} other records are sealed under the new key. The old one can go.",
        )
    )
