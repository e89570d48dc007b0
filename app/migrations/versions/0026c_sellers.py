"""Which shops their town has suspended, as the chain says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026c"
down_revision = "0026b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seller_suspension",
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_seller_suspension")),
    )
    op.create_index(op.f("ix_seller_suspension_merchant_id"), "seller_suspension", ["merchant_id"])


def downgrade() -> None:
    op.drop_table("seller_suspension")
