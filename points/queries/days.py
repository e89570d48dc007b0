"""Days in Japan of what stands on the chain, as SQL counts them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

_JST, _DAY = literal_column("32400", Integer), literal_column("86400", Integer)  # seconds


def sums_by_day(
    session: Session,
    block_time: InstrumentedAttribute[int],
    amount: InstrumentedAttribute[int],
    *which: ColumnElement[bool],
) -> dict[int, int]:
    """By day number (chain/clock.py)."""
    day: ColumnElement[Any] = (block_time + _JST) // _DAY  # the same text in both places, as PostgreSQL wants it
    sums = select(day, func.sum(amount)).where(*which).group_by(day)
    return {int(number): int(total) for number, total in session.execute(sums)}
