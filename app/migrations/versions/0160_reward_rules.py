"""Reward rules: what officers wrote, what was decided about each event, visits, and forecasts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0160_reward_rules"
down_revision = "0150_openid_provider"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reward_decision",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("rule_number", sa.Integer(), nullable=False),
        sa.Column("event_row_id", sa.BigInteger(), nullable=False),
        sa.Column("event_type", sa.String(length=100), nullable=False),
        sa.Column("service_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("occurred_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("occurred_day", sa.Date(), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("once_key", sa.String(length=100), nullable=True),
        sa.Column("decided_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=True),
        sa.Column("expiry_day", sa.Date(), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_decision")),
        sa.UniqueConstraint("campaign_key", name=op.f("uq_reward_decision_campaign_key")),
        sa.UniqueConstraint("event_row_id", "rule_id", name=op.f("uq_reward_decision_event_row_id_rule_id")),
        sa.UniqueConstraint("rule_id", "holder", "once_key", name=op.f("uq_reward_decision_rule_id_holder_once_key")),
    )
    op.create_index(op.f("ix_reward_decision_holder"), "reward_decision", ["holder"], unique=False)
    op.create_index(op.f("ix_reward_decision_program_id"), "reward_decision", ["program_id"], unique=False)
    op.create_index(
        "ix_reward_decision_rule_id_holder_occurred_day",
        "reward_decision",
        ["rule_id", "holder", "occurred_day"],
        unique=False,
    )
    op.create_index("ix_reward_decision_rule_id_id", "reward_decision", ["rule_id", "id"], unique=False)
    op.create_index("ix_reward_decision_stage_id", "reward_decision", ["stage", "id"], unique=False)
    op.create_table(
        "reward_visit",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", sa.BigInteger(), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("mark", types.Bytes32(length=32), nullable=False),
        sa.Column("began_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("end_event", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_visit")),
        sa.UniqueConstraint("service_id", "account", "mark", name=op.f("uq_reward_visit_service_id_account_mark")),
    )
    op.create_table(
        "reward_rule",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("event_type", sa.String(length=100), nullable=False),
        sa.Column("service_id", types.BigId, nullable=True),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("budget", types.PointsType(), nullable=False),
        sa.Column("given", types.PointsType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("launched_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("paused_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("spent_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_reward_rule_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_rule")),
        sa.UniqueConstraint("municipality", "number", name=op.f("uq_reward_rule_municipality_number")),
    )
    op.create_index(
        "ix_reward_rule_municipality_event_type", "reward_rule", ["municipality", "event_type"], unique=False
    )
    op.create_index(op.f("ix_reward_rule_program_id"), "reward_rule", ["program_id"], unique=False)
    op.create_table(
        "reward_rule_act",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("rule_id", types.BigId, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["reward_rule.id"], name=op.f("fk_reward_rule_act_rule_id_reward_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_rule_act")),
    )
    op.create_index(op.f("ix_reward_rule_act_rule_id"), "reward_rule_act", ["rule_id"], unique=False)
    op.create_table(
        "reward_rule_forecast",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("rule_id", types.BigId, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("asked_by", types.AddressType(length=42), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("terms_json", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("touched_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["reward_rule.id"], name=op.f("fk_reward_rule_forecast_rule_id_reward_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_rule_forecast")),
    )
    op.create_index(op.f("ix_reward_rule_forecast_rule_id"), "reward_rule_forecast", ["rule_id"], unique=False)
    op.create_index(op.f("ix_reward_rule_forecast_state"), "reward_rule_forecast", ["state"], unique=False)
    op.create_table(
        "reward_rule_version",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("rule_id", types.BigId, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("terms_json", sa.JSON(), nullable=False),
        sa.Column("written_by", types.AddressType(length=42), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["reward_rule.id"], name=op.f("fk_reward_rule_version_rule_id_reward_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_rule_version")),
        sa.UniqueConstraint("rule_id", "from_day", name=op.f("uq_reward_rule_version_rule_id_from_day")),
    )


def downgrade() -> None:
    op.drop_table("reward_rule_version")
    op.drop_index(op.f("ix_reward_rule_forecast_state"), table_name="reward_rule_forecast")
    op.drop_index(op.f("ix_reward_rule_forecast_rule_id"), table_name="reward_rule_forecast")
    op.drop_table("reward_rule_forecast")
    op.drop_index(op.f("ix_reward_rule_act_rule_id"), table_name="reward_rule_act")
    op.drop_table("reward_rule_act")
    op.drop_index(op.f("ix_reward_rule_program_id"), table_name="reward_rule")
    op.drop_index("ix_reward_rule_municipality_event_type", table_name="reward_rule")
    op.drop_table("reward_rule")
    op.drop_table("reward_visit")
    op.drop_index("ix_reward_decision_stage_id", table_name="reward_decision")
    op.drop_index("ix_reward_decision_rule_id_id", table_name="reward_decision")
    op.drop_index("ix_reward_decision_rule_id_holder_occurred_day", table_name="reward_decision")
    op.drop_index(op.f("ix_reward_decision_program_id"), table_name="reward_decision")
    op.drop_index(op.f("ix_reward_decision_holder"), table_name="reward_decision")
    op.drop_table("reward_decision")
