"""Naming auctions: what officers wrote and bidders signed, what the chain says of them, and the names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FACTS = (
    "chain_auction", "auction_cancelled", "chain_bid", "bid_returned", "bid_withdrawn", "auction_settled",
    "auction_unsold", "token_winner",
)  # fmt: skip


def upgrade() -> None:
    _create_facts()
    _create_auctions()
    _create_bids()
    _create_names()


def downgrade() -> None:
    for table in ("name_proposal", "auction_bid_refund", "auction_bid", "auction", *reversed(_FACTS)):
        op.drop_table(table)


def _create_facts() -> None:
    _fact(
        "chain_auction", _number("number"), _address("collection"), _yen("reserve"), _yen("increment"),
        _number("opens_at"), _number("closes_at"), _number("extension"), _number("block_time"), unique="number",
    )  # fmt: skip
    _fact("auction_cancelled", _number("number"), unique="number")
    _fact(
        "chain_bid", _bytes("bid_id"), _number("auction_number"), _address("bidder"), _yen("amount"),
        _number("closes_at"), _number("block_time"), _bytes("tx_hash"), unique="bid_id",
    )  # fmt: skip
    _fact(
        "bid_returned", _number("auction_number"), _address("bidder"), _yen("amount"),
        sa.Column("is_held", sa.Boolean(), nullable=False), _number("block_time"),
    )  # fmt: skip
    _fact("bid_withdrawn", _address("account"), _yen("amount"), _number("block_time"))
    _fact(
        "auction_settled", _number("number"), _address("winner"), _yen("amount"), _address("collection"),
        _number("token_id"), _number("block_time"), _bytes("tx_hash"), unique="number",
    )  # fmt: skip
    _fact("auction_unsold", _number("number"), _number("block_time"), unique="number")
    _fact("token_winner", _address("collection"), _number("token_id"), _address("winner"))
    for table, column in (
        ("chain_auction", "collection"), ("chain_bid", "bidder"), ("bid_returned", "bidder"),
        ("bid_withdrawn", "account"), ("auction_settled", "winner"), ("token_winner", "winner"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index("ix_chain_bid_auction_amount", "chain_bid", ["auction_number", "amount"])
    op.create_index("ix_bid_returned_auction_amount", "bid_returned", ["auction_number", "amount"])
    op.create_index("ix_token_winner_token", "token_winner", ["collection", "token_id"])


def _create_auctions() -> None:
    op.create_table(
        "auction",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        _number("collection_number"),
        _yen("reserve"),
        _yen("increment"),
        _moment("opens_at"),
        _moment("closes_at"),
        sa.Column("extension_seconds", sa.Integer(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("rules_ja", "rules_en", "criteria_ja", "criteria_en")
        ),
        _address("officer"),
        _number("deadline"),
        _number("cancel_deadline"),
        _text("state", 24),
        _text("error_name", 80),
        sa.Column("settle_attempts", sa.Integer(), nullable=False),
        sa.Column("has_settlement_under_way", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.ForeignKeyConstraint(
            ["collection_number"], ["collection.number"], name=op.f("fk_auction_collection_number_collection")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_auction")),
    )
    op.create_index(op.f("ix_auction_collection_number"), "auction", ["collection_number"])


def _create_bids() -> None:
    op.create_table(
        "auction_bid",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _number("auction_number"),
        _address("bidder"),
        _yen("amount"),
        _bytes("bid_id"),
        _bytes("salt"),
        _number("valid_before"),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        _text("state", 24),
        _text("error_name", 80),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("was_told", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.ForeignKeyConstraint(
            ["auction_number"], ["auction.number"], name=op.f("fk_auction_bid_auction_number_auction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auction_bid")),
        sa.UniqueConstraint("bid_id", name=op.f("uq_auction_bid_bid_id")),
    )
    op.create_index(op.f("ix_auction_bid_auction_number"), "auction_bid", ["auction_number"])
    op.create_index("ix_auction_bid_bidder_created_at", "auction_bid", ["bidder", "created_at"])
    op.create_table(
        "auction_bid_refund",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _address("account"),
        sa.Column("is_under_way", sa.Boolean(), nullable=False),
        _text("error_name", 80),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auction_bid_refund")),
    )
    op.create_index(op.f("ix_auction_bid_refund_account"), "auction_bid_refund", ["account"])


def _create_names() -> None:
    op.create_table(
        "name_proposal",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _number("auction_number"),
        _address("proposer"),
        _text("name_ja", 40),
        _text("name_en", 80),
        _text("kana", 80),
        _text("credit", 60),
        _text("note", 500),
        _text("state", 16),
        _text("reason", 500),
        sa.Column("reviewed_by", types.AddressType(length=42), nullable=True),
        sa.Column("reviewed_at", types.UtcDateTime(timezone=True), nullable=True),
        _moment("created_at"),
        sa.ForeignKeyConstraint(
            ["auction_number"], ["auction.number"], name=op.f("fk_name_proposal_auction_number_auction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_proposal")),
    )
    for column in ("auction_number", "proposer", "state"):
        op.create_index(op.f(f"ix_name_proposal_{column}"), "name_proposal", [column])


def _fact(name: str, *columns: sa.Column[object], unique: str = "") -> None:
    constraints = [sa.UniqueConstraint(unique, name=op.f(f"uq_{name}_{unique}"))] if unique else []
    op.create_table(
        name,
        *columns,
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f(f"pk_{name}")),
        *constraints,
    )


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _address(name: str) -> sa.Column[object]:
    return sa.Column(name, types.AddressType(length=42), nullable=False)


def _yen(name: str) -> sa.Column[object]:
    return sa.Column(name, types.YenType(), nullable=False)


def _bytes(name: str) -> sa.Column[object]:
    return sa.Column(name, types.Bytes32(length=32), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, types.UtcDateTime(timezone=True), nullable=False)
