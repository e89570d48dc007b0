"""Tables of points as the foundation has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "points_campaign",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("expiry_day", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("encoding", sa.String(length=16), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("total", types.PointsType(), nullable=False),
        sa.Column("chunk_count", sa.Integer(), nullable=False),
        sa.Column("chunks_root", types.Bytes32(length=32), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("signed_by", types.AddressType(length=42), nullable=True),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("checked_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("started_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_campaign")),
        sa.UniqueConstraint("campaign_key", name=op.f("uq_points_campaign_campaign_key")),
    )
    op.create_index(op.f("ix_points_campaign_program_id"), "points_campaign", ["program_id"], unique=False)
    op.create_table(
        "points_closing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("through_day", sa.Date(), nullable=False),
        sa.Column("closed_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_closing")),
    )
    op.create_index(op.f("ix_points_closing_municipality"), "points_closing", ["municipality"], unique=False)
    op.create_table(
        "points_granted_chunk",
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("chunk_index", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_granted_chunk")),
        sa.UniqueConstraint(
            "campaign_key", "chunk_index", name=op.f("uq_points_granted_chunk_campaign_key_chunk_index")
        ),
    )
    op.create_table(
        "points_lot_balance",
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("spendable", sa.BigInteger(), nullable=False),
        sa.Column("takings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("holder", "lot_id", name=op.f("pk_points_lot_balance")),
    )
    op.create_index(op.f("ix_points_lot_balance_lot_id"), "points_lot_balance", ["lot_id"], unique=False)
    op.create_table(
        "points_merchant",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_merchant")),
        sa.UniqueConstraint("account", name=op.f("uq_points_merchant_account")),
    )
    op.create_index(op.f("ix_points_merchant_municipality"), "points_merchant", ["municipality"], unique=False)
    op.create_table(
        "points_merchant_on_chain",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_points_merchant_on_chain")),
    )
    op.create_index(op.f("ix_points_merchant_on_chain_account"), "points_merchant_on_chain", ["account"], unique=False)
    op.create_index(
        op.f("ix_points_merchant_on_chain_municipality"), "points_merchant_on_chain", ["municipality"], unique=False
    )
    op.create_table(
        "points_merchant_registration",
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_merchant_registration")),
        sa.UniqueConstraint("merchant_id", name=op.f("uq_points_merchant_registration_merchant_id")),
    )
    op.create_table(
        "points_merchant_suspension",
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_merchant_suspension")),
    )
    op.create_index(
        op.f("ix_points_merchant_suspension_merchant_id"), "points_merchant_suspension", ["merchant_id"], unique=False
    )
    op.create_table(
        "points_movement",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("sender", types.AddressType(length=42), nullable=False),
        sa.Column("recipient", types.AddressType(length=42), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reference", types.Bytes32(length=32), nullable=True),
        sa.Column("merchant_id", sa.BigInteger(), nullable=True),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_movement")),
    )
    op.create_index("ix_points_movement_lot_id_kind", "points_movement", ["lot_id", "kind"], unique=False)
    op.create_index(
        "ix_points_movement_merchant_id_block_time", "points_movement", ["merchant_id", "block_time"], unique=False
    )
    op.create_index(
        "ix_points_movement_recipient_block_number", "points_movement", ["recipient", "block_number"], unique=False
    )
    op.create_index(op.f("ix_points_movement_reference"), "points_movement", ["reference"], unique=False)
    op.create_index(
        "ix_points_movement_sender_block_number", "points_movement", ["sender", "block_number"], unique=False
    )
    op.create_table(
        "points_payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("lots", sa.JSON(), nullable=False),
        sa.Column("nonce", types.Bytes32(length=32), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", types.Bytes32(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("cashier", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payment")),
        sa.UniqueConstraint("merchant_id", "request_key", name=op.f("uq_points_payment_merchant_id_request_key")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_points_payment_payment_id")),
    )
    op.create_index(op.f("ix_points_payment_holder"), "points_payment", ["holder"], unique=False)
    op.create_index(
        "ix_points_payment_merchant_id_created_at", "points_payment", ["merchant_id", "created_at"], unique=False
    )
    op.create_table(
        "points_payment_code",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("token_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("issued_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_payment_code")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_points_payment_code_token_hash")),
    )
    op.create_index(op.f("ix_points_payment_code_expires_at"), "points_payment_code", ["expires_at"], unique=False)
    op.create_index(op.f("ix_points_payment_code_holder"), "points_payment_code", ["holder"], unique=False)
    op.create_table(
        "points_payment_on_chain",
        sa.Column("payment_id", types.Bytes32(length=32), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_payment_on_chain")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_points_payment_on_chain_payment_id")),
    )
    op.create_index(op.f("ix_points_payment_on_chain_holder"), "points_payment_on_chain", ["holder"], unique=False)
    op.create_index(
        op.f("ix_points_payment_on_chain_merchant_id"), "points_payment_on_chain", ["merchant_id"], unique=False
    )
    op.create_table(
        "points_program",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("issuer", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cap", types.PointsType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("is_transferable", sa.Boolean(), nullable=False),
        sa.Column("is_verified_only", sa.Boolean(), nullable=False),
        sa.Column("refunds_expired", sa.Boolean(), nullable=False),
        sa.Column("terms_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_program")),
    )
    op.create_index(op.f("ix_points_program_issuer"), "points_program", ["issuer"], unique=False)
    op.create_table(
        "points_program_on_chain",
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.BigInteger(), nullable=False),
        sa.Column("last_day", sa.BigInteger(), nullable=False),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("is_transferable", sa.Boolean(), nullable=False),
        sa.Column("is_verified_only", sa.Boolean(), nullable=False),
        sa.Column("refunds_expired", sa.Boolean(), nullable=False),
        sa.Column("terms_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_program_on_chain")),
        sa.UniqueConstraint("program_id", name=op.f("uq_points_program_on_chain_program_id")),
    )
    op.create_index(op.f("ix_points_program_on_chain_issuer"), "points_program_on_chain", ["issuer"], unique=False)
    op.create_table(
        "points_refund_on_chain",
        sa.Column("payment_id", types.Bytes32(length=32), nullable=False),
        sa.Column("refunded_in_all", sa.BigInteger(), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_refund_on_chain")),
        sa.UniqueConstraint(
            "payment_id", "refunded_in_all", name=op.f("uq_points_refund_on_chain_payment_id_refunded_in_all")
        ),
    )
    op.create_table(
        "points_settlement_on_chain",
        sa.Column("settlement_id", types.Bytes32(length=32), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_settlement_on_chain")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_points_settlement_on_chain_settlement_id")),
    )
    op.create_index(
        op.f("ix_points_settlement_on_chain_merchant_id"), "points_settlement_on_chain", ["merchant_id"], unique=False
    )
    op.create_table(
        "points_signer_nonce",
        sa.Column("signer", types.AddressType(length=42), nullable=False),
        sa.Column("next_nonce", types.Bytes32(length=32), nullable=False),
        sa.PrimaryKeyConstraint("signer", name=op.f("pk_points_signer_nonce")),
    )
    op.create_table(
        "points_campaign_row",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.String(length=200), nullable=False),
        sa.Column("amount_text", sa.String(length=40), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=True),
        sa.Column("amount", types.PointsType(), nullable=True),
        sa.Column("error", sa.String(length=32), nullable=True),
        sa.Column("first_row", sa.Integer(), nullable=True),
        sa.Column("chunk_index", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_campaign_row_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "row_number", name=op.f("pk_points_campaign_row")),
    )
    op.create_index(
        "ix_points_campaign_row_campaign_id_chunk_index",
        "points_campaign_row",
        ["campaign_id", "chunk_index"],
        unique=False,
    )
    op.create_table(
        "points_refund",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("payment_row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("refunded_in_all", types.PointsType(), nullable=True),
        sa.Column("nonce", types.Bytes32(length=32), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=False),
        sa.Column("cashier", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_row_id"], ["points_payment.id"], name=op.f("fk_points_refund_payment_row_id_points_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_refund")),
        sa.UniqueConstraint("payment_row_id", "refunded_in_all", name="uq_points_refund_running_total"),
        sa.UniqueConstraint("payment_row_id", "request_key", name=op.f("uq_points_refund_payment_row_id_request_key")),
    )
    op.create_index(op.f("ix_points_refund_payment_row_id"), "points_refund", ["payment_row_id"], unique=False)
    op.create_table(
        "points_settlement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("closing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("settlement_id", types.Bytes32(length=32), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.String(length=100), nullable=False),
        sa.Column("failure_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["points_closing.id"], name=op.f("fk_points_settlement_closing_id_points_closing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_settlement")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_points_settlement_settlement_id")),
    )
    op.create_index(op.f("ix_points_settlement_closing_id"), "points_settlement", ["closing_id"], unique=False)
    op.create_index(op.f("ix_points_settlement_merchant_id"), "points_settlement", ["merchant_id"], unique=False)
    op.create_table(
        "points_settlement_line",
        sa.Column("settlement_row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["settlement_row_id"],
            ["points_settlement.id"],
            name=op.f("fk_points_settlement_line_settlement_row_id_points_settlement"),
        ),
        sa.PrimaryKeyConstraint("settlement_row_id", "lot_id", name=op.f("pk_points_settlement_line")),
    )


def downgrade() -> None:
    op.drop_table("points_settlement_line")
    op.drop_index(op.f("ix_points_settlement_merchant_id"), table_name="points_settlement")
    op.drop_index(op.f("ix_points_settlement_closing_id"), table_name="points_settlement")
    op.drop_table("points_settlement")
    op.drop_index(op.f("ix_points_refund_payment_row_id"), table_name="points_refund")
    op.drop_table("points_refund")
    op.drop_index("ix_points_campaign_row_campaign_id_chunk_index", table_name="points_campaign_row")
    op.drop_table("points_campaign_row")
    op.drop_table("points_signer_nonce")
    op.drop_index(op.f("ix_points_settlement_on_chain_merchant_id"), table_name="points_settlement_on_chain")
    op.drop_table("points_settlement_on_chain")
    op.drop_table("points_refund_on_chain")
    op.drop_index(op.f("ix_points_program_on_chain_issuer"), table_name="points_program_on_chain")
    op.drop_table("points_program_on_chain")
    op.drop_index(op.f("ix_points_program_issuer"), table_name="points_program")
    op.drop_table("points_program")
    op.drop_index(op.f("ix_points_payment_on_chain_merchant_id"), table_name="points_payment_on_chain")
    op.drop_index(op.f("ix_points_payment_on_chain_holder"), table_name="points_payment_on_chain")
    op.drop_table("points_payment_on_chain")
    op.drop_index(op.f("ix_points_payment_code_holder"), table_name="points_payment_code")
    op.drop_index(op.f("ix_points_payment_code_expires_at"), table_name="points_payment_code")
    op.drop_table("points_payment_code")
    op.drop_index("ix_points_payment_merchant_id_created_at", table_name="points_payment")
    op.drop_index(op.f("ix_points_payment_holder"), table_name="points_payment")
    op.drop_table("points_payment")
    op.drop_index("ix_points_movement_sender_block_number", table_name="points_movement")
    op.drop_index(op.f("ix_points_movement_reference"), table_name="points_movement")
    op.drop_index("ix_points_movement_recipient_block_number", table_name="points_movement")
    op.drop_index("ix_points_movement_merchant_id_block_time", table_name="points_movement")
    op.drop_index("ix_points_movement_lot_id_kind", table_name="points_movement")
    op.drop_table("points_movement")
    op.drop_index(op.f("ix_points_merchant_suspension_merchant_id"), table_name="points_merchant_suspension")
    op.drop_table("points_merchant_suspension")
    op.drop_table("points_merchant_registration")
    op.drop_index(op.f("ix_points_merchant_on_chain_municipality"), table_name="points_merchant_on_chain")
    op.drop_index(op.f("ix_points_merchant_on_chain_account"), table_name="points_merchant_on_chain")
    op.drop_table("points_merchant_on_chain")
    op.drop_index(op.f("ix_points_merchant_municipality"), table_name="points_merchant")
    op.drop_table("points_merchant")
    op.drop_index(op.f("ix_points_lot_balance_lot_id"), table_name="points_lot_balance")
    op.drop_table("points_lot_balance")
    op.drop_table("points_granted_chunk")
    op.drop_index(op.f("ix_points_closing_municipality"), table_name="points_closing")
    op.drop_table("points_closing")
    op.drop_index(op.f("ix_points_campaign_program_id"), table_name="points_campaign")
    op.drop_table("points_campaign")
