"""Nonces of payments count by holder and lot. The counters begin anew: each at a word that nobody used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("points_signer_nonce")
    op.create_table(
        "points_signer_nonce",
        sa.Column("signer", types.AddressType(length=42), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_nonce", types.Bytes32(length=32), nullable=False),
        sa.PrimaryKeyConstraint("signer", "lot_id", name=op.f("pk_points_signer_nonce")),
    )


def downgrade() -> None:
    op.drop_table("points_signer_nonce")
    op.create_table(
        "points_signer_nonce",
        sa.Column("signer", types.AddressType(length=42), nullable=False),
        sa.Column("next_nonce", types.Bytes32(length=32), nullable=False),
        sa.PrimaryKeyConstraint("signer", name=op.f("pk_points_signer_nonce")),
    )
