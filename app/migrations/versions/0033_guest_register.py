"""The guest register of stays, and who looked at it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ticket_guest",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("booking_row_id", _ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("departs_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_row_id"], ["ticket_booking.id"], name=op.f("fk_ticket_guest_booking_row_id_ticket_booking")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_guest")),
    )
    op.create_index("ix_ticket_guest_booking_row_id", "ticket_guest", ["booking_row_id"])
    op.create_index("ix_ticket_guest_departs_at", "ticket_guest", ["departs_at"])
    op.create_table(
        "ticket_register_view",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("booking_row_id", _ID, nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("viewed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_row_id"],
            ["ticket_booking.id"],
            name=op.f("fk_ticket_register_view_booking_row_id_ticket_booking"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_register_view")),
    )
    op.create_index("ix_ticket_register_view_booking_row_id", "ticket_register_view", ["booking_row_id"])


def downgrade() -> None:
    for table in ("ticket_register_view", "ticket_guest"):
        op.drop_table(table)
