"""Resale between holders: asks, offers, and other acts that holders sign about a token."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0030"
down_revision = "0026"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_asks()
    _create_offers()
    _create_acts()


def _create_asks() -> None:
    op.create_table(
        "resale_ask",
        *_token(),
        _address("seller"),
        _address("buyer"),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("proceeds", types.YenType(), nullable=False),
        _number("moves"),
        _number("deadline"),
        sa.Column("offer_id", _ID, nullable=True),
        *_signed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resale_ask")),
    )
    op.create_index("ix_resale_ask_token", "resale_ask", ["collection", "token_id"])
    for column in ("seller", "offer_id"):
        op.create_index(op.f(f"ix_resale_ask_{column}"), "resale_ask", [column])


def _create_offers() -> None:
    op.create_table(
        "resale_offer",
        *_token(),
        _address("buyer"),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("least_uses", sa.Integer(), nullable=False),
        _number("valid_before"),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        sa.Column("offer_id", types.Bytes32(length=32), nullable=False),
        sa.Column("ask_id", _ID, nullable=True),
        *_signed(),
        *_stated(),
        sa.ForeignKeyConstraint(["ask_id"], ["resale_ask.id"], name=op.f("fk_resale_offer_ask_id_resale_ask")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resale_offer")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_resale_offer_offer_id")),
    )
    op.create_index("ix_resale_offer_token", "resale_offer", ["collection", "token_id"])
    for column in ("buyer", "ask_id"):
        op.create_index(op.f(f"ix_resale_offer_{column}"), "resale_offer", [column])


def _create_acts() -> None:
    op.create_table(
        "token_act",
        *_token(),
        sa.Column("kind", sa.String(length=16), nullable=False),
        _address("actor"),
        _address("other"),
        _address("former"),
        _number("number"),
        _number("expires"),
        _number("deadline"),
        sa.Column("reason", sa.String(length=400), nullable=False),
        *_signed(),
        *_stated(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_act")),
    )
    op.create_index("ix_token_act_token", "token_act", ["collection", "token_id"])
    for column in ("actor", "other"):
        op.create_index(op.f(f"ix_token_act_{column}"), "token_act", [column])


def _token() -> list[sa.Column[Any]]:
    return [sa.Column("id", _ID, autoincrement=True, nullable=False), _address("collection"), _number("token_id")]


def _signed() -> list[sa.Column[Any]]:
    return [
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
    ]


def _stated() -> list[sa.Column[Any]]:
    return [
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
    ]


def _address(name: str) -> sa.Column[Any]:
    return sa.Column(name, types.AddressType(length=42), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def downgrade() -> None:
    for name in ("token_act", "resale_offer", "resale_ask"):
        op.drop_table(name)
