"""`musubi push-key`: a new key for MUSUBI_PUSH_KEY. Browsers that were switched on with another key must be switched on
again."""

from __future__ import annotations

import click

from app.adapters.web_push import new_key


@click.command("push-key")
def command() -> None:
    """Make a key for push messages to browsers."""
    click.echo(f"MUSUBI_PUSH_KEY={new_key()}")
