"""`musubi demo`: the demonstration's towns, people and history, made through the real services."""

from __future__ import annotations

import click

from app.demo.loading import load_demo
from app.logs import set_up_logs
from app.words import Stop, Words
from chain.settings import Mode, Settings


@click.command("demo")
def command() -> None:
    """Load the demonstration; what is already there is left alone."""
    settings = Settings()
    set_up_logs(settings, "demo")
    if settings.mode is Mode.PRODUCTION or not settings.demo:
        raise Stop(Words("この設備はデモではありません。", "This installation is not a demonstration (MUSUBI_DEMO)."))
    load_demo(settings, lambda progress: click.echo(f"  {progress}", err=True))
