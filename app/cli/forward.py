"""`musubi forward`: let days pass on this machine, to see how a vote ends or a sale closes."""

from __future__ import annotations

import re
from datetime import timedelta

import click

from app.words import Stop, Words, say
from chain.clock import JST, TrialClock, unix
from chain.devnet import Devnet
from chain.settings import Mode, Settings

_MOST_DAYS = 400
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_LENGTH = re.compile(r"(\d{1,4})([mhd])")


@click.command("forward")
@click.argument("length")
def command(length: str) -> None:
    """Move the clock of the running demonstration forward by LENGTH: 90m, 36h or 8d.

    The chain and every process follow; what became due meanwhile is done. There is no way back but `musubi reset`.
    """
    settings = Settings()
    if settings.mode is Mode.PRODUCTION:
        raise Stop(Words("本番の時計は進められません。", "The clock of a production installation is not moved."))
    by = _read(length)
    devnet, clock = Devnet(settings), TrialClock(settings.time_ahead_file)
    devnet.client.chain_id()  # before anything is moved: it must be running
    clock.forward(by)
    devnet.reach(unix(clock.now()))
    now = clock.now().astimezone(JST)
    say(Words(f"いまは {now:%Y-%m-%d %H:%M}（日本時間）です。", f"It is now {now:%Y-%m-%d %H:%M} in Japan."))


def _read(length: str) -> timedelta:
    found = _LENGTH.fullmatch(length)
    by = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    if not timedelta() < by <= timedelta(days=_MOST_DAYS):
        raise Stop(
            Words(
                f"進める長さは 90m・36h・8d のように書いてください（{_MOST_DAYS}日まで）。",
                f"Write how far as 90m, 36h or 8d, up to {_MOST_DAYS} days.",
            )
        )
    return by
