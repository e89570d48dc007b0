"""Paper cards (紙カード) of people without a phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "points_card_batch",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("made_by", types.AddressType(length=42), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("printed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_card_batch")),
    )
    op.create_index(op.f("ix_points_card_batch_municipality"), "points_card_batch", ["municipality"])
    _cards()
    _payments_and_acts()
    op.create_table(
        "points_card_rules",
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("pin_above", types.PointsType(), nullable=False),
        sa.Column("pin_above_a_day", types.PointsType(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality", name=op.f("pk_points_card_rules")),
    )
    op.create_table(
        "points_withdrawn_sale",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "request_key", name=op.f("pk_points_withdrawn_sale")),
    )


def downgrade() -> None:
    op.drop_table("points_withdrawn_sale")
    op.drop_table("points_card_rules")
    op.drop_table("points_card_act")
    op.drop_table("points_card_payment")
    op.drop_table("points_card")
    op.drop_table("points_card_batch")


def _cards() -> None:
    op.create_table(
        "points_card",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("batch_id", _BIG_ID, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("token_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pin_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pin_misses", sa.Integer(), nullable=False),
        sa.Column("page_misses", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", _BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["points_card_batch.id"], name=op.f("fk_points_card_batch_id_points_card_batch")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["points_card.id"], name=op.f("fk_points_card_replaced_by_id_points_card")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_card")),
        sa.UniqueConstraint("number", name=op.f("uq_points_card_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_points_card_token_hash")),
    )
    op.create_index(op.f("ix_points_card_batch_id"), "points_card", ["batch_id"])
    op.create_index(op.f("ix_points_card_account"), "points_card", ["account"])
    op.create_index("ix_points_card_municipality_state", "points_card", ["municipality", "state"])


def _payments_and_acts() -> None:
    op.create_table(
        "points_card_payment",
        sa.Column("payment_row_id", _BIG_ID, autoincrement=False, nullable=False),
        sa.Column("card_id", _BIG_ID, nullable=False),
        sa.Column("had_pin", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_row_id"], ["points_payment.id"], name=op.f("fk_points_card_payment_payment_row_id_points_payment")
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["points_card.id"], name=op.f("fk_points_card_payment_card_id_points_card")
        ),
        sa.PrimaryKeyConstraint("payment_row_id", name=op.f("pk_points_card_payment")),
    )
    op.create_index(op.f("ix_points_card_payment_card_id"), "points_card_payment", ["card_id"])
    op.create_table(
        "points_card_act",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("batch_id", _BIG_ID, nullable=True),
        sa.Column("card_id", _BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["points_card_batch.id"], name=op.f("fk_points_card_act_batch_id_points_card_batch")
        ),
        sa.ForeignKeyConstraint(["card_id"], ["points_card.id"], name=op.f("fk_points_card_act_card_id_points_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_card_act")),
    )
    op.create_index(op.f("ix_points_card_act_batch_id"), "points_card_act", ["batch_id"])
    op.create_index(op.f("ix_points_card_act_card_id"), "points_card_act", ["card_id"])
    op.create_index("ix_points_card_act_municipality_at", "points_card_act", ["municipality", "at"])
