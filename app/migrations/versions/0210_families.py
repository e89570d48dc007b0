"""Families: who may act for whom, what was done, and by whom a signature or a payment code was made for somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import AddressType, BigId, MunicipalityCodeType, UtcDateTime

revision = "0210_families"
down_revision = "0160_reward_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_bond",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("guardian", AddressType(), nullable=False),
        sa.Column("ward", AddressType(), nullable=False),
        sa.Column("relation", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("town", MunicipalityCodeType()),
        sa.Column("birth_month", sa.Date()),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("began_at", UtcDateTime()),
        sa.Column("confirmed_by", AddressType()),
        sa.Column("told_at", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("ended_by", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
    )
    for column in ("guardian", "ward", "town"):
        op.create_index(f"ix_family_bond_{column}", "family_bond", [column])
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_family_bond_one_open", "family_bond", ["guardian", "ward"],
        unique=True, sqlite_where=still_open, postgresql_where=still_open,
    )  # fmt: skip
    op.create_table(
        "family_act",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("bond_id", BigId, sa.ForeignKey("family_bond.id"), nullable=False),
        sa.Column("act", sa.String(80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_family_act_bond_id", "family_act", ["bond_id"])
    with op.batch_alter_table("browser_session") as session:
        session.add_column(sa.Column("acting_bond_id", BigId))
        session.create_foreign_key(
            "fk_browser_session_acting_bond_id_family_bond", "family_bond", ["acting_bond_id"], ["id"]
        )
    op.add_column("signature_log", sa.Column("acted_by", AddressType()))
    op.add_column("points_payment_code", sa.Column("shown_by", AddressType()))


def downgrade() -> None:
    op.drop_column("points_payment_code", "shown_by")
    op.drop_column("signature_log", "acted_by")
    with op.batch_alter_table("browser_session") as session:
        session.drop_constraint("fk_browser_session_acting_bond_id_family_bond", type_="foreignkey")
        session.drop_column("acting_bond_id")
    op.drop_table("family_act")
    op.drop_table("family_bond")
