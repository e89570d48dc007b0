"""Perks that partner shops gave to members."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0047c"
down_revision = "0042"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "perk_use",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("perk", sa.Integer(), nullable=False),
        sa.Column("door", sa.BigInteger(), nullable=False),
        sa.Column("staff", types.AddressType(length=42), nullable=False),
        sa.Column("scan", sa.String(length=64), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_use")),
    )
    op.create_index("ix_perk_use_door_scan", "perk_use", ["door", "scan"], unique=True)
    op.create_index("ix_perk_use_card", "perk_use", ["collection", "token_id"])
    op.create_index(op.f("ix_perk_use_holder"), "perk_use", ["holder"])


def downgrade() -> None:
    op.drop_table("perk_use")
