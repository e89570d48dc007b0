"""Visits to the gym: in once and out once. Who forgets to leave is taken out by the system some hours later."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from secrets import token_hex

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.gym.about import ENTERED, LEFT

FACILITY = "sarabetsu-gym-1"
LONGEST_STAY = timedelta(hours=6)
TABLES = """
create table if not exists visit (id text primary key, visitor integer not null, entered_at text not null,
  left_at text, is_forced integer not null default 0);
create unique index if not exists inside_once on visit (visitor) where left_at is null;
"""


class Visits:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def enter(self, visitor: Visitor, now: datetime) -> None:
        """Raises: Refused."""
        visit = f"v-{now:%Y%m%d}-{token_hex(4)}"
        with self._book.write() as rows:
            if _open_visit(rows, visitor.id) is not None:
                raise Refused(
                    "すでに入室しています。出るときにもう一度かざしてください。",
                    "You are inside already. Hold the card up again when you leave.",
                )
            rows.execute(
                "insert into visit (id, visitor, entered_at) values (?, ?, ?)", (visit, visitor.id, _told(now))
            )
            self._outbox.put(rows, visitor, ENTERED, {"facility": FACILITY, "visit": visit, "gate": "front"})

    def leave(self, visitor: Visitor, now: datetime) -> int:
        """Minutes inside. Raises: Refused."""
        with self._book.write() as rows:
            visit = _open_visit(rows, visitor.id)
            if visit is None:
                raise Refused(
                    "入室の記録がありません。入ったときと同じカードか、同じサインインでお試しください。",
                    "No entry is known. Use the card or the sign-in with which you came in.",
                )
            return self._close(rows, visitor, visit, now, is_forced=False)

    def close_forgotten(self, now: datetime) -> int:
        """How many had forgotten to leave. Their time inside counts up to the longest stay."""
        query = (
            "select visit.*, subject, way from visit join visitor on visitor.id = visit.visitor "
            "where left_at is null and entered_at <= ?"
        )
        forgotten = self._book.all(query, _told(now - LONGEST_STAY))
        for row in forgotten:
            visitor = Visitor(int(row["visitor"]), str(row["subject"]), str(row["way"]))
            with self._book.write() as rows:
                visit = _open_visit(rows, visitor.id)
                if visit is not None and visit["id"] == row["id"]:
                    end = datetime.fromisoformat(visit["entered_at"]) + LONGEST_STAY
                    self._close(rows, visitor, visit, end, is_forced=True)
        return len(forgotten)

    def inside(self) -> int:
        return self._book.number("select count(*) from visit where left_at is null")

    def today(self, now: datetime) -> int:
        return self._book.number("select count(*) from visit where entered_at > ?", _told(now - timedelta(hours=24)))

    def since(self, visitor: Visitor | None) -> str:
        """When this person came in; empty where nobody is."""
        query = "select entered_at from visit where visitor = ? and left_at is null"
        found = self._book.one(query, visitor.id) if visitor else None
        return str(found["entered_at"]) if found else ""

    def _close(self, rows: Rows, visitor: Visitor, visit: sqlite3.Row, end: datetime, *, is_forced: bool) -> int:
        minutes = max(0, int((end - datetime.fromisoformat(visit["entered_at"])).total_seconds()) // 60)
        rows.execute(
            "update visit set left_at = ?, is_forced = ? where id = ?", (_told(end), int(is_forced), visit["id"])
        )
        told = {"facility": FACILITY, "visit": visit["id"], "minutes": minutes}
        self._outbox.put(rows, visitor, LEFT, told | ({"is_forced": True} if is_forced else {}))
        return minutes


def _open_visit(rows: Rows, visitor: int) -> sqlite3.Row | None:
    found: sqlite3.Row | None = rows.execute(
        "select * from visit where visitor = ? and left_at is null", (visitor,)
    ).fetchone()
    return found


def _told(moment: datetime) -> str:
    """Of one form and one zone, so that texts compare as moments do."""
    return moment.isoformat(timespec="seconds")
