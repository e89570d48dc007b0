"""Receipts for donations, and who of a town read its list"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0044"
down_revision = "0041"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "donation_receipt",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("issued_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reissued_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_donation_receipt_municipality_town")),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_donation_receipt_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_receipt")),
        sa.UniqueConstraint("municipality", "year", "serial", name="uq_donation_receipt_number"),
        sa.UniqueConstraint("project_number", "supporter", "year", name="uq_donation_receipt_year"),
    )
    op.create_index("ix_donation_receipt_supporter", "donation_receipt", ["supporter"])
    op.create_table(
        "donation_receipt_reading",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("read_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["town.code"], name=op.f("fk_donation_receipt_reading_municipality_town")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_receipt_reading")),
    )
    op.create_index("ix_donation_receipt_reading_municipality", "donation_receipt_reading", ["municipality"])


def downgrade() -> None:
    for table in ("donation_receipt_reading", "donation_receipt"):
        op.drop_table(table)
