"""Who sent nothing for some days, and a word to them. The service knows no address of anybody: the word stands on the
person's own page until it was read."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.health.measures import local_day

SILENT_DAYS = 7
TABLES = """
create table if not exists reminder (visitor integer primary key, at text not null, read_at text);
"""


class Reminders:
    def __init__(self, book: Book) -> None:
        self._book = book
        book.create(TABLES)

    def silent(self, now: datetime) -> list[sqlite3.Row]:
        """Who sent something once, and nothing for a week: the longest silent first. `asked_at` is empty or when a word
        was left, `read_at` when it was read."""
        return self._book.all(
            "select visitor.id, visitor.subject, max(record.day) as last_day, "
            "coalesce(reminder.at, '') as asked_at, coalesce(reminder.read_at, '') as read_at "
            "from record join visitor on visitor.id = record.visitor "
            "left join reminder on reminder.visitor = visitor.id "
            "group by visitor.id having last_day < ? order by last_day, visitor.id",
            _since(now).isoformat(),
        )

    def leave(self, visitor_id: int, now: datetime) -> None:
        """Raises: Refused."""
        if visitor_id not in {row["id"] for row in self.silent(now)}:
            raise Refused("この人は、もう記録を送っています。", "This person has sent something meanwhile.")
        with self._book.write() as rows:
            rows.execute(
                "insert into reminder (visitor, at) values (?, ?) "
                "on conflict (visitor) do update set at = excluded.at, read_at = null",
                (visitor_id, now.isoformat(timespec="seconds")),
            )

    def waiting(self, visitor: Visitor | None) -> bool:
        if visitor is None:
            return False
        unread = "select count(*) from reminder where visitor = ? and read_at is null"
        return self._book.number(unread, visitor.id) > 0

    def read(self, visitor: Visitor, now: datetime) -> None:
        with self._book.write() as rows:
            told = now.isoformat(timespec="seconds")
            rows.execute("update reminder set read_at = ? where visitor = ? and read_at is null", (told, visitor.id))


def _since(now: datetime) -> date:
    return local_day(now) - timedelta(days=SILENT_DAYS)
