"""The catalogue: what buyers can look for, by which words, and what the chain counts of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0025"
down_revision = "0020"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PIECE = sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql")


def upgrade() -> None:
    _create_entries()
    op.create_table(
        "catalogue_piece",
        sa.Column("piece", _PIECE, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["catalogue_entry.id"],
            name=op.f("fk_catalogue_piece_entry_id_catalogue_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("piece", "entry_id", name=op.f("pk_catalogue_piece")),
    )
    op.create_index(op.f("ix_catalogue_piece_entry_id"), "catalogue_piece", ["entry_id"])
    op.create_table(
        "catalogue_count",
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("sold", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_catalogue_count")),
    )
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
    )
    _count_what_happened()


def downgrade() -> None:
    op.drop_table("catalogue_change")
    op.drop_table("catalogue_count")
    op.drop_table("catalogue_piece")
    op.drop_table("catalogue_entry")


def _create_entries() -> None:
    op.create_table(
        "catalogue_entry",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_ja", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("price_from", sa.BigInteger(), nullable=False),
        sa.Column("price_to", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("supply", sa.BigInteger(), nullable=True),
        sa.Column("waits_for_chain", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("featured", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entry")),
        sa.UniqueConstraint("subject", name=op.f("uq_catalogue_entry_subject")),
    )
    op.create_index(op.f("ix_catalogue_entry_kind"), "catalogue_entry", ["kind"])
    op.create_index(op.f("ix_catalogue_entry_municipality"), "catalogue_entry", ["municipality"])
    op.create_index("ix_catalogue_entry_featured_id", "catalogue_entry", ["featured", "id"])
    op.create_index("ix_catalogue_entry_price_from_id", "catalogue_entry", ["price_from", "id"])


def _count_what_happened() -> None:
    """What was projected before there were counts; the entries themselves are put by a periodic job."""
    op.execute(
        """
        INSERT INTO catalogue_count (subject, opened, sold, closed)
        SELECT 'listing:' || number, 1,
            COALESCE((SELECT SUM(quantity) FROM sale WHERE listing_number = chain_listing.number), 0),
            (SELECT COUNT(*) FROM listing_cancelled WHERE number = chain_listing.number)
        FROM chain_listing
        """
    )
