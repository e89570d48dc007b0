"""Who boards which departure: with a ticket that Musubi still knows, for this departure, and each ticket once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from app.sandbox_services.common.book import Rows
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import told_time
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.ferry.about import BOARDED
from app.sandbox_services.ferry.passes import Passes
from app.sandbox_services.ferry.sailings import PORT, ROUTE, Sailing, require_noted, require_open, sailing_of

ALONE, CREW, UNCHECKED = "alone", "crew", "unchecked"  # ways to board
TABLES = """
create table if not exists boarding (id integer primary key, ticket text not null, visitor integer,
  sailing text not null, people integer not null, way text not null, at text not null);
create index if not exists boarding_ticket on boarding (ticket);
create index if not exists boarding_sailing on boarding (sailing);
"""


class Boarding:
    def __init__(self, site: Site, passes: Passes) -> None:
        self._book = site.book
        self._outbox = site.outbox
        self._passes = passes
        site.book.create(TABLES)

    def alone(self, visitor: Visitor, key: str, now: datetime) -> int:
        """With one's own phone; how many people. Nobody is there, so nothing unchecked gets on. Raises: Refused."""
        sailing = _known(key)
        require_open(sailing, now)
        if not self._passes.refresh(visitor):
            raise Refused(
                "いま券を確かめられません。乗組員に、画面の番号を見せてください。",
                "Your ticket cannot be checked now. Show the number on this page to the crew.",
            )
        return self._board(visitor, sailing, ALONE, now)

    def by_crew(self, code: str, key: str, now: datetime) -> tuple[int, bool]:
        """How many people, and whether Musubi was asked. Without a line what was known last counts. Raises: Refused."""
        sailing = _known(key)
        require_noted(sailing, now)
        visitor, booked = self._passes.behind(code)
        if booked != sailing.key:
            at = told_time(booked)
            raise Refused(
                f"この券は{at}の便です。この便には乗れません。", f"This ticket is for {at}, not for this one."
            )
        is_checked = self._passes.refresh(visitor)
        return self._board(visitor, sailing, CREW if is_checked else UNCHECKED, now), is_checked

    def _board(self, visitor: Visitor, sailing: Sailing, way: str, now: datetime) -> int:
        with self._book.write() as rows:
            tickets = _held(rows, visitor, sailing)
            left = [(one, one["count"] - one["on_board"]) for one in tickets if one["count"] > one["on_board"]]
            if not left:
                raise Refused("この券では、もう乗船しています。", "This ticket has boarded already.")
            for one, people in left:
                rows.execute(
                    "insert into boarding (ticket, visitor, sailing, people, way, at) values (?, ?, ?, ?, ?, ?)",
                    (one["ticket"], visitor.id, sailing.key, people, way, now.isoformat(timespec="seconds")),
                )
            told = {"route": ROUTE, "sailing": sailing.key, "port": PORT, "ticket": left[0][0]["ticket"]}
            self._outbox.put(rows, visitor, BOARDED, told)
        return sum(people for _, people in left)


def _known(key: str) -> Sailing:
    """Raises: Refused."""
    try:
        return sailing_of(key)
    except ValueError:
        raise Refused("便を選んでください。", "Choose a departure.") from None


def _held(rows: Rows, visitor: Visitor, sailing: Sailing) -> Sequence[sqlite3.Row]:
    """Raises: Refused."""
    found: list[sqlite3.Row] = rows.execute(
        "select *, coalesce((select sum(people) from boarding where ticket = held.ticket), 0) on_board from held "
        "where visitor = ? and sailing = ?",
        (visitor.id, sailing.key),
    ).fetchall()
    if not found:
        raise Refused(
            "この便の券をお持ちではありません。返金したか、ほかの人に渡した券では乗れません。",
            "You hold no ticket for this departure. One that was given back or away does not board.",
        )
    if any(one["is_called_off"] for one in found):
        raise Refused(
            "この便は欠航です。券の代金は全額が戻ります。",
            "This departure is called off. Your ticket is refunded in full.",
        )
    return found
