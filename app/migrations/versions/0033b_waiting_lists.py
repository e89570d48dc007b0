"""Waiting lists of full slots"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0033b"
down_revision = "0033"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ticket_waiting",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("service_number", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("told_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_number"], ["ticket_service.number"], name=op.f("fk_ticket_waiting_service_number_ticket_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_waiting")),
    )
    op.create_index("ix_ticket_waiting_account", "ticket_waiting", ["account"])
    op.create_index(
        "ix_ticket_waiting_service_slot_account", "ticket_waiting", ["service_number", "slot", "account"], unique=True
    )


def downgrade() -> None:
    op.drop_table("ticket_waiting")
