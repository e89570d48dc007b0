"""The notebook: what was measured on which day, told to Musubi once the day is over, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.health.about import SLEEP, STEPS
from app.sandbox_services.health.measures import MOST, Kind, Measure, local_day

SHOWN_DAYS = 14
_TOLD = {Kind.STEPS: (STEPS, "steps"), Kind.SLEEP: (SLEEP, "minutes")}
# A day's value is that of the whole day where one came, else the sum of its parts.
TABLES = """
create table if not exists point (visitor integer not null, kind text not null, day text not null, name text not null,
  value integer not null, primary key (visitor, kind, day, name));
create table if not exists record (visitor integer not null, kind text not null, day text not null,
  value integer not null, told text not null default '', told_value integer, primary key (visitor, kind, day));
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many days are new or changed, how many stood there already, and how many of the changed were told before."""

    changed: int
    same: int
    told_before: int


@dataclass(frozen=True, slots=True)
class DayLine:
    day: date
    steps: int | None
    sleep: int | None


class Notebook:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def keep(self, visitor: Visitor, measures: Iterable[Measure], now: datetime) -> Kept:
        """The same file twice changes nothing, and tells nothing twice."""
        changed = same = told_before = 0
        with self._book.write() as rows:
            days = set()
            for one in measures:
                days.add((one.kind, one.day.isoformat()))
                _put_point(rows, visitor, one)
            for kind, day in sorted(days):
                before = _record(rows, visitor, kind, day)
                value = min(MOST[Kind(kind)], _value(rows, visitor, kind, day))
                if before is not None and before["value"] == value:
                    same += 1
                    continue
                changed += 1
                told_before += bool(before is not None and before["told"])
                rows.execute(
                    "insert into record (visitor, kind, day, value) values (?, ?, ?, ?) "
                    "on conflict (visitor, kind, day) do update set value = excluded.value",
                    (visitor.id, kind, day, value),
                )
            self._tell(rows, visitor, local_day(now))
        return Kept(changed, same, told_before)

    def tell_finished(self, now: datetime) -> int:
        """Days that went by since they were sent in; how many people had one."""
        today = local_day(now)
        waiting = self._book.all(
            "select distinct visitor.* from record join visitor on visitor.id = record.visitor "
            "where told = '' and day < ?",
            today.isoformat(),
        )
        for row in waiting:
            with self._book.write() as rows:
                self._tell(rows, Visitor(int(row["id"]), str(row["subject"]), str(row["way"])), today)
        return len(waiting)

    def lines(self, visitor: Visitor, now: datetime) -> list[DayLine]:
        """The last days up to today, oldest first, also those of which nothing is known."""
        today = local_day(now)
        first = today - timedelta(days=SHOWN_DAYS - 1)
        found = self._book.all(
            "select kind, day, value from record where visitor = ? and day >= ?", visitor.id, first.isoformat()
        )
        known = {(row["kind"], row["day"]): int(row["value"]) for row in found}
        days = [first + timedelta(days=number) for number in range(SHOWN_DAYS)]
        return [
            DayLine(day, known.get((Kind.STEPS, day.isoformat())), known.get((Kind.SLEEP, day.isoformat())))
            for day in days
        ]

    def _tell(self, rows: Rows, visitor: Visitor, today: date) -> None:
        """Of a day that is over, once: what changes afterwards is kept and not told, as it was thanked for."""
        mine = "select * from record where visitor = ? and told = '' and day < ? order by day, kind"
        for row in rows.execute(mine, (visitor.id, today.isoformat())).fetchall():
            event, name = _TOLD[Kind(row["kind"])]
            told = self._outbox.put(rows, visitor, event, {"day": row["day"], name: row["value"]})
            rows.execute(
                "update record set told = ?, told_value = value where visitor = ? and kind = ? and day = ?",
                (told, visitor.id, row["kind"], row["day"]),
            )


def _put_point(rows: Rows, visitor: Visitor, one: Measure) -> None:
    rows.execute(
        "insert into point values (?, ?, ?, ?, ?) on conflict do update set value = excluded.value",
        (visitor.id, one.kind, one.day.isoformat(), one.point, one.value),
    )


def _value(rows: Rows, visitor: Visitor, kind: str, day: str) -> int:
    given = (visitor.id, kind, day)
    whole = rows.execute(
        "select value from point where visitor = ? and kind = ? and day = ? and name = ''", given
    ).fetchone()
    if whole is not None:
        return int(whole["value"])
    parts = "select sum(value) from point where visitor = ? and kind = ? and day = ?"
    return int(rows.execute(parts, given).fetchone()[0] or 0)


def _record(rows: Rows, visitor: Visitor, kind: str, day: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = rows.execute(
        "select * from record where visitor = ? and kind = ? and day = ?", (visitor.id, kind, day)
    ).fetchone()
    return found
