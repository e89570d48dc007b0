"""Points on top for an identity check: a town's terms, and one grant a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0123_verification_bonuses"
down_revision = "0114_community_requests"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "points_verification_bonus",
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("most_each", types.PointsType(), nullable=False),
        sa.Column("budget", types.PointsType(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("residents_only", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("program_id", name=op.f("pk_points_verification_bonus")),
    )
    op.create_table(
        "points_bonus_grant",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("person", types.Bytes32(length=32), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("balance", types.PointsType(), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("expiry_day", sa.Date(), nullable=False),
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("failure", sa.String(100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_bonus_grant")),
        sa.UniqueConstraint("campaign_key", name=op.f("uq_points_bonus_grant_campaign_key")),
        sa.UniqueConstraint("program_id", "person", name=op.f("uq_points_bonus_grant_program_id_person")),
    )
    op.create_index(op.f("ix_points_bonus_grant_holder"), "points_bonus_grant", ["holder"])


def downgrade() -> None:
    op.drop_table("points_bonus_grant")
    op.drop_table("points_verification_bonus")
