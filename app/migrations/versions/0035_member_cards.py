"""Cards of one person: where people ask for them, and who asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0035"
down_revision = "0033b"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "card_desk",
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"], ["collection.number"], name=op.f("fk_card_desk_collection_number_collection")
        ),
        sa.PrimaryKeyConstraint("collection_number", name=op.f("pk_card_desk")),
    )
    op.create_table(
        "card_application",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("applicant", types.AddressType(length=42), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"],
            ["card_desk.collection_number"],
            name=op.f("fk_card_application_collection_number_card_desk"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_application")),
        sa.UniqueConstraint(
            "collection_number", "applicant", name=op.f("uq_card_application_collection_number_applicant")
        ),
    )
    op.create_index(op.f("ix_card_application_applicant"), "card_application", ["applicant"])


def downgrade() -> None:
    op.drop_table("card_application")
    op.drop_table("card_desk")
