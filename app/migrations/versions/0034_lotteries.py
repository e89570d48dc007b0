"""Lotteries: what is sold to whom, entries, and the listings of those chosen"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0034"
down_revision = "0031"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_lottery()
    _create_entry()
    _create_round()
    _create_fact()


def downgrade() -> None:
    for table in ("chain_lottery", "market_lottery_round", "market_lottery_entry", "market_lottery"):
        op.drop_table(table)


def _create_lottery() -> None:
    op.create_table(
        "market_lottery",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("buy_days", sa.Integer(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seed_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("entries_root", types.Bytes32(length=32), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("seed", types.Bytes32(length=32), nullable=True),
        sa.Column("block_number", sa.BigInteger(), nullable=True),
        sa.Column("block_hash", types.Bytes32(length=32), nullable=True),
        sa.Column("drawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"], ["collection.number"], name=op.f("fk_market_lottery_collection_number_collection")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_market_lottery")),
    )
    op.create_index(op.f("ix_market_lottery_closes_at"), "market_lottery", ["closes_at"])
    op.create_index(op.f("ix_market_lottery_collection_number"), "market_lottery", ["collection_number"])


def _create_entry() -> None:
    op.create_table(
        "market_lottery_entry",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("lottery_number", sa.BigInteger(), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("was_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["lottery_number"],
            ["market_lottery.number"],
            name=op.f("fk_market_lottery_entry_lottery_number_market_lottery"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_lottery_entry")),
        sa.UniqueConstraint("lottery_number", "account", name=op.f("uq_market_lottery_entry_lottery_number_account")),
    )
    op.create_index(op.f("ix_market_lottery_entry_account"), "market_lottery_entry", ["account"])


def _create_round() -> None:
    op.create_table(
        "market_lottery_round",
        sa.Column("listing_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lottery_number", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_number"], ["listing.number"], name=op.f("fk_market_lottery_round_listing_number_listing")
        ),
        sa.ForeignKeyConstraint(
            ["lottery_number"],
            ["market_lottery.number"],
            name=op.f("fk_market_lottery_round_lottery_number_market_lottery"),
        ),
        sa.PrimaryKeyConstraint("listing_number", name=op.f("pk_market_lottery_round")),
    )
    op.create_index(op.f("ix_market_lottery_round_lottery_number"), "market_lottery_round", ["lottery_number"])


def _create_fact() -> None:
    op.create_table(
        "chain_lottery",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("entries_root", types.Bytes32(length=32), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_lottery")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_lottery_number")),
    )
