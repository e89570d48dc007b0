"""Offers of a ward's account to an e-mail address, until whoever reads that mail takes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import AddressType, BigId, Bytes32, UtcDateTime

revision = "0235_handovers"
down_revision = "0240_check_ins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_handover",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("bond_id", BigId, sa.ForeignKey("family_bond.id")),
        sa.Column("asked_by", AddressType()),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", Bytes32(), nullable=False),
        sa.Column("token_hash", Bytes32(), nullable=False, unique=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("taken_at", UtcDateTime()),
    )
    for column in ("bond_id", "email_index", "created_at"):
        op.create_index(f"ix_family_handover_{column}", "family_handover", [column])


def downgrade() -> None:
    op.drop_table("family_handover")
