"""Events of communities: replies, waiting list, helpers at the door."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0073"
down_revision = "0063_member_lists"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_event()
    _create_reply()
    op.create_table(
        "event_helper",
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("added_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_helper_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("event_id", "account", name=op.f("pk_event_helper")),
    )


def downgrade() -> None:
    for table in ("event_helper", "event_reply", "community_event"):
        op.drop_table(table)


def _create_event() -> None:
    op.create_table(
        "community_event",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title_ja", sa.String(80), nullable=False),
        sa.Column("title_en", sa.String(80), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("place_ja", sa.String(120), nullable=False),
        sa.Column("place_en", sa.String(120), nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("most_companions", sa.Integer(), nullable=False),
        sa.Column("confirm_hours", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(10), nullable=False),
        sa.Column("ticket_service", sa.BigInteger(), nullable=True),
        sa.Column("after_link", sa.String(300), nullable=False),
        sa.Column("written_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("called_off_reason", sa.String(300), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event")),
    )
    op.create_index("ix_community_event_begins_at", "community_event", ["begins_at"])
    op.create_index(op.f("ix_community_event_community"), "community_event", ["community"])
    op.create_index(op.f("ix_community_event_municipality"), "community_event", ["municipality"])


def _create_reply() -> None:
    op.create_table(
        "event_reply",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("offered_until", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("home", sa.String(6), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("came_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("let_in_by", types.AddressType(length=42), nullable=True),
        sa.Column("replied_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_reply_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reply")),
        sa.UniqueConstraint("code", name=op.f("uq_event_reply_code")),
    )
    op.create_index("ix_event_reply_event_id_account", "event_reply", ["event_id", "account"], unique=True)
    op.create_index(op.f("ix_event_reply_account"), "event_reply", ["account"])
