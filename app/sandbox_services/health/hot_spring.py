"""The hot spring's desk: who comes is told once a day."""

from __future__ import annotations

from datetime import datetime

from app.sandbox_services.common.book import Book
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.health.about import CHECKED_IN
from app.sandbox_services.health.measures import local_day

FACILITY = "uda-hot-spring"
TABLES = """
create table if not exists bath (visitor integer not null, day text not null, primary key (visitor, day));
"""


class HotSpring:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def come(self, visitor: Visitor, now: datetime) -> None:
        """Raises: Refused."""
        day = local_day(now).isoformat()
        with self._book.write() as rows:
            if not rows.execute("insert or ignore into bath values (?, ?)", (visitor.id, day)).rowcount:
                raise Refused("きょうの受付はすんでいます。", "You are checked in for today.")
            self._outbox.put(rows, visitor, CHECKED_IN, {"facility": FACILITY, "kind": "hot_spring"})

    def today(self, now: datetime) -> int:
        return self._book.number("select count(*) from bath where day = ?", local_day(now).isoformat())
