"""The person's page: gifts, notices and their ways out, copies of own data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _gifts()
    _notices()
    op.create_table(
        "account_data_export",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("taken_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_data_export_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_data_export")),
    )
    op.create_index(op.f("ix_account_data_export_asked_at"), "account_data_export", ["asked_at"])
    op.create_index(op.f("ix_account_data_export_account_id"), "account_data_export", ["account_id"])


def _gifts() -> None:
    op.create_table(
        "points_gift",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("sender", types.AddressType(length=42), nullable=False),
        sa.Column("recipient", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_gift")),
        sa.UniqueConstraint("sender", "request_key", name=op.f("uq_points_gift_sender_request_key")),
    )
    op.create_index(op.f("ix_points_gift_recipient"), "points_gift", ["recipient"])
    op.create_index(op.f("ix_points_gift_created_at"), "points_gift", ["created_at"])
    op.create_table(
        "points_gift_part",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("gift_row_id", _ID, nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("nonce", types.Bytes32(length=32), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("gift_id", types.Bytes32(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gift_row_id"], ["points_gift.id"], name=op.f("fk_points_gift_part_gift_row_id_points_gift")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_gift_part")),
        sa.UniqueConstraint("gift_id", name=op.f("uq_points_gift_part_gift_id")),
    )
    op.create_index(op.f("ix_points_gift_part_gift_row_id"), "points_gift_part", ["gift_row_id"])


def _notices() -> None:
    op.create_table(
        "points_notice",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=140), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("read_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_notice")),
        sa.UniqueConstraint("account", "kind", "subject", name=op.f("uq_points_notice_account_kind_subject")),
    )
    op.create_index("ix_points_notice_account_read_at", "points_notice", ["account", "read_at"])
    op.create_index(op.f("ix_points_notice_created_at"), "points_notice", ["created_at"])
    op.create_table(
        "points_push_subscription",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("endpoint_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("browser", sa.String(length=60), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_push_subscription")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_points_push_subscription_endpoint_hash")),
    )
    op.create_index(op.f("ix_points_push_subscription_account"), "points_push_subscription", ["account"])
    op.create_table(
        "points_notice_delivery",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("notice_id", _ID, nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("browser_id", _ID, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["points_notice.id"],
            name=op.f("fk_points_notice_delivery_notice_id_points_notice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["browser_id"],
            ["points_push_subscription.id"],
            name=op.f("fk_points_notice_delivery_browser_id_points_push_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_notice_delivery")),
    )
    op.create_index(op.f("ix_points_notice_delivery_notice_id"), "points_notice_delivery", ["notice_id"])
    op.create_index(op.f("ix_points_notice_delivery_next_try_at"), "points_notice_delivery", ["next_try_at"])
    op.create_index(op.f("ix_points_notice_delivery_browser_id"), "points_notice_delivery", ["browser_id"])
    op.create_table(
        "points_notice_choice",
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("mail", sa.JSON(), nullable=False),
        sa.Column("push", sa.JSON(), nullable=False),
        sa.Column("expiry_days", sa.JSON(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_points_notice_choice")),
    )
    op.create_table(
        "points_notice_mark",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_points_notice_mark")),
    )


def downgrade() -> None:
    op.drop_table("account_data_export")
    op.drop_table("points_notice_mark")
    op.drop_table("points_notice_choice")
    op.drop_table("points_notice_delivery")
    op.drop_table("points_push_subscription")
    op.drop_table("points_notice")
    op.drop_table("points_gift_part")
    op.drop_table("points_gift")
