"""Uses of rights, as doors scan them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0032"
down_revision = "0024"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "right_redemption",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("staff", types.AddressType(length=42), nullable=False),
        sa.Column("scan", sa.String(length=64), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_redemption")),
    )
    op.create_index("ix_right_redemption_token", "right_redemption", ["collection", "token_id"])
    op.create_index("ix_right_redemption_place_scan", "right_redemption", ["place", "scan"], unique=True)
    op.create_index(op.f("ix_right_redemption_holder"), "right_redemption", ["holder"])


def downgrade() -> None:
    op.drop_table("right_redemption")
