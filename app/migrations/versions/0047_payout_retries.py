"""Payouts of takings that the chain refused are asked for again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0047"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket_payout") as batch:
        batch.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("retry_at", types.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE ticket_payout SET retry_at = created_at")
    with op.batch_alter_table("ticket_payout") as batch:
        batch.alter_column("attempts", server_default=None, existing_type=sa.Integer())
        batch.alter_column("retry_at", nullable=False, existing_type=types.UtcDateTime(timezone=True))


def downgrade() -> None:
    with op.batch_alter_table("ticket_payout") as batch:
        batch.drop_column("retry_at")
        batch.drop_column("attempts")
