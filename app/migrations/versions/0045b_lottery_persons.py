"""Lotteries: one entry a person where they count persons, and what the chain says of those called off"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0045b"
down_revision = "0042d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("market_lottery_entry") as entry:
        entry.add_column(sa.Column("person", types.Bytes32(length=32), nullable=True))
        entry.create_unique_constraint(
            op.f("uq_market_lottery_entry_lottery_number_person"), ["lottery_number", "person"]
        )
    op.create_table(
        "chain_lottery_cancelled",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_lottery_cancelled")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_lottery_cancelled_number")),
    )


def downgrade() -> None:
    op.drop_table("chain_lottery_cancelled")
    with op.batch_alter_table("market_lottery_entry") as entry:
        entry.drop_constraint(op.f("uq_market_lottery_entry_lottery_number_person"), type_="unique")
        entry.drop_column("person")
