"""The till: cashiers, carts, saved items, requests by the shop's code, day closings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("points_payment") as payment:
        payment.add_column(sa.Column("cashier_id", sa.BigInteger(), nullable=True))
        payment.add_column(sa.Column("cash", types.YenType(), nullable=False, server_default="0"))
        payment.add_column(sa.Column("sale_lines", sa.JSON(), nullable=False, server_default="[]"))
        payment.add_column(sa.Column("closing_id", sa.BigInteger(), nullable=True))
        payment.create_index(op.f("ix_points_payment_closing_id"), ["closing_id"])
    with op.batch_alter_table("points_payment") as payment:
        payment.alter_column("cash", server_default=None)
        payment.alter_column("sale_lines", server_default=None)
    with op.batch_alter_table("points_refund") as refund:
        refund.add_column(sa.Column("cashier_id", sa.BigInteger(), nullable=True))
        refund.add_column(sa.Column("closing_id", sa.BigInteger(), nullable=True))
        refund.create_index(op.f("ix_points_refund_closing_id"), ["closing_id"])
    _create_people_and_items()
    _create_shop_codes()
    _create_closings()


def downgrade() -> None:
    for table in (
        "points_till_closing",
        "points_till_settings",
        "points_payment_request",
        "points_shop_code",
        "points_saved_item",
        "points_cashier",
    ):
        op.drop_table(table)
    with op.batch_alter_table("points_refund") as refund:
        refund.drop_index(op.f("ix_points_refund_closing_id"))
        for column in ("closing_id", "cashier_id"):
            refund.drop_column(column)
    with op.batch_alter_table("points_payment") as payment:
        payment.drop_index(op.f("ix_points_payment_closing_id"))
        for column in ("closing_id", "sale_lines", "cash", "cashier_id"):
            payment.drop_column(column)


def _create_people_and_items() -> None:
    op.create_table(
        "points_cashier",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("is_manager", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("pin_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pin_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("pin_set_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_cashier")),
    )
    op.create_index(op.f("ix_points_cashier_merchant_id"), "points_cashier", ["merchant_id"])
    op.create_table(
        "points_saved_item",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_saved_item")),
    )
    op.create_index(op.f("ix_points_saved_item_merchant_id"), "points_saved_item", ["merchant_id"])
    op.create_table(
        "points_till_settings",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("refund_window_minutes", sa.Integer(), nullable=False),
        sa.Column("preferred_program", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_points_till_settings")),
    )


def _create_shop_codes() -> None:
    op.create_table(
        "points_shop_code",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_points_shop_code")),
        sa.UniqueConstraint("code", name=op.f("uq_points_shop_code_code")),
    )
    op.create_table(
        "points_payment_request",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("cash", types.YenType(), nullable=False),
        sa.Column("sale_lines", sa.JSON(), nullable=False),
        sa.Column("cashier", types.AddressType(length=42), nullable=False),
        sa.Column("cashier_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("payment_row_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payment_request")),
        sa.UniqueConstraint("token", name=op.f("uq_points_payment_request_token")),
        sa.UniqueConstraint(
            "merchant_id", "request_key", name=op.f("uq_points_payment_request_merchant_id_request_key")
        ),
    )
    op.create_index(op.f("ix_points_payment_request_expires_at"), "points_payment_request", ["expires_at"])


def _create_closings() -> None:
    op.create_table(
        "points_till_closing",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("payment_count", sa.Integer(), nullable=False),
        sa.Column("taken", types.PointsType(), nullable=False),
        sa.Column("cash", types.YenType(), nullable=False),
        sa.Column("refund_count", sa.Integer(), nullable=False),
        sa.Column("refunded", types.PointsType(), nullable=False),
        sa.Column("by_cashier", sa.JSON(), nullable=False),
        sa.Column("first_act_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", types.AddressType(length=42), nullable=False),
        sa.Column("closed_by_name", sa.String(length=100), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_till_closing")),
        sa.UniqueConstraint("merchant_id", "number", name=op.f("uq_points_till_closing_merchant_id_number")),
    )
