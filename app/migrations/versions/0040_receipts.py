"""Receipts numbered for each issuer, what was bought and waits for its papers, and what sellers say about themselves.

The table of receipts was never written to; it is made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0040"
down_revision = "0044b"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.drop_index("ix_market_receipt_buyer", "market_receipt")
    op.drop_table("market_receipt")
    op.create_table(
        "market_receipt",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("issuer", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=60), nullable=False),
        sa.Column("original_id", _ID, nullable=True),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("addressee", sa.String(length=80), nullable=False),
        sa.Column("issuer_ja", sa.String(length=120), nullable=False),
        sa.Column("issuer_en", sa.String(length=160), nullable=False),
        sa.Column("invoice_number", sa.String(length=14), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.Column("total", types.YenType(), nullable=False),
        sa.Column("paid_by", sa.String(length=8), nullable=False),
        sa.Column("sold_at", _MOMENT, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["original_id"], ["market_receipt.id"], name=op.f("fk_market_receipt_original_id_market_receipt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_receipt")),
        sa.UniqueConstraint("issuer", "number", name=op.f("uq_market_receipt_issuer_number")),
        sa.UniqueConstraint("issuer", "subject", "cause", name=op.f("uq_market_receipt_issuer_subject_cause")),
    )
    op.create_index("ix_market_receipt_buyer_id", "market_receipt", ["buyer", "id"])
    op.create_index("ix_market_receipt_subject", "market_receipt", ["subject"])
    op.create_index(op.f("ix_market_receipt_original_id"), "market_receipt", ["original_id"])
    op.create_table(
        "market_receipt_series",
        sa.Column("issuer", sa.String(length=60), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", name=op.f("pk_market_receipt_series")),
    )
    _create_purchases()
    _create_sellers()
    with op.batch_alter_table("market_checkout") as checkout:
        checkout.drop_column("mailed_at")


def downgrade() -> None:
    with op.batch_alter_table("market_checkout") as checkout:
        checkout.add_column(sa.Column("mailed_at", _MOMENT, nullable=True))
    for name in ("market_seller", "market_paper_mark", "market_purchase", "market_receipt_series", "market_receipt"):
        op.drop_table(name)
    op.create_table(
        "market_receipt",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("addressee", sa.String(length=80), nullable=False),
        sa.Column("invoice_number", sa.String(length=14), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("sold_at", _MOMENT, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_market_receipt_municipality_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_receipt")),
        sa.UniqueConstraint("subject", "municipality", name=op.f("uq_market_receipt_subject_municipality")),
    )
    op.create_index("ix_market_receipt_buyer", "market_receipt", ["buyer"])


def _create_purchases() -> None:
    op.create_table(
        "market_purchase",
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("bought_at", _MOMENT, nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("mailed_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_market_purchase")),
    )
    op.create_index(op.f("ix_market_purchase_buyer"), "market_purchase", ["buyer"])
    op.create_index(op.f("ix_market_purchase_step"), "market_purchase", ["step"])
    op.create_table(
        "market_paper_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("block_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_paper_mark")),
    )


def _create_sellers() -> None:
    short = (
        ("key", 60), ("legal_name", 120), ("responsible", 80), ("place", 200), ("phone", 40), ("email", 200),
    )  # fmt: skip
    long = ("delivery_ja", "delivery_en", "returns_ja", "returns_en")
    op.create_table(
        "market_seller",
        *(sa.Column(name, sa.String(length=length), nullable=False) for name, length in short),
        *(sa.Column(name, sa.Text(), nullable=False) for name in long),
        sa.Column("invoice_number", sa.String(length=14), nullable=False),
        sa.Column("changed_by", types.AddressType(length=42), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_market_seller")),
    )
