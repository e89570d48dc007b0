"""The migrations and the models say the same, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.migrating import migrate, migrate_back, newest_revision, present_revision
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
    migrate(empty_db)
    migrate_back(empty_db, "base")
    assert set(inspect(empty_db.engine).get_table_names()) <= {"alembic_version"}


def test_rows_of_an_older_version_survive_with_their_references(empty_db: Database) -> None:
    migrate(empty_db, "0005")
    rows = {
        "points_payment": {
            "id": 1, "merchant_id": 1, "holder": "0x" + "11" * 20, "amount": 5, "lots": "[]", "nonce": b"\1" * 32,
            "deadline": 1, "payment_id": b"\2" * 32, "request_key": "k", "cashier": "0x" + "11" * 20,
            "created_at": "2026-11-01 00:00:00+00:00", "failure": "", "failure_args": "{}",
        },
        "points_refund": {
            "id": 1, "payment_row_id": 1, "amount": 5, "nonce": b"\1" * 32, "deadline": 1, "request_key": "k",
            "cashier": "0x" + "11" * 20, "created_at": "2026-11-01 00:00:00+00:00", "failure": "", "failure_args": "{}",
        },
    }  # fmt: skip
    with empty_db.engine.begin() as connection:
        for table, row in rows.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    migrate(empty_db)
    with empty_db.engine.connect() as connection:
        found = connection.execute(
            text("SELECT p.tender FROM points_refund r JOIN points_payment p ON p.id = r.payment_row_id")
        )
        assert [row[0] for row in found] == ["phone"]
