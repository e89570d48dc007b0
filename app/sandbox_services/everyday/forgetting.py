"""Who withdrew is forgotten: bookings, loans and readings go, and a report stays as one that nobody wrote."""

from __future__ import annotations

from app.sandbox_services.common.book import Rows

_TABLES = ("reading", "ride", "loan", "basket")


def forget_rows(rows: Rows) -> None:
    """After the common part of the message has taken the person out of `visitor`."""
    for table in _TABLES:
        rows.execute(f"delete from {table} where visitor not in (select id from visitor)")  # noqa: S608 - names above  # nosec B608
    rows.execute("update report set visitor = null where visitor not in (select id from visitor)")
