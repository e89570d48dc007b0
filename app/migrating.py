"""Alembic without a configuration file: the database comes from the settings, the scripts from this package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from chain.db import Database
from chain.errors import ConfigError

_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(db: Database, revision: str = "head") -> None:
    """Bring the tables up to `revision`, in one transaction.

    Raises: ConfigError when rows would be left that point nowhere; nothing was changed then.
    """
    with _migrating(db) as connection:
        command.upgrade(_config_on(connection), revision)


def migrate_back(db: Database, revision: str) -> None:
    """Take the tables down to `revision`, in one transaction. Raises: ConfigError, as above."""
    with _migrating(db) as connection:
        command.downgrade(_config_on(connection), revision)


@contextmanager
def _migrating(db: Database) -> Iterator[Connection]:
    """SQLite alters a table by copying it and dropping the old one, which other tables' references forbid: they are
    looked at once at the end instead."""
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if db.is_sqlite and driver is not None:
            driver.execute("PRAGMA foreign_keys=OFF")  # does nothing inside a transaction, so before it
        try:
            with connection.begin():
                yield connection
                if db.is_sqlite:
                    _check_references(connection)
        finally:
            if db.is_sqlite and driver is not None:
                driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    broken = sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if broken:
        raise ConfigError("MUSUBI_DATABASE_URL", f"holds rows that point nowhere, in {', '.join(broken)}")


def _config_on(connection: Connection) -> Config:
    config = alembic_config()
    config.attributes["connection"] = connection
    return config


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
