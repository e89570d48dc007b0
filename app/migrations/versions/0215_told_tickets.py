"""Which tickets a connected service is told of, and up to which block the others were told of tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0215_told_tickets"
down_revision = "0226_relief_per_household"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bridge_service") as batch:
        batch.add_column(sa.Column("ticket_services", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "ticket_mark",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("block_number", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ticket_mark")
    with op.batch_alter_table("bridge_service") as batch:
        batch.drop_column("ticket_services")
