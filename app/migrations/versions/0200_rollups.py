"""Roll-ups of the ledger: points by day, by customer and month, by hour; filled from the facts that are there."""

from __future__ import annotations

from datetime import date, timedelta
from string import Template

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0200_rollups"
down_revision = "0225_rule_changes_tried"
branch_labels = None
depends_on = None

_DAY = "(block_time + 32400) / 86400"  # in Japan
_IS_ACT = "kind IN ('payment', 'refund', 'settlement', 'gift') AND reference IS NOT NULL"
_EPOCH = date(1970, 1, 1)
_DAYS = """
    INSERT INTO points_movement_day (program_id, day, merchant_id, kind, points, acts)
    SELECT program_id, day, merchant_id, kind, sum(points), sum(acts) FROM (
        SELECT $program AS program_id, $day AS day, coalesce(merchant_id, 0) AS merchant_id, kind,
               sum(amount) AS points, CASE WHEN $is_act THEN 1 ELSE count(*) END AS acts
        FROM points_movement
        GROUP BY $program, $day, coalesce(merchant_id, 0), kind, reference, tx_hash
    ) AS parts GROUP BY program_id, day, merchant_id, kind"""
_DROPS = """
    INSERT INTO points_movement_day (program_id, day, merchant_id, kind, points, acts)
    SELECT $program, $day, 0, 'drop', sum(total), count(*) FROM points_drop_on_chain
    GROUP BY $program, $day"""
_CUSTOMERS = """
    INSERT INTO points_customer_month (merchant_id, month, program_id, customer, payments, points, refunded)
    SELECT merchant_id, month, program_id, customer, sum(payments), sum(points), sum(refunded) FROM (
        SELECT merchant_id, month, program_id, customer, CASE WHEN kind = 'payment' THEN 1 ELSE 0 END AS payments,
               sum(CASE WHEN kind = 'payment' THEN amount ELSE 0 END) AS points,
               sum(CASE WHEN kind = 'payment' THEN 0 ELSE amount END) AS refunded
        FROM (
            SELECT coalesce(merchant_id, 0) AS merchant_id, $month AS month, $program AS program_id,
                   CASE WHEN kind = 'payment' THEN sender ELSE recipient END AS customer, kind, amount, reference,
                   tx_hash
            FROM points_movement WHERE kind IN ('payment', 'refund')
        ) AS moved GROUP BY merchant_id, month, program_id, customer, kind, reference, tx_hash
    ) AS parts GROUP BY merchant_id, month, program_id, customer"""
_HOURS = """
    INSERT INTO points_hour_count (merchant_id, month, weekday, hour, payments, points)
    SELECT merchant_id, month, weekday, hour, count(*), sum(amount) FROM (
        SELECT merchant_id, $month AS month, ($day + 3) % 7 AS weekday,
               (block_time + 32400) % 86400 / 3600 AS hour, amount FROM points_payment_on_chain
    ) AS parts GROUP BY merchant_id, month, weekday, hour"""


def upgrade() -> None:
    op.create_table(
        "points_movement_day",
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("program_id", "day", "merchant_id", "kind", name=op.f("pk_points_movement_day")),
    )
    op.create_index("ix_points_movement_day_merchant_id_day", "points_movement_day", ["merchant_id", "day"])
    op.create_table(
        "points_customer_month",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("program_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer", types.AddressType(length=42), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "merchant_id", "month", "program_id", "customer", name=op.f("pk_points_customer_month")
        ),
    )
    op.create_index("ix_points_customer_month_program_id_month", "points_customer_month", ["program_id", "month"])
    op.create_table(
        "points_hour_count",
        sa.Column("merchant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "month", "weekday", "hour", name=op.f("pk_points_hour_count")),
    )
    _fill()


def downgrade() -> None:
    for table in ("points_hour_count", "points_customer_month", "points_movement_day"):
        op.drop_table(table)


def _fill() -> None:
    """As `musubi analytics --rebuild` did when this was written."""
    month = _month()
    if not month:
        return
    words = {"program": "lot_id >> 32", "day": _DAY, "month": month, "is_act": _IS_ACT}
    for statement in (_DAYS, _DROPS, _CUSTOMERS, _HOURS):
        op.execute(Template(statement).substitute(words))


def _month() -> str:
    """The number of the month's first day, as SQL; "" without facts."""
    times: list[int] = []
    for name in ("points_movement", "points_drop_on_chain", "points_payment_on_chain"):
        at = sa.table(name, sa.column("block_time", sa.BigInteger())).c.block_time
        found = op.get_bind().execute(sa.select(sa.func.min(at), sa.func.max(at))).one()
        times += [one for one in found if one is not None]
    if not times:
        return ""
    month, last = (_EPOCH + timedelta(days=(at + 32400) // 86400) for at in (min(times), max(times)))
    month, cases = month.replace(day=1), []
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        cases.append(f"WHEN {_DAY} < {(after - _EPOCH).days} THEN {(month - _EPOCH).days}")
        month = after
    return f"CASE {' '.join(cases)} END"
