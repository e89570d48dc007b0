"""Drops, and payments that spend out of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("points_payment") as payment:
        payment.add_column(sa.Column("tender", sa.String(length=16), nullable=False, server_default="phone"))
    with op.batch_alter_table("points_payment") as payment:
        payment.alter_column("tender", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("points_payment") as payment:
        payment.drop_column("tender")
