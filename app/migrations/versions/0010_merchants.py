"""Merchants: applications, places, opening hours, payout accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("points_merchant") as table:
        table.add_column(sa.Column("import_id", sa.BigInteger(), nullable=True))
        table.create_index(op.f("ix_points_merchant_import_id"), ["import_id"])
    _accounts_and_profiles()
    _applications_and_imports()
    _acts()


def downgrade() -> None:
    for table in (
        "points_suspension_order", "points_merchant_act", "points_merchant_import", "points_merchant_application",
        "points_shop_profile", "points_payout_account",
    ):  # fmt: skip
        op.drop_table(table)
    with op.batch_alter_table("points_merchant") as merchants:
        merchants.drop_index(op.f("ix_points_merchant_import_id"))
        merchants.drop_column("import_id")


def _accounts_and_profiles() -> None:
    op.create_table(
        "points_payout_account",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("bank_code", sa.String(length=4), nullable=False),
        sa.Column("branch_code", sa.String(length=3), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=7), nullable=False),
        sa.Column("holder_kana", sa.String(length=48), nullable=False),
        sa.Column("business", sa.String(length=16), nullable=False),
        sa.Column("invoice_number", sa.String(length=14), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("checked_by", types.AddressType(length=42), nullable=True),
        sa.Column("checked_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payout_account")),
    )
    op.create_index(op.f("ix_points_payout_account_merchant_id"), "points_payout_account", ["merchant_id"])
    op.create_table(
        "points_shop_profile",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("latitude_micro", sa.Integer(), nullable=True),
        sa.Column("longitude_micro", sa.Integer(), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("hours_note", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("web", sa.String(length=200), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_by", types.AddressType(length=42), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_points_shop_profile")),
    )


def _applications_and_imports() -> None:
    op.create_table(
        "points_merchant_application",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("applicant", types.AddressType(length=42), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=True),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("form_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", types.AddressType(length=42), nullable=True),
        sa.Column("decided_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_merchant_application")),
    )
    for column in ("applicant", "municipality"):
        op.create_index(op.f(f"ix_points_merchant_application_{column}"), "points_merchant_application", [column])
    op.create_table(
        "points_merchant_import",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("rows_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_merchant_import")),
    )
    op.create_index(op.f("ix_points_merchant_import_municipality"), "points_merchant_import", ["municipality"])


def _acts() -> None:
    op.create_table(
        "points_merchant_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.BigInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_merchant_act")),
    )
    op.create_index(op.f("ix_points_merchant_act_municipality"), "points_merchant_act", ["municipality"])
    op.create_table(
        "points_suspension_order",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("nonce", types.Bytes32(length=32), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_suspension_order")),
    )
    for column in ("merchant_id", "municipality"):
        op.create_index(op.f(f"ix_points_suspension_order_{column}"), "points_suspension_order", [column])
