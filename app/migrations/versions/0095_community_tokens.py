"""Community tokens: offerings, purchases, and what the chain says of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0095_community_tokens"
down_revision = "0108_proposal_grants"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chain_offering",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("municipality", sa.Integer(), nullable=False),
        sa.Column("token", types.AddressType(length=42), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=False),
        sa.Column("per_account", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_offering")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_offering_number")),
        sa.UniqueConstraint("token", name=op.f("uq_chain_offering_token")),
    )
    op.create_table(
        "offering_closed",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_offering_closed")),
        sa.UniqueConstraint("number", name=op.f("uq_offering_closed_number")),
    )
    op.create_table(
        "offering_share_paid",
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("payee", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_offering_share_paid")),
    )
    op.create_index(op.f("ix_offering_share_paid_payee"), "offering_share_paid", ["payee"], unique=False)
    op.create_index(op.f("ix_offering_share_paid_purchase_id"), "offering_share_paid", ["purchase_id"], unique=False)
    op.create_table(
        "tokens_bought",
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_tokens_bought")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_tokens_bought_purchase_id")),
    )
    op.create_index(op.f("ix_tokens_bought_buyer"), "tokens_bought", ["buyer"], unique=False)
    op.create_index("ix_tokens_bought_number_buyer", "tokens_bought", ["number", "buyer"], unique=False)
    op.create_table(
        "token_offering",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("community", sa.String(length=40), nullable=False),
        sa.Column("name_ja", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("symbol", sa.String(length=11), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=False),
        sa.Column("per_account", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_token_offering_municipality_town")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_token_offering")),
    )
    op.create_index(op.f("ix_token_offering_municipality"), "token_offering", ["municipality"], unique=False)
    op.create_table(
        "token_purchase",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("offering_number", sa.BigInteger(), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        sa.Column("valid_before", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_number"],
            ["token_offering.number"],
            name=op.f("fk_token_purchase_offering_number_token_offering"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_purchase")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_token_purchase_purchase_id")),
    )
    op.create_index("ix_token_purchase_buyer_created_at", "token_purchase", ["buyer", "created_at"], unique=False)
    op.create_index(op.f("ix_token_purchase_offering_number"), "token_purchase", ["offering_number"], unique=False)


def downgrade() -> None:
    op.drop_table("token_purchase")
    op.drop_table("token_offering")
    op.drop_table("tokens_bought")
    op.drop_table("offering_share_paid")
    op.drop_table("offering_closed")
    op.drop_table("chain_offering")
