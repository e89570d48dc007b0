"""`musubi run`: the embedded installation, until Ctrl-C."""

from __future__ import annotations

import signal

import click

from app.demo.accounts import lines
from app.embedded import bring_up, only_one
from app.logs import warnings_only
from app.sample_services import address_of, samples
from app.stopping import stop_event
from app.supervisor import Supervisor
from app.words import Stop, Words
from chain.settings import CardPayments, Mode, Settings


@click.command("run")
def command() -> None:
    """Bring up everything on this machine: chain, contracts, database, web, relayer, indexer, scheduler."""
    settings = Settings()
    settings.check()
    if settings.mode is Mode.PRODUCTION:
        raise Stop(
            Words(
                "`musubi run` は1台で試すものです。本番では web・relay・index・schedule を別々に動かしてください。",
                "`musubi run` is for one machine. In production run web, relay, index and schedule as services.",
            )
        )
    warnings_only()
    supervisor = Supervisor()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until all is up, either signal breaks off the step
    with only_one(settings):
        try:
            bring_up(settings, supervisor)
            stop = stop_event()
            greet(settings)
            supervisor.run(stop)
        finally:
            click.echo("\n終了しています… / ending…", err=True)
            supervisor.stop()
    click.echo("すべて終わりました。データは残っています。 / Everything has ended; nothing is lost.", err=True)


def greet(settings: Settings) -> None:
    """Where to look, and who to be."""
    click.echo(err=True)
    click.echo(
        click.style("結び Musubi  ", bold=True) + click.style(settings.public_url, fg="cyan", bold=True), err=True
    )
    click.echo(f"  チェーン / chain   {settings.chain_rpc_url} (id {settings.chain_id})", err=True)
    if settings.card_payments is CardPayments.SANDBOX:
        click.echo(f"  試験用カード / cards  {settings.card_sandbox_url} (no money moves)", err=True)
    for about in samples(settings):
        click.echo(f"  見本 / sample  {address_of(settings, about)}  {about.title[0]} / {about.title[1]}", err=True)
    if not settings.smtp_url:
        click.echo(f"  届いたメール / mail  {settings.public_url}/mail", err=True)
    for line in demo_accounts(settings):
        click.echo(f"  {line}", err=True)
    click.echo("  終わるには Ctrl-C / Ctrl-C ends it\n", err=True)


def demo_accounts(settings: Settings) -> list[str]:
    """Who can be tried, one line each."""
    return list(lines()) if settings.demo else []
