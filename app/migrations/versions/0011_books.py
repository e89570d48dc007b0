"""Books: closing calendar, fees, payouts, clearing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _settlement_columns()
    op.create_table(
        "points_money_desk",
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("closing_days", sa.JSON(), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("fee_rate_basis_points", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=14), nullable=False),
        sa.Column("consignor_code", sa.String(length=10), nullable=False),
        sa.Column("consignor_name", sa.String(length=40), nullable=False),
        sa.Column("bank_code", sa.String(length=4), nullable=False),
        sa.Column("branch_code", sa.String(length=3), nullable=False),
        sa.Column("account_kind", sa.Integer(), nullable=False),
        sa.Column("account_number", sa.String(length=7), nullable=False),
        sa.Column("pays_home_shops", sa.Boolean(), nullable=False),
        sa.Column("prepares_drafts", sa.Boolean(), nullable=False),
        sa.Column("updated_by", types.AddressType(length=42), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality", name=op.f("pk_points_money_desk")),
    )
    op.create_table(
        "points_merchant_terms",
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fee_rate_basis_points", sa.Integer(), nullable=True),
        sa.Column("held_reason", sa.String(length=200), nullable=False),
        sa.Column("updated_by", types.AddressType(length=42), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "merchant_id", name=op.f("pk_points_merchant_terms")),
    )
    op.create_table(
        "points_payout_batch",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("transfer_day", sa.Date(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_by", types.AddressType(length=42), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payout_batch")),
    )
    op.create_index(op.f("ix_points_payout_batch_municipality"), "points_payout_batch", ["municipality"])
    _payouts()


def downgrade() -> None:
    op.drop_table("points_payout")
    op.drop_table("points_payout_batch")
    op.drop_table("points_merchant_terms")
    op.drop_table("points_money_desk")
    with op.batch_alter_table("points_settlement") as table:
        table.drop_index(op.f("ix_points_settlement_payer"))
        for column in ("payer", "fee_tax", "fee", "fee_rate_basis_points"):
            table.drop_column(column)


def _settlement_columns() -> None:
    """Settlements made so far had no fee, and each issuer paid its own."""
    with op.batch_alter_table("points_settlement") as table:
        table.add_column(sa.Column("fee_rate_basis_points", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("fee", types.YenType(), nullable=False, server_default="0"))
        table.add_column(sa.Column("fee_tax", types.YenType(), nullable=False, server_default="0"))
        table.add_column(sa.Column("payer", types.MunicipalityCodeType(length=6), nullable=True))
    op.execute(
        "UPDATE points_settlement SET payer = "
        "(SELECT municipality FROM points_closing WHERE points_closing.id = points_settlement.closing_id)"
    )
    with op.batch_alter_table("points_settlement") as table:
        table.alter_column("payer", existing_type=types.MunicipalityCodeType(length=6), nullable=False)
        table.create_index(op.f("ix_points_settlement_payer"), ["payer"])


def _payouts() -> None:
    op.create_table(
        "points_payout",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("batch_id", _BIG_ID, nullable=False),
        sa.Column("settlement_row_id", _BIG_ID, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("bank_code", sa.String(length=4), nullable=False),
        sa.Column("branch_code", sa.String(length=3), nullable=False),
        sa.Column("account_kind", sa.Integer(), nullable=False),
        sa.Column("account_number", sa.String(length=7), nullable=False),
        sa.Column("holder_kana", sa.String(length=48), nullable=False),
        sa.Column("returned_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("returned_by", types.AddressType(length=42), nullable=True),
        sa.Column("return_reason", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["points_payout_batch.id"], name=op.f("fk_points_payout_batch_id_points_payout_batch")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_row_id"],
            ["points_settlement.id"],
            name=op.f("fk_points_payout_settlement_row_id_points_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payout")),
    )
    op.create_index(op.f("ix_points_payout_batch_id"), "points_payout", ["batch_id"])
    op.create_index(op.f("ix_points_payout_merchant_id"), "points_payout", ["merchant_id"])
    unreturned = sa.text("returned_at IS NULL")
    op.create_index(
        "uq_points_payout_settlement_unreturned", "points_payout", ["settlement_row_id"],
        unique=True, sqlite_where=unreturned, postgresql_where=unreturned,
    )  # fmt: skip
