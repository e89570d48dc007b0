"""Roles in communities, reports, and the log of moderation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0062_community_roles"
down_revision = "0075_treasury_lines"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_role()
    _create_report()
    _create_act()


def downgrade() -> None:
    for table in ("moderation_act", "moderation_report", "community_role"):
        op.drop_table(table)


def _create_role() -> None:
    op.create_table(
        "community_role",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("named_by", types.AddressType(length=42), nullable=False),
        sa.Column("named_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(42), nullable=False),
        sa.Column("withdrawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_role")),
    )
    op.create_index(op.f("ix_community_role_account"), "community_role", ["account"])
    op.create_index(
        "ix_community_role_held",
        "community_role",
        ["community", "account", "role"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def _create_report() -> None:
    op.create_table(
        "moderation_report",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", _ID, nullable=False),
        sa.Column("reporter", types.AddressType(length=42), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reported_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_by", _ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_report")),
        sa.UniqueConstraint("kind", "subject", "reporter", name=op.f("uq_moderation_report_kind_subject_reporter")),
    )
    op.create_index("ix_moderation_report_open", "moderation_report", ["community", "answered_by"])
    op.create_index(op.f("ix_moderation_report_reporter"), "moderation_report", ["reporter"])


def _create_act() -> None:
    op.create_table(
        "moderation_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", _ID, nullable=False),
        sa.Column("author", types.AddressType(length=42), nullable=False),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("moderator", types.AddressType(length=42), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_act")),
    )
    op.create_index(op.f("ix_moderation_act_author"), "moderation_act", ["author"])
    op.create_index("ix_moderation_act_community", "moderation_act", ["community"])
    op.create_index(op.f("ix_moderation_act_moderator"), "moderation_act", ["moderator"])
    op.create_index("ix_moderation_act_subject", "moderation_act", ["kind", "subject"])
