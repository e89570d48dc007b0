"""Sales and lotteries for some people: whom they are for, lists of accounts, what the chain says; lotteries called off"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FACT = ("block_number", "log_index", "part")


def upgrade() -> None:
    _add_columns()
    _create_lists()
    _create_facts()


def downgrade() -> None:
    for table in ("market_identity_registry", "chain_restriction", "offer_buyer", "listing_buyer"):
        op.drop_table(table)
    with op.batch_alter_table("market_lottery") as lottery:
        for column in ("called_off_because", "called_off_at", "eligibility"):
            lottery.drop_column(column)
    with op.batch_alter_table("catalogue_entry") as entry:
        entry.drop_column("audience")
    with op.batch_alter_table("listing") as listing:
        listing.drop_column("eligibility")


def _add_columns() -> None:
    with op.batch_alter_table("listing") as listing:
        listing.add_column(sa.Column("eligibility", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("catalogue_entry") as entry:
        entry.add_column(sa.Column("audience", sa.String(length=16), nullable=False, server_default=""))
    with op.batch_alter_table("market_lottery") as lottery:
        lottery.add_column(sa.Column("eligibility", sa.JSON(), nullable=False, server_default="{}"))
        lottery.add_column(sa.Column("called_off_at", types.UtcDateTime(timezone=True), nullable=True))
        lottery.add_column(sa.Column("called_off_because", sa.Text(), nullable=False, server_default=""))


def _create_lists() -> None:
    op.create_table(
        "listing_buyer",
        sa.Column("listing_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_number"], ["listing.number"], name=op.f("fk_listing_buyer_listing_number_listing")
        ),
        sa.PrimaryKeyConstraint("listing_number", "place", name=op.f("pk_listing_buyer")),
    )
    op.create_index(op.f("ix_listing_buyer_account"), "listing_buyer", ["account"])
    op.create_table(
        "offer_buyer",
        sa.Column("offer_id", _ID, autoincrement=False, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_buyer_offer_id_offer")),
        sa.PrimaryKeyConstraint("offer_id", "account", name=op.f("pk_offer_buyer")),
    )
    op.create_index(op.f("ix_offer_buyer_account"), "offer_buyer", ["account"])


def _create_facts() -> None:
    op.create_table(
        "chain_restriction",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("residents", sa.Boolean(), nullable=False),
        sa.Column("outside_area", sa.BigInteger(), nullable=False),
        sa.Column("holding", types.AddressType(length=42), nullable=False),
        sa.Column("per_person", sa.Boolean(), nullable=False),
        sa.Column("winners_root", types.Bytes32(length=32), nullable=False),
        *_place(),
        sa.PrimaryKeyConstraint(*_FACT, name=op.f("pk_chain_restriction")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_restriction_number")),
    )
    op.create_table(
        "market_identity_registry",
        sa.Column("address", types.AddressType(length=42), nullable=False),
        *_place(),
        sa.PrimaryKeyConstraint(*_FACT, name=op.f("pk_market_identity_registry")),
    )


def _place() -> list[sa.Column[int]]:
    return [
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
    ]
