"""Anonymised files that officers took: who, when, what for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0203_analysis_downloads"
down_revision = "0215_told_tickets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "points_analysis_download",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("data_set", sa.String(length=12), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_analysis_download")),
    )
    op.create_index(
        "ix_points_analysis_download_municipality_id", "points_analysis_download", ["municipality", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("points_analysis_download")
