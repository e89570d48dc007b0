"""Prize draws (抽選): draws, their prizes, entries and winners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "points_draw",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draw_key", types.Bytes32(length=32), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("title_ja", sa.String(length=100), nullable=False),
        sa.Column("title_en", sa.String(length=100), nullable=False),
        sa.Column("description_ja", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("price", types.PointsType(), nullable=False),
        sa.Column("tickets_each", sa.Integer(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", types.Bytes32(length=32), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("published_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", types.AddressType(length=42), nullable=True),
        sa.Column("cancel_reason", sa.String(length=200), nullable=False),
        sa.Column("drawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seed", types.Bytes32(length=32), nullable=True),
        sa.Column("block_number", sa.BigInteger(), nullable=True),
        sa.Column("block_hash", types.Bytes32(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_draw")),
        sa.UniqueConstraint("draw_key", name=op.f("uq_points_draw_draw_key")),
    )
    for column in ("closes_at", "merchant_id", "municipality"):
        op.create_index(op.f(f"ix_points_draw_{column}"), "points_draw", [column])
    op.create_table(
        "points_draw_prize",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draw_id", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["points_draw.id"], name=op.f("fk_points_draw_prize_draw_id_points_draw"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_draw_prize")),
    )
    op.create_index(op.f("ix_points_draw_prize_draw_id"), "points_draw_prize", ["draw_id"])
    op.create_table(
        "points_draw_entry",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draw_id", _ID, nullable=False),
        sa.Column("payment_row_id", _ID, nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["points_draw.id"], name=op.f("fk_points_draw_entry_draw_id_points_draw")),
        sa.ForeignKeyConstraint(
            ["payment_row_id"], ["points_payment.id"], name=op.f("fk_points_draw_entry_payment_row_id_points_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_draw_entry")),
        sa.UniqueConstraint("payment_row_id", name=op.f("uq_points_draw_entry_payment_row_id")),
    )
    for column in ("draw_id", "holder"):
        op.create_index(op.f(f"ix_points_draw_entry_{column}"), "points_draw_entry", [column])
    op.create_table(
        "points_draw_win",
        sa.Column("draw_id", _ID, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prize_id", _ID, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("handed_over_by", types.AddressType(length=42), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["points_draw.id"], name=op.f("fk_points_draw_win_draw_id_points_draw")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["points_draw_entry.id"], name=op.f("fk_points_draw_win_entry_id_points_draw_entry")
        ),
        sa.ForeignKeyConstraint(
            ["prize_id"], ["points_draw_prize.id"], name=op.f("fk_points_draw_win_prize_id_points_draw_prize")
        ),
        sa.PrimaryKeyConstraint("draw_id", "place", name=op.f("pk_points_draw_win")),
    )


def downgrade() -> None:
    for table in ("points_draw_win", "points_draw_entry", "points_draw_prize", "points_draw"):
        op.drop_table(table)
