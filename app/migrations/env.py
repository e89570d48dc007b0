"""What Alembic runs: all tables of all domains, on the connection given by app/migrating.py."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from app.tables import import_tables
from chain.db import Base, Database
from chain.settings import Settings


def run(connection: Connection) -> None:
    import_tables()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=context.config.attributes.get("is_batch", True),  # SQLite alters a table by copying it
        user_module_prefix="types.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(Settings().sqlalchemy_url).engine.begin() as own:
        run(own)
