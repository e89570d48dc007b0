"""Accounts whose owners leave: asked for, cancelled, erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import BigId, UtcDateTime

revision = "0211_leaving"
down_revision = "0210_families"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_deletion",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("account_id", BigId, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime()),
        sa.Column("erased_at", UtcDateTime()),
    )
    op.create_index("ix_account_deletion_account_id", "account_deletion", ["account_id"])
    op.create_index("ix_account_deletion_due_at", "account_deletion", ["due_at"])


def downgrade() -> None:
    op.drop_table("account_deletion")
