"""Series whose cards differ: their list, their archives of pictures, and what is to be corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0026b"
down_revision = "0021"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "series_card",
        sa.Column("offer_id", _ID, autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("rarity", sa.String(length=16), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("picture_name", sa.String(length=120), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        _of_offer("series_card"),
        sa.PrimaryKeyConstraint("offer_id", "serial", name=op.f("pk_series_card")),
    )
    op.create_index("ix_series_card_picture_name", "series_card", ["offer_id", "picture_name"])
    op.create_table(
        "series_archive",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("offer_id", _ID, nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("kept_as", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("sent_by", types.AddressType(length=42), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=32), nullable=False),
        sa.Column("claimed_until", types.UtcDateTime(timezone=True), nullable=True),
        _of_offer("series_archive"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_archive")),
    )
    op.create_index(op.f("ix_series_archive_offer_id"), "series_archive", ["offer_id"])
    op.create_index(op.f("ix_series_archive_state"), "series_archive", ["state"])
    op.create_table(
        "series_problem",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("offer_id", _ID, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        _of_offer("series_problem"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_problem")),
    )
    op.create_index(op.f("ix_series_problem_offer_id"), "series_problem", ["offer_id"])
    with op.batch_alter_table("collection") as collection:
        collection.add_column(sa.Column("series_digest", sa.String(length=32), nullable=False, server_default=""))
    with op.batch_alter_table("collection") as collection:
        collection.alter_column("series_digest", server_default=None)


def _of_offer(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f(f"fk_{table}_offer_id_offer"))


def downgrade() -> None:
    with op.batch_alter_table("collection") as collection:
        collection.drop_column("series_digest")
    for table in ("series_problem", "series_archive", "series_card"):
        op.drop_table(table)
