"""The checkout: carts, orders paid together with stock held, card payments, receipts and gifts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0027"
down_revision = "0030"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)
_ADDRESS = types.AddressType(length=42)


def upgrade() -> None:
    _create_cart_and_checkout()
    with op.batch_alter_table("market_order") as order:
        order.add_column(sa.Column("checkout_id", _ID, nullable=True))
        order.create_foreign_key(
            op.f("fk_market_order_checkout_id_market_checkout"), "market_checkout", ["checkout_id"], ["id"]
        )
        order.create_index(op.f("ix_market_order_checkout_id"), ["checkout_id"])
        order.create_index("ix_market_order_valid_before", ["valid_before"])
    with op.batch_alter_table("listing") as listing:
        listing.add_column(sa.Column("tax_percent", sa.Integer(), nullable=False, server_default="10"))
    _create_payments()
    _create_receipts()
    _create_gifts()


def downgrade() -> None:
    for name in ("gift", "receipt", "payment_notice", "card_refund", "card_payment"):
        op.drop_table(f"market_{name}")
    with op.batch_alter_table("listing") as listing:
        listing.drop_column("tax_percent")
    with op.batch_alter_table("market_order") as order:
        order.drop_index("ix_market_order_valid_before")
        order.drop_index(op.f("ix_market_order_checkout_id"))
        order.drop_constraint(op.f("fk_market_order_checkout_id_market_checkout"), type_="foreignkey")
        order.drop_column("checkout_id")
    op.drop_table("market_checkout")
    op.drop_table("market_cart_line")


def _create_cart_and_checkout() -> None:
    _create(
        "cart_line",
        [
            _column("owner", _ADDRESS),
            _column("item", sa.String(length=40)),
            _column("quantity", sa.Integer()),
            _column("price_seen", types.YenType()),
            _column("added_at", _MOMENT),
            sa.UniqueConstraint("owner", "item", name=op.f("uq_market_cart_line_owner_item")),
        ],
    )
    _create(
        "checkout",
        [
            _column("buyer", _ADDRESS),
            _column("state", sa.String(length=16)),
            _column("pay_by", sa.String(length=8)),
            _column("total", types.YenType()),
            _column("hold_until", _MOMENT),
            _column("created_at", _MOMENT),
            sa.Column("mailed_at", _MOMENT, nullable=True),
        ],
        ["state"],
    )
    op.create_index("ix_market_checkout_buyer_id", "market_checkout", ["buyer", "id"])


def _create_payments() -> None:
    _create(
        "card_payment",
        [
            _column("checkout_id", _ID),
            _column("key", sa.String(length=64)),
            _column("provider", sa.String(length=24)),
            _column("reference", sa.String(length=255)),
            _column("page", sa.Text()),
            _column("amount", types.YenType()),
            _column("state", sa.String(length=16)),
            _column("created_at", _MOMENT),
            sa.Column("paid_at", _MOMENT, nullable=True),
            _reference("card_payment", "checkout_id", "market_checkout"),
            sa.UniqueConstraint("checkout_id", name=op.f("uq_market_card_payment_checkout_id")),
            sa.UniqueConstraint("key", name=op.f("uq_market_card_payment_key")),
        ],
    )
    _create(
        "card_refund",
        [
            _column("payment_id", _ID),
            sa.Column("order_id", _ID, nullable=True),
            _column("key", sa.String(length=64)),
            _column("amount", types.YenType()),
            _column("state", sa.String(length=8)),
            _column("attempts", sa.Integer()),
            _column("created_at", _MOMENT),
            _column("retry_at", _MOMENT),
            sa.Column("done_at", _MOMENT, nullable=True),
            _reference("card_refund", "payment_id", "market_card_payment"),
            _reference("card_refund", "order_id", "market_order"),
            sa.UniqueConstraint("order_id", name=op.f("uq_market_card_refund_order_id")),
            sa.UniqueConstraint("key", name=op.f("uq_market_card_refund_key")),
        ],
        ["payment_id", "state"],
    )
    op.create_table(
        "market_payment_notice",
        _column("id", sa.String(length=255)),
        _column("payment_id", _ID),
        _column("kind", sa.String(length=24)),
        _column("received_at", _MOMENT),
        _reference("payment_notice", "payment_id", "market_card_payment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_payment_notice")),
    )
    op.create_index(op.f("ix_market_payment_notice_payment_id"), "market_payment_notice", ["payment_id"])


def _create_receipts() -> None:
    _create(
        "receipt",
        [
            _column("subject", sa.String(length=40)),
            _column("municipality", types.MunicipalityCodeType(length=6)),
            _column("buyer", _ADDRESS),
            _column("addressee", sa.String(length=80)),
            _column("invoice_number", sa.String(length=14)),
            _column("lines", sa.JSON()),
            _column("sold_at", _MOMENT),
            _column("issued_at", _MOMENT),
            _column("downloads", sa.Integer()),
            sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_market_receipt_municipality_town")),
            sa.UniqueConstraint("subject", "municipality", name=op.f("uq_market_receipt_subject_municipality")),
        ],
        ["buyer"],
    )


def _create_gifts() -> None:
    _create(
        "gift",
        [
            _column("order_id", _ID),
            _column("giver", _ADDRESS),
            _column("giver_name", sa.String(length=40)),
            _column("message", sa.String(length=200)),
            sa.Column("secret_hash", types.Bytes32(length=32), nullable=True),
            _column("state", sa.String(length=16)),
            sa.Column("taker", _ADDRESS, nullable=True),
            _column("created_at", _MOMENT),
            _column("expires_at", _MOMENT),
            sa.Column("over_at", _MOMENT, nullable=True),
            _reference("gift", "order_id", "market_order"),
            sa.UniqueConstraint("order_id", name=op.f("uq_market_gift_order_id")),
            sa.UniqueConstraint("secret_hash", name=op.f("uq_market_gift_secret_hash")),
        ],
        ["giver", "taker"],
    )


def _create(name: str, columns: Sequence[Any], indexed: Sequence[str] = ()) -> None:
    table = f"market_{name}"
    op.create_table(
        table,
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in indexed:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _column(name: str, of: Any) -> sa.Column[Any]:
    return sa.Column(name, of, nullable=False)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_market_{table}_{column}_{to}"))
