"""Points of returned tickets: when they were seen on chain, not when they were asked for."""

from __future__ import annotations

from alembic import op

revision = "0042e"
down_revision = "0050_polls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket_points_return") as batch:
        batch.alter_column("ordered_at", new_column_name="done_at")


def downgrade() -> None:
    with op.batch_alter_table("ticket_points_return") as batch:
        batch.alter_column("done_at", new_column_name="ordered_at")
