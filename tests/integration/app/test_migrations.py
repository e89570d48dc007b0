"""The migrations and the models say the same, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.migrating import alembic_config, migrate, newest_revision, present_revision
from app.tables import import_tables
from chain.db import Base, Database


def test_migrating_an_empty_database_gives_the_tables_of_the_models(empty_db: Database) -> None:
    migrate(empty_db)
    import_tables()
    with empty_db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert present_revision(empty_db) == newest_revision()


def test_going_back_leaves_nothing_behind(empty_db: Database) -> None:
    from alembic import command

    migrate(empty_db)
    with empty_db.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(empty_db.engine).get_table_names()) <= {"alembic_version"}
