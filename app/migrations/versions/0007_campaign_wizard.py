"""What a campaign's wizard asks: people, rules, budget, law, message, and a second officer's approval."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _terms()
    op.create_table(
        "points_campaign_decision",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("campaign_id", _BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("mark", types.Bytes32(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_campaign_decision_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_campaign_decision")),
    )
    op.create_index(op.f("ix_points_campaign_decision_campaign_id"), "points_campaign_decision", ["campaign_id"])
    op.create_table(
        "points_approval_limit",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("limit", types.PointsType(), nullable=False),
        sa.Column("proposed_by", types.AddressType(length=42), nullable=False),
        sa.Column("proposed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", types.AddressType(length=42), nullable=True),
        sa.Column("confirmed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_approval_limit")),
    )
    op.create_index(op.f("ix_points_approval_limit_municipality"), "points_approval_limit", ["municipality"])


def downgrade() -> None:
    op.drop_table("points_approval_limit")
    op.drop_table("points_campaign_decision")
    op.drop_table("points_campaign_terms")


def _terms() -> None:
    op.create_table(
        "points_campaign_terms",
        sa.Column("campaign_id", _BIG_ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("segment", sa.JSON(), nullable=False),
        sa.Column("amount_kind", sa.String(length=8), nullable=False),
        sa.Column("amount_each", types.PointsType(), nullable=False),
        sa.Column("amount_basis_points", sa.Integer(), nullable=False),
        sa.Column("amount_most", types.PointsType(), nullable=True),
        sa.Column("budget", types.PointsType(), nullable=True),
        sa.Column("legal_reason", sa.String(length=500), nullable=False),
        sa.Column("legal_findings", sa.JSON(), nullable=False),
        sa.Column("legal_by", types.AddressType(length=42), nullable=True),
        sa.Column("legal_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("message_ja", sa.String(length=500), nullable=False),
        sa.Column("message_en", sa.String(length=500), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_campaign_terms_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_points_campaign_terms")),
    )
