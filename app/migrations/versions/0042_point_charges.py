"""Points sold on the web, and their payment in a checkout."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)
_ADDRESS = types.AddressType(length=42)


def upgrade() -> None:
    op.create_table(
        "points_online_sale",
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("officer", _ADDRESS, nullable=False),
        sa.Column("most_at_once", types.PointsType(), nullable=False),
        sa.Column("most_a_month", types.PointsType(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("program_id", name=op.f("pk_points_online_sale")),
    )
    _create_online_charge()
    _create_point_charge()
    with op.batch_alter_table("market_card_refund") as refund:
        refund.add_column(sa.Column("charge_id", _ID, nullable=True))
        refund.create_foreign_key(
            op.f("fk_market_card_refund_charge_id_market_point_charge"), "market_point_charge", ["charge_id"], ["id"]
        )
        refund.create_unique_constraint(op.f("uq_market_card_refund_charge_id"), ["charge_id"])


def downgrade() -> None:
    with op.batch_alter_table("market_card_refund") as refund:
        refund.drop_constraint(op.f("uq_market_card_refund_charge_id"), type_="unique")
        refund.drop_constraint(op.f("fk_market_card_refund_charge_id_market_point_charge"), type_="foreignkey")
        refund.drop_column("charge_id")
    for name in ("market_point_charge", "points_online_charge", "points_online_sale"):
        op.drop_table(name)


def _create_online_charge() -> None:
    op.create_table(
        "points_online_charge",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", _ADDRESS, nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("expiry_day", sa.Date(), nullable=False),
        sa.Column("campaign_key", types.Bytes32(), nullable=False),
        sa.Column("officer", _ADDRESS, nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_online_charge")),
        sa.UniqueConstraint("campaign_key", name=op.f("uq_points_online_charge_campaign_key")),
        sa.UniqueConstraint("key", name=op.f("uq_points_online_charge_key")),
    )
    op.create_index("ix_points_online_charge_holder", "points_online_charge", ["holder", "program_id", "created_at"])
    op.create_index(op.f("ix_points_online_charge_program_id"), "points_online_charge", ["program_id"])


def _create_point_charge() -> None:
    op.create_table(
        "market_point_charge",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("checkout_id", _ID, nullable=False),
        sa.Column("buyer", _ADDRESS, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("program", sa.BigInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("custody", _ADDRESS, nullable=False),
        sa.Column("salt", types.Bytes32(), nullable=False),
        sa.Column("valid_before", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["checkout_id"], ["market_checkout.id"], name=op.f("fk_market_point_charge_checkout_id_market_checkout")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_point_charge")),
        sa.UniqueConstraint("salt", name=op.f("uq_market_point_charge_salt")),
    )
    for column in ("buyer", "checkout_id", "state"):
        op.create_index(op.f(f"ix_market_point_charge_{column}"), "market_point_charge", [column])
