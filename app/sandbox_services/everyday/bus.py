"""The on-demand bus: a ride is booked between two stops and told when it is ridden. One booking a person at a time."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.everyday.about import RIDDEN
from app.sandbox_services.everyday.marking import kept_moment, new_mark
from app.sandbox_services.everyday.published import Telling

TABLES = """
create table if not exists ride (id text primary key, visitor integer not null, from_stop text not null,
  to_stop text not null, at text not null, state text not null);
create unique index if not exists booked_once on ride (visitor) where state = 'booked';
"""
BOOKED, RIDDEN_STATE, CANCELLED = "booked", "ridden", "cancelled"
KEPT_FOR = timedelta(hours=2)
STOPS: dict[str, Text] = {
    "hall": ("市役所前", "Town hall"),
    "station": ("榛原駅", "Haibara Station"),
    "clinic": ("診療所", "Clinic"),
    "market": ("道の駅", "Roadside market"),
    "spring": ("美榛苑", "Mishinen hot spring"),
}


class Bus:
    def __init__(self, book: Book, telling: Telling) -> None:
        self._book = book
        self._telling = telling
        book.create(TABLES)

    def book(self, visitor: Visitor, from_stop: str, to_stop: str, now: datetime) -> None:
        """Raises: Refused."""
        if from_stop not in STOPS or to_stop not in STOPS:
            raise Refused("乗るところと降りるところを選んでください。", "Choose where to get on and off.")
        if from_stop == to_stop:
            raise Refused("乗るところと降りるところが同じです。", "You would get off where you get on.")
        given = new_mark("b", now), visitor.id, from_stop, to_stop, kept_moment(now), BOOKED
        with self._book.write() as rows:
            if not rows.execute("insert or ignore into ride values (?, ?, ?, ?, ?, ?)", given).rowcount:
                raise Refused("予約はひとりひとつです。", "One booking at a time.")

    def ride(self, visitor: Visitor, number: str) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            found = rows.execute(
                "select * from ride where id = ? and visitor = ? and state = ?", (number, visitor.id, BOOKED)
            ).fetchone()
            if found is None:
                raise _no_booking()
            rows.execute("update ride set state = ? where id = ?", (RIDDEN_STATE, number))
            stops = {"from_stop": STOPS[found["from_stop"]][0], "to_stop": STOPS[found["to_stop"]][0]}
            self._telling.tell(rows, visitor, RIDDEN, {"ride": number} | stops)

    def cancel(self, visitor: Visitor, number: str) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            given = CANCELLED, number, visitor.id, BOOKED
            query = "update ride set state = ? where id = ? and visitor = ? and state = ?"
            if not rows.execute(query, given).rowcount:
                raise _no_booking()

    def close_forgotten(self, now: datetime) -> None:
        """A booking that nobody came for gives the seat back."""
        with self._book.write() as rows:
            given = CANCELLED, BOOKED, kept_moment(now - KEPT_FOR)
            rows.execute("update ride set state = ? where state = ? and at <= ?", given)

    def booking(self, visitor: Visitor | None) -> sqlite3.Row | None:
        query = "select * from ride where visitor = ? and state = ?"
        return self._book.one(query, visitor.id, BOOKED) if visitor else None


def _no_booking() -> Refused:
    return Refused("その予約はありません。もう一度予約してください。", "There is no such booking. Please book again.")
