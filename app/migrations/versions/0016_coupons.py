"""Coupons, their redemptions, and what settlements and day closings owe or count of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_CLOSINGS = ("coupon_count", "discount", "discount_back")


def upgrade() -> None:
    _create_coupons()
    _create_uses()
    with op.batch_alter_table("points_payment_code") as code:
        code.add_column(sa.Column("coupon_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("points_settlement") as settlement:
        settlement.add_column(sa.Column("coupons", types.YenType(), nullable=False, server_default="0"))
    with op.batch_alter_table("points_settlement") as settlement:
        settlement.alter_column("coupons", server_default=None)
    with op.batch_alter_table("points_till_closing") as closing:
        closing.add_column(sa.Column("coupon_count", sa.Integer(), nullable=False, server_default="0"))
        closing.add_column(sa.Column("discount", types.YenType(), nullable=False, server_default="0"))
        closing.add_column(sa.Column("discount_back", types.YenType(), nullable=False, server_default="0"))
    with op.batch_alter_table("points_till_closing") as closing:
        for column in _OF_CLOSINGS:
            closing.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("points_till_closing") as closing:
        for column in _OF_CLOSINGS:
            closing.drop_column(column)
    op.drop_table("points_coupon_use")
    op.drop_table("points_coupon")
    with op.batch_alter_table("points_settlement") as settlement:
        settlement.drop_column("coupons")
    with op.batch_alter_table("points_payment_code") as code:
        code.drop_column("coupon_id")


def _create_coupons() -> None:
    op.create_table(
        "points_coupon",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("title_ja", sa.String(length=100), nullable=False),
        sa.Column("title_en", sa.String(length=100), nullable=False),
        sa.Column("note_ja", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("yen_off", types.YenType(), nullable=False),
        sa.Column("minimum", types.YenType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("towns", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("shops", sa.JSON(), nullable=False),
        sa.Column("per_person", sa.Integer(), nullable=False),
        sa.Column("most_uses", sa.BigInteger(), nullable=True),
        sa.Column("budget", types.YenType(), nullable=True),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("published_by", types.AddressType(length=42), nullable=True),
        sa.Column("published_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stopped_by", types.AddressType(length=42), nullable=True),
        sa.Column("stopped_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stop_reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_coupon")),
    )
    for column in ("last_day", "municipality"):
        op.create_index(op.f(f"ix_points_coupon_{column}"), "points_coupon", [column])


def _create_uses() -> None:
    op.create_table(
        "points_coupon_use",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("coupon_id", _ID, nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("card", sa.String(length=100), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("discount", types.YenType(), nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("payment_row_id", _ID, nullable=True),
        sa.Column("tender", sa.String(length=16), nullable=False),
        sa.Column("cashier", types.AddressType(length=42), nullable=False),
        sa.Column("cashier_id", sa.BigInteger(), nullable=True),
        sa.Column("sale_lines", sa.JSON(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closing_id", sa.BigInteger(), nullable=True),
        sa.Column("given_back_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("given_back_by", types.AddressType(length=42), nullable=True),
        sa.Column("given_back_cashier_id", sa.BigInteger(), nullable=True),
        sa.Column("given_back_closing_id", sa.BigInteger(), nullable=True),
        sa.Column("settlement_row_id", _ID, nullable=True),
        sa.Column("taken_off_row_id", _ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_points_coupon_use_{column}_{table}"))
            for column, table in (
                ("coupon_id", "points_coupon"),
                ("payment_row_id", "points_payment"),
                ("settlement_row_id", "points_settlement"),
                ("taken_off_row_id", "points_settlement"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_coupon_use")),
        sa.UniqueConstraint("coupon_id", "holder", "place", name=op.f("uq_points_coupon_use_coupon_id_holder_place")),
        sa.UniqueConstraint("merchant_id", "request_key", name=op.f("uq_points_coupon_use_merchant_id_request_key")),
        sa.UniqueConstraint("payment_row_id", name=op.f("uq_points_coupon_use_payment_row_id")),
    )
    for column in (
        "closing_id", "given_back_closing_id", "holder", "merchant_id", "settlement_row_id", "taken_off_row_id",
    ):  # fmt: skip
        op.create_index(op.f(f"ix_points_coupon_use_{column}"), "points_coupon_use", [column])
