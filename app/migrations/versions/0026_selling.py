"""The seller's desk: offers with their history, and the accounts that takings are paid to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("collection_number", sa.BigInteger(), nullable=True),
        sa.Column("listing_number", sa.BigInteger(), nullable=True),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_offer_municipality_town")),
        sa.ForeignKeyConstraint(
            ["collection_number"], ["collection.number"], name=op.f("fk_offer_collection_number_collection")
        ),
        sa.ForeignKeyConstraint(["listing_number"], ["listing.number"], name=op.f("fk_offer_listing_number_listing")),
        sa.ForeignKeyConstraint(["replaces"], ["listing.number"], name=op.f("fk_offer_replaces_listing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index("ix_offer_municipality_state", "offer", ["municipality", "state"])
    op.create_index(op.f("ix_offer_merchant_id"), "offer", ["merchant_id"])
    op.create_index(op.f("ix_offer_collection_number"), "offer", ["collection_number"])
    op.create_index(op.f("ix_offer_listing_number"), "offer", ["listing_number"])
    op.create_table(
        "offer_entry",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("offer_id", _ID, nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", types.AddressType(length=42), nullable=False),
        sa.Column("is_curator", sa.Boolean(), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_entry_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_entry")),
    )
    op.create_index(op.f("ix_offer_entry_offer_id"), "offer_entry", ["offer_id"])
    op.create_table(
        "sale_account",
        sa.Column("owner", sa.String(length=20), nullable=False),
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_sale_account")),
    )


def downgrade() -> None:
    for table in ("sale_account", "offer_entry", "offer"):
        op.drop_table(table)
