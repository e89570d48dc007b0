"""Other apps' points made common points: rules with dates of effect, requests, and their grants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0190_conversions"
down_revision = "0141_messages_to_services"
branch_labels = None
depends_on = None

_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    _rules()
    _requests()
    _grants()


def _rules() -> None:
    op.create_table(
        "points_conversion_rule",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("app_points", sa.Integer(), nullable=False),
        sa.Column("common_points", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most_a_day", types.PointsType(), nullable=False),
        sa.Column("most_a_month", types.PointsType(), nullable=False),
        sa.Column("budget", types.PointsType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_at", _MOMENT, nullable=True),
        sa.Column("withdrawn_by", types.AddressType(length=42), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_points_conversion_rule_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_conversion_rule")),
    )
    op.create_index(
        "ix_points_conversion_rule_service_id_municipality",
        "points_conversion_rule",
        ["service_id", "municipality", "first_day"],
    )


def _requests() -> None:
    op.create_table(
        "points_conversion",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("app_points", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rule_id", types.BigId, nullable=True),
        sa.Column("refusal", sa.String(20), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["points_conversion_rule.id"], name=op.f("fk_points_conversion_rule_id_points_conversion_rule")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_points_conversion_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_conversion")),
        sa.UniqueConstraint("service_id", "key", name=op.f("uq_points_conversion_service_id_key")),
    )
    op.create_index(op.f("ix_points_conversion_holder"), "points_conversion", ["holder"])
    op.create_index("ix_points_conversion_answered_at", "points_conversion", ["answered_at"])
    op.create_index("ix_points_conversion_town_service_day", "points_conversion", ["municipality", "service_id", "day"])


def _grants() -> None:
    op.create_table(
        "points_conversion_grant",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("conversion_id", types.BigId, nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("expiry_day", sa.Date(), nullable=False),
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.String(100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversion_id"],
            ["points_conversion.id"],
            name=op.f("fk_points_conversion_grant_conversion_id_points_conversion"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_conversion_grant")),
        sa.UniqueConstraint("campaign_key", name=op.f("uq_points_conversion_grant_campaign_key")),
        sa.UniqueConstraint("conversion_id", name=op.f("uq_points_conversion_grant_conversion_id")),
    )
    op.create_index("ix_points_conversion_grant_program_id", "points_conversion_grant", ["program_id"])


def downgrade() -> None:
    op.drop_table("points_conversion_grant")
    op.drop_table("points_conversion")
    op.drop_table("points_conversion_rule")
