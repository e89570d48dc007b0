"""What holders do with what they own: uses, loans and resales of tokens, cards issued and re-bound."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from chain.db import types
from chain.ids import ZERO_ADDRESS

revision = "0022"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("collection") as collection:
        address = types.AddressType(length=42)
        collection.add_column(sa.Column("minter", address, nullable=False, server_default=ZERO_ADDRESS))
    _create("right_use", ("holder", "place"), *_use())
    _create("right_loan", ("borrower",), _address("borrower"), _number("expires"))
    _create("asks_withdrawn", (), _address("owner"), _number("moves"))
    _create("card_rebound", ("former", "current"), _address("former"), _address("current"))
    _create("card_issued", ("recipient",), _address("recipient"))
    _create("resale", ("seller", "buyer"), *_resale(), sa.UniqueConstraint("offer_id", name=op.f("uq_resale_offer_id")))
    op.create_table(
        "resale_fee",
        *_place(),
        _address("receiver"),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_resale_fee")),
    )
    op.create_table(
        "right_state",
        _address("collection"),
        sa.Column("token_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        _address("borrower"),
        _number("lent_until"),
        _number("withdrawals"),
        sa.PrimaryKeyConstraint("collection", "token_id", name=op.f("pk_right_state")),
    )
    op.create_index(op.f("ix_right_state_borrower"), "right_state", ["borrower"])


def _use() -> list[sa.Column[Any]]:
    whole: list[sa.Column[Any]] = [sa.Column(name, sa.Integer(), nullable=False) for name in ("use", "uses_left")]
    return [_address("holder"), _number("place"), *whole]


def _resale() -> list[sa.Column[Any]]:
    money: list[sa.Column[Any]] = [
        sa.Column(name, types.YenType(), nullable=False) for name in ("price", "royalty", "fee")
    ]
    return [_hash("offer_id"), _address("seller"), _address("buyer"), *money]


def _address(name: str) -> sa.Column[Any]:
    return sa.Column(name, types.AddressType(length=42), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _hash(name: str) -> sa.Column[Any]:
    return sa.Column(name, types.Bytes32(length=32), nullable=False)


def _place() -> list[sa.Column[Any]]:
    """Where the log of a fact stands."""
    return [
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
    ]


def _create(name: str, indexed: tuple[str, ...], *parts: sa.schema.SchemaItem) -> None:
    """A fact about one token."""
    op.create_table(
        name,
        *_place(),
        _address("collection"),
        _number("token_id"),
        *parts,
        _number("block_time"),
        _hash("tx_hash"),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_token", name, ["collection", "token_id"])
    for column in indexed:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def downgrade() -> None:
    facts = ("resale", "resale_fee", "card_issued", "card_rebound", "asks_withdrawn", "right_loan", "right_use")
    for name in ("right_state", *facts):
        op.drop_table(name)
    with op.batch_alter_table("collection") as collection:
        collection.drop_column("minter")
