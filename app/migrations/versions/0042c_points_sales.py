"""Paying in points: prices of listings in points, purchases and bookings paid in them, and points that go back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0042c"
down_revision = "0043"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("market_order", "ticket_booking"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("program_id", sa.BigInteger(), nullable=False, server_default="0"))
            batch.add_column(sa.Column("points_payment", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("sale") as batch:
        batch.add_column(sa.Column("payment_id", types.Bytes32(length=32), nullable=True))
    _create_prices()
    _create_returns()


def downgrade() -> None:
    op.drop_table("ticket_points_return")
    op.drop_table("chain_points_price")
    op.drop_table("market_points_price")
    with op.batch_alter_table("sale") as batch:
        batch.drop_column("payment_id")
    for table in ("market_order", "ticket_booking"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("points_payment")
            batch.drop_column("program_id")


def _create_prices() -> None:
    op.create_table(
        "market_points_price",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("listing_number", sa.BigInteger(), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("price", types.PointsType(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_number"], ["listing.number"], name=op.f("fk_market_points_price_listing_number_listing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_points_price")),
    )
    op.create_index(op.f("ix_market_points_price_listing_number"), "market_points_price", ["listing_number"])
    op.create_table(
        "chain_points_price",
        sa.Column("listing_number", sa.BigInteger(), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_points_price")),
    )
    op.create_index("ix_chain_points_price_listing", "chain_points_price", ["listing_number"])


def _create_returns() -> None:
    op.create_table(
        "ticket_points_return",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("log_index", sa.Integer(), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", _ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ordered_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["ticket_booking.id"], name=op.f("fk_ticket_points_return_booking_id_ticket_booking")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_points_return")),
        sa.UniqueConstraint(
            "tx_hash", "log_index", "booking_id", name=op.f("uq_ticket_points_return_tx_hash_log_index_booking_id")
        ),
    )
    op.create_index(op.f("ix_ticket_points_return_token_id"), "ticket_points_return", ["token_id"])
    op.create_index(op.f("ix_ticket_points_return_booking_id"), "ticket_points_return", ["booking_id"])
