"""Segments that towns keep, and what was written to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0206_segments"
down_revision = "0200_rollups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "points_saved_segment",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_saved_segment")),
    )
    op.create_index(op.f("ix_points_saved_segment_municipality"), "points_saved_segment", ["municipality"])
    op.create_table(
        "points_segment_message",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("segment_id", types.BigId, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("title_ja", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=60), nullable=False),
        sa.Column("body_ja", sa.String(length=400), nullable=False),
        sa.Column("body_en", sa.String(length=400), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sent_by", types.AddressType(length=42), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["points_saved_segment.id"],
            name=op.f("fk_points_segment_message_segment_id_points_saved_segment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_segment_message")),
    )
    op.create_index(op.f("ix_points_segment_message_segment_id"), "points_segment_message", ["segment_id"])
    op.create_index(
        "ix_points_segment_message_municipality_sent_at", "points_segment_message", ["municipality", "sent_at"]
    )


def downgrade() -> None:
    op.drop_table("points_segment_message")
    op.drop_table("points_saved_segment")
