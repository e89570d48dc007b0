"""Tables of marketplace as the foundation has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chain_collection",
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("municipality", sa.Integer(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_collection")),
        sa.UniqueConstraint("address", name=op.f("uq_chain_collection_address")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_collection_number")),
    )
    op.create_table(
        "chain_listing",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("supply", sa.BigInteger(), nullable=False),
        sa.Column("per_buyer", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_listing")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_listing_number")),
    )
    op.create_index(op.f("ix_chain_listing_collection"), "chain_listing", ["collection"], unique=False)
    op.create_table(
        "faucet_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faucet_request")),
    )
    op.create_index("ix_faucet_request_account_day", "faucet_request", ["account", "day"], unique=False)
    op.create_table(
        "listing_cancelled",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_listing_cancelled")),
        sa.UniqueConstraint("number", name=op.f("uq_listing_cancelled_number")),
    )
    op.create_table(
        "sale",
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("listing_number", sa.BigInteger(), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("recipient", types.AddressType(length=42), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("first_token_id", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_sale")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_sale_purchase_id")),
    )
    op.create_index(op.f("ix_sale_buyer"), "sale", ["buyer"], unique=False)
    op.create_index("ix_sale_listing_buyer", "sale", ["listing_number", "buyer"], unique=False)
    op.create_table(
        "share_paid",
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("payee", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_share_paid")),
    )
    op.create_index(op.f("ix_share_paid_payee"), "share_paid", ["payee"], unique=False)
    op.create_index(op.f("ix_share_paid_purchase_id"), "share_paid", ["purchase_id"], unique=False)
    op.create_table(
        "token",
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", types.AddressType(length=42), nullable=False),
        sa.Column("minted_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("collection", "token_id", name=op.f("pk_token")),
    )
    op.create_index(op.f("ix_token_owner"), "token", ["owner"], unique=False)
    op.create_table(
        "token_transfer",
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("sender", types.AddressType(length=42), nullable=False),
        sa.Column("receiver", types.AddressType(length=42), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_token_transfer")),
    )
    op.create_index("ix_token_transfer_token", "token_transfer", ["collection", "token_id"], unique=False)
    op.create_table(
        "town",
        sa.Column("code", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("prefecture_ja", sa.String(length=40), nullable=False),
        sa.Column("prefecture_en", sa.String(length=60), nullable=False),
        sa.Column("tagline_ja", sa.String(length=120), nullable=False),
        sa.Column("tagline_en", sa.String(length=200), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("colours", sa.JSON(), nullable=False),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_town")),
    )
    op.create_table(
        "yen_balance",
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_yen_balance")),
    )
    op.create_table(
        "yen_transfer",
        sa.Column("sender", types.AddressType(length=42), nullable=False),
        sa.Column("receiver", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_yen_transfer")),
    )
    op.create_index(op.f("ix_yen_transfer_receiver"), "yen_transfer", ["receiver"], unique=False)
    op.create_index(op.f("ix_yen_transfer_sender"), "yen_transfer", ["sender"], unique=False)
    op.create_table(
        "collection",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("community", sa.String(length=80), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("upright_ja", sa.String(length=24), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("gives_ja", sa.JSON(), nullable=False),
        sa.Column("gives_en", sa.JSON(), nullable=False),
        sa.Column("until_ja", sa.String(length=200), nullable=False),
        sa.Column("until_en", sa.String(length=300), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("rarity", sa.String(length=16), nullable=False),
        sa.Column("symbol", sa.String(length=16), nullable=False),
        sa.Column("max_supply", sa.BigInteger(), nullable=False),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("royalty_basis_points", sa.Integer(), nullable=False),
        sa.Column("royalty_receiver", types.AddressType(length=42), nullable=False),
        sa.Column("base_uri", sa.String(length=300), nullable=False),
        sa.Column("contract_uri", sa.String(length=300), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_collection_municipality_town")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_collection")),
        sa.UniqueConstraint("series", name=op.f("uq_collection_series")),
    )
    op.create_index(op.f("ix_collection_kind"), "collection", ["kind"], unique=False)
    op.create_index(op.f("ix_collection_municipality"), "collection", ["municipality"], unique=False)
    op.create_table(
        "listing",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("supply", sa.BigInteger(), nullable=False),
        sa.Column("per_buyer", sa.Integer(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("featured", sa.Integer(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("cancel_deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"], ["collection.number"], name=op.f("fk_listing_collection_number_collection")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing")),
    )
    op.create_index(op.f("ix_listing_collection_number"), "listing", ["collection_number"], unique=False)
    op.create_table(
        "market_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("listing_number", sa.BigInteger(), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("recipient", types.AddressType(length=42), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("purchase_id", types.Bytes32(length=32), nullable=False),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        sa.Column("valid_before", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_number"], ["listing.number"], name=op.f("fk_market_order_listing_number_listing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_order")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_market_order_purchase_id")),
    )
    op.create_index("ix_market_order_buyer_created_at", "market_order", ["buyer", "created_at"], unique=False)
    op.create_index(op.f("ix_market_order_listing_number"), "market_order", ["listing_number"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_market_order_listing_number"), table_name="market_order")
    op.drop_index("ix_market_order_buyer_created_at", table_name="market_order")
    op.drop_table("market_order")
    op.drop_index(op.f("ix_listing_collection_number"), table_name="listing")
    op.drop_table("listing")
    op.drop_index(op.f("ix_collection_municipality"), table_name="collection")
    op.drop_index(op.f("ix_collection_kind"), table_name="collection")
    op.drop_table("collection")
    op.drop_index(op.f("ix_yen_transfer_sender"), table_name="yen_transfer")
    op.drop_index(op.f("ix_yen_transfer_receiver"), table_name="yen_transfer")
    op.drop_table("yen_transfer")
    op.drop_table("yen_balance")
    op.drop_table("town")
    op.drop_index("ix_token_transfer_token", table_name="token_transfer")
    op.drop_table("token_transfer")
    op.drop_index(op.f("ix_token_owner"), table_name="token")
    op.drop_table("token")
    op.drop_index(op.f("ix_share_paid_purchase_id"), table_name="share_paid")
    op.drop_index(op.f("ix_share_paid_payee"), table_name="share_paid")
    op.drop_table("share_paid")
    op.drop_index("ix_sale_listing_buyer", table_name="sale")
    op.drop_index(op.f("ix_sale_buyer"), table_name="sale")
    op.drop_table("sale")
    op.drop_table("listing_cancelled")
    op.drop_index("ix_faucet_request_account_day", table_name="faucet_request")
    op.drop_table("faucet_request")
    op.drop_index(op.f("ix_chain_listing_collection"), table_name="chain_listing")
    op.drop_table("chain_listing")
    op.drop_table("chain_collection")
