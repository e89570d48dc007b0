"""Tables of chain as the foundation has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_fact",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_area_fact")),
    )
    op.create_index(op.f("ix_area_fact_area_id"), "area_fact", ["area_id"], unique=False)
    op.create_index(op.f("ix_area_fact_code"), "area_fact", ["code"], unique=False)
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chain_id", sa.BigInteger(), nullable=False),
        sa.Column("block_one_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.Column("finality_blocks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "domain_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("recorded_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("routed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_event")),
    )
    op.create_index("ix_domain_event_routed_at_id", "domain_event", ["routed_at", "id"], unique=False)
    op.create_table(
        "indexed_block",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", types.Bytes32(length=32), nullable=False),
        sa.Column("time", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_indexed_block")),
    )
    op.create_table(
        "indexer_cursor",
        sa.Column("projector", sa.String(length=100), nullable=False),
        sa.Column("block_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("projector", name=op.f("pk_indexer_cursor")),
    )
    op.create_table(
        "municipality",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
    )
    op.create_table(
        "municipality_fact",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_municipality_fact")),
    )
    op.create_index(op.f("ix_municipality_fact_code"), "municipality_fact", ["code"], unique=False)
    op.create_table(
        "municipality_name",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("prefecture_ja", sa.String(length=20), nullable=False),
        sa.Column("prefecture_en", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality_name")),
    )
    op.create_table(
        "municipality_pause_fact",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_municipality_pause_fact")),
    )
    op.create_index(op.f("ix_municipality_pause_fact_code"), "municipality_pause_fact", ["code"], unique=False)
    op.create_table(
        "officer_fact",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("roles", sa.Integer(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_officer_fact")),
    )
    op.create_index(op.f("ix_officer_fact_code"), "officer_fact", ["code"], unique=False)
    op.create_index(op.f("ix_officer_fact_officer"), "officer_fact", ["officer"], unique=False)
    op.create_table(
        "relay_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", types.Bytes32(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("principal", sa.String(length=64), nullable=False),
        sa.Column("contract", sa.String(length=64), nullable=False),
        sa.Column("to_address", types.AddressType(length=42), nullable=False),
        sa.Column("calldata", sa.LargeBinary(), nullable=False),
        sa.Column("batch_kind", sa.String(length=64), nullable=False),
        sa.Column("batch_item", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("retry_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("transaction_id", sa.BigInteger(), nullable=True),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=True),
        sa.Column("block_number", sa.BigInteger(), nullable=True),
        sa.Column("block_hash", types.Bytes32(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_relay_entry_key")),
    )
    op.create_index(op.f("ix_relay_entry_block_number"), "relay_entry", ["block_number"], unique=False)
    op.create_index("ix_relay_entry_principal_created_at", "relay_entry", ["principal", "created_at"], unique=False)
    op.create_index("ix_relay_entry_status_id", "relay_entry", ["status", "id"], unique=False)
    op.create_index(op.f("ix_relay_entry_subject"), "relay_entry", ["subject"], unique=False)
    op.create_index(op.f("ix_relay_entry_transaction_id"), "relay_entry", ["transaction_id"], unique=False)
    op.create_table(
        "relay_signer",
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("next_nonce", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.String(length=120), nullable=False),
        sa.Column("lease_until", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("wanted_by", sa.String(length=120), nullable=False),
        sa.Column("paused_reason", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_relay_signer")),
    )
    op.create_table(
        "watched_contract",
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("contract", sa.String(length=64), nullable=False),
        sa.Column("from_block", sa.BigInteger(), nullable=False),
        sa.Column("created_block", sa.BigInteger(), nullable=True),
        sa.Column("is_caught_up", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_watched_contract")),
    )
    op.create_table(
        "relay_transaction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("signer", types.AddressType(length=42), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("hash", types.Bytes32(length=32), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("max_fee", sa.BigInteger(), nullable=False),
        sa.Column("priority_fee", sa.BigInteger(), nullable=False),
        sa.Column("gas", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("is_filler", sa.Boolean(), nullable=False),
        sa.Column("previous_hash", types.Bytes32(length=32), nullable=True),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("mined_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("block_number", sa.BigInteger(), nullable=True),
        sa.Column("block_hash", types.Bytes32(length=32), nullable=True),
        sa.Column("gas_used", sa.BigInteger(), nullable=True),
        sa.Column("succeeded", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signer"], ["relay_signer.address"], name=op.f("fk_relay_transaction_signer_relay_signer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_transaction")),
        sa.UniqueConstraint("hash", name=op.f("uq_relay_transaction_hash")),
    )
    op.create_index(op.f("ix_relay_transaction_created_at"), "relay_transaction", ["created_at"], unique=False)
    op.create_index("ix_relay_transaction_signer_nonce", "relay_transaction", ["signer", "nonce"], unique=False)
    op.create_index("ix_relay_transaction_signer_state", "relay_transaction", ["signer", "state"], unique=False)
    op.create_table(
        "relay_item",
        sa.Column("transaction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["relay_entry.id"], name=op.f("fk_relay_item_entry_id_relay_entry")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["relay_transaction.id"], name=op.f("fk_relay_item_transaction_id_relay_transaction")
        ),
        sa.PrimaryKeyConstraint("transaction_id", "position", name=op.f("pk_relay_item")),
    )
    op.create_index(op.f("ix_relay_item_entry_id"), "relay_item", ["entry_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_relay_item_entry_id"), table_name="relay_item")
    op.drop_table("relay_item")
    op.drop_index("ix_relay_transaction_signer_state", table_name="relay_transaction")
    op.drop_index("ix_relay_transaction_signer_nonce", table_name="relay_transaction")
    op.drop_index(op.f("ix_relay_transaction_created_at"), table_name="relay_transaction")
    op.drop_table("relay_transaction")
    op.drop_table("watched_contract")
    op.drop_table("relay_signer")
    op.drop_index(op.f("ix_relay_entry_transaction_id"), table_name="relay_entry")
    op.drop_index(op.f("ix_relay_entry_subject"), table_name="relay_entry")
    op.drop_index("ix_relay_entry_status_id", table_name="relay_entry")
    op.drop_index("ix_relay_entry_principal_created_at", table_name="relay_entry")
    op.drop_index(op.f("ix_relay_entry_block_number"), table_name="relay_entry")
    op.drop_table("relay_entry")
    op.drop_index(op.f("ix_officer_fact_officer"), table_name="officer_fact")
    op.drop_index(op.f("ix_officer_fact_code"), table_name="officer_fact")
    op.drop_table("officer_fact")
    op.drop_index(op.f("ix_municipality_pause_fact_code"), table_name="municipality_pause_fact")
    op.drop_table("municipality_pause_fact")
    op.drop_table("municipality_name")
    op.drop_index(op.f("ix_municipality_fact_code"), table_name="municipality_fact")
    op.drop_table("municipality_fact")
    op.drop_table("municipality")
    op.drop_table("indexer_cursor")
    op.drop_table("indexed_block")
    op.drop_index("ix_domain_event_routed_at_id", table_name="domain_event")
    op.drop_table("domain_event")
    op.drop_table("chain_head")
    op.drop_index(op.f("ix_area_fact_code"), table_name="area_fact")
    op.drop_index(op.f("ix_area_fact_area_id"), table_name="area_fact")
    op.drop_table("area_fact")
