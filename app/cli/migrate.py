"""`musubi migrate`: bring the tables of the database to the newest shape."""

from __future__ import annotations

import click

from app.migrating import migrate, present_revision
from chain.db import Database
from chain.settings import Settings


@click.command("migrate")
def command() -> None:
    """Bring the database's tables up to date."""
    settings = Settings()
    settings.check()
    db = Database(settings.sqlalchemy_url)
    before = present_revision(db)
    migrate(db)
    click.echo(f"{before or '-'} → {present_revision(db)}")
    db.close()
