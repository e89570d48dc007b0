"""Where a connected service may check tickets in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0240_check_ins"
down_revision = "0245_event_tiers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bridge_service") as batch:
        batch.add_column(sa.Column("check_ins", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("bridge_service") as batch:
        batch.drop_column("check_ins")
