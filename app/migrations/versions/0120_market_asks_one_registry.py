"""The market asks the identity registry that was deployed with it; which one is no fact to keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0120_market_asks_one_registry"
down_revision = "0119_identities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("market_identity_registry")


def downgrade() -> None:
    op.create_table(
        "market_identity_registry",
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_market_identity_registry")),
    )
