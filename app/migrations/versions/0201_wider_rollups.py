"""Roll-ups without shops and by months, from those by day."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0201_wider_rollups"
down_revision = "0203_analysis_downloads"
branch_labels = None
depends_on = None

_EPOCH = date(1970, 1, 1)
_PROGRAMS = """
    INSERT INTO points_program_day (program_id, day, kind, points, acts)
    SELECT program_id, day, kind, sum(points), sum(acts) FROM points_movement_day GROUP BY program_id, day, kind"""
_SHOPS = """
    INSERT INTO points_shop_month (merchant_id, month, program_id, kind, points, acts)
    SELECT merchant_id, :month, program_id, kind, sum(points), sum(acts) FROM points_movement_day
    WHERE merchant_id <> 0 AND day >= :month AND day < :after GROUP BY merchant_id, program_id, kind"""


def upgrade() -> None:
    op.create_table(
        "points_program_day",
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("program_id", "day", "kind", name=op.f("pk_points_program_day")),
    )
    op.create_table(
        "points_shop_month",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "month", "program_id", "kind", name=op.f("pk_points_shop_month")),
    )
    op.create_index("ix_points_shop_month_program_id_month", "points_shop_month", ["program_id", "month"])
    _fill()


def downgrade() -> None:
    for table in ("points_shop_month", "points_program_day"):
        op.drop_table(table)


def _fill() -> None:
    """As `musubi analytics --rebuild` did when this was written."""
    bind = op.get_bind()
    day = sa.table("points_movement_day", sa.column("day", sa.Integer())).c.day
    first, last = bind.execute(sa.select(sa.func.min(day), sa.func.max(day))).one()
    if first is None:
        return
    bind.execute(sa.text(_PROGRAMS))
    month, end = (_EPOCH + timedelta(days=first)).replace(day=1), _EPOCH + timedelta(days=last)
    while month <= end:
        after = (month + timedelta(days=31)).replace(day=1)
        bind.execute(sa.text(_SHOPS), {"month": (month - _EPOCH).days, "after": (after - _EPOCH).days})
        month = after
