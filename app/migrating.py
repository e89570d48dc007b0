"""Alembic without a configuration file: the database comes from the settings, the scripts from this package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from chain.db import Database

_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(db: Database, revision: str = "head") -> None:
    """Bring the tables up to `revision`, in one transaction."""
    with db.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return config


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def present_revision(db: Database) -> str | None:
    """None when nothing was migrated yet."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
