"""Deliveries of long-term purchases, where they go, and rights whose holder says when"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0043z"
down_revision = "0042e"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "shipping_address",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        *_token(),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("signed_id", _ID, nullable=True),
        sa.Column("erase_at", _moment(), nullable=True),
        sa.Column("created_at", _moment(), nullable=False),
        _to_redemption("shipping_address", "signed_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_address")),
    )
    op.create_index("ix_shipping_address_token", "shipping_address", ["collection", "token_id"], unique=True)
    op.create_index("ix_shipping_address_holder", "shipping_address", ["holder"])
    op.create_index("ix_shipping_address_erase_at", "shipping_address", ["erase_at"])
    op.create_table(
        "shipping_address_view",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("viewer", types.AddressType(length=42), nullable=False),
        sa.Column("viewed_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["shipping_address.id"], name=op.f("fk_shipping_address_view_address_id_shipping_address")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_address_view")),
    )
    op.create_index("ix_shipping_address_view_address_id", "shipping_address_view", ["address_id"])
    op.create_table(
        "right_delivery",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        *_token(),
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("carrier", sa.String(length=40), nullable=False),
        sa.Column("tracking", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sent_by", types.AddressType(length=42), nullable=False),
        sa.Column("sent_at", _moment(), nullable=False),
        sa.Column("redemption_id", _ID, nullable=False),
        _to_redemption("right_delivery", "redemption_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_delivery")),
    )
    op.create_index("ix_right_delivery_token_use", "right_delivery", ["collection", "token_id", "use"], unique=True)
    op.create_index("ix_right_delivery_holder", "right_delivery", ["holder"])
    op.create_table(
        "right_exercise",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        *_token(),
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=600), nullable=False),
        sa.Column("answered_by", types.AddressType(length=42), nullable=True),
        sa.Column("answered_at", _moment(), nullable=True),
        sa.Column("redemption_id", _ID, nullable=True),
        sa.Column("created_at", _moment(), nullable=False),
        _to_redemption("right_exercise", "redemption_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_exercise")),
    )
    op.create_index("ix_right_exercise_token", "right_exercise", ["collection", "token_id"])
    op.create_index("ix_right_exercise_holder", "right_exercise", ["holder"])
    op.create_table(
        "shipping_reminder",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        *_token(),
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("season", sa.Date(), nullable=False),
        sa.Column("reminded_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_reminder")),
    )
    once = ["collection", "token_id", "use", "season"]
    op.create_index("ix_shipping_reminder_once", "shipping_reminder", once, unique=True)


def downgrade() -> None:
    for table in (
        "shipping_reminder", "right_exercise", "right_delivery", "shipping_address_view", "shipping_address",
    ):  # fmt: skip
        op.drop_table(table)


def _token() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
    )


def _moment() -> types.UtcDateTime:
    return types.UtcDateTime(timezone=True)


def _to_redemption(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_right_redemption")
    return sa.ForeignKeyConstraint([column], ["right_redemption.id"], name=name)
