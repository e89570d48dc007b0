"""Who boards which departure: with a ticket that Musubi still knows, for this departure, and each ticket once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from app.sandbox_services.common.book import Rows
from app.sandbox_services.common.outbox import ASIDE, REFUSED
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import told_time
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.ferry.about import BOARDED, TICKET_USED
from app.sandbox_services.ferry.passes import Pass, Passes, passes_for
from app.sandbox_services.ferry.sailings import PORT, ROUTE, Sailing, require_noted, require_open, sailing_of

ALONE, CREW, UNCHECKED = "alone", "crew", "unchecked"  # ways to board
TABLES = """
create table if not exists boarding (id integer primary key, ticket text not null, visitor integer,
  sailing text not null, people integer not null, way text not null, at text not null);
create table if not exists checked_in (boarding integer primary key, event text not null);
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

    def told_otherwise(self) -> list[sqlite3.Row]:
        """Boardings whose ticket Musubi did not cancel, the newest first, with the reason as a code."""
        query = """
            select boarding.sailing, boarding.people, sent.reason from checked_in
            join boarding on boarding.id = checked_in.boarding join sent on sent.id = checked_in.event
            where sent.state in (?, ?) order by boarding.id desc limit 50
        """
        return self._book.all(query, ASIDE, REFUSED)

    def _board(self, visitor: Visitor, sailing: Sailing, way: str, now: datetime) -> int:
        with self._book.write() as rows:
            passes = _held(rows, visitor, sailing)
            left = [one for one in passes if one.left]
            if not left:
                raise _why_not(passes)
            for one in left:
                self._note(rows, visitor, one, way, now)
            told = {"route": ROUTE, "sailing": sailing.key, "port": PORT, "ticket": left[0].ticket}
            self._outbox.put(rows, visitor, BOARDED, told)
        return sum(one.left for one in left)

    def _note(self, rows: Rows, visitor: Visitor, one: Pass, way: str, now: datetime) -> None:
        """Kept here and told later, so that a pier without a line lets people on as well."""
        kept = rows.execute(
            "insert into boarding (ticket, visitor, sailing, people, way, at) values (?, ?, ?, ?, ?, ?)",
            (one.ticket, visitor.id, one.sailing, one.left, way, now.isoformat(timespec="seconds")),
        )
        if one.to_check_in is not None:
            event = self._outbox.put(rows, visitor, TICKET_USED, {"ticket": one.ticket, "count": one.left})
            rows.execute("insert into checked_in values (?, ?)", (kept.lastrowid, event))


def _known(key: str) -> Sailing:
    """Raises: Refused."""
    try:
        return sailing_of(key)
    except ValueError:
        raise Refused("便を選んでください。", "Choose a departure.") from None


def _held(rows: Rows, visitor: Visitor, sailing: Sailing) -> list[Pass]:
    """Raises: Refused."""
    found = passes_for(rows, visitor, sailing.key)
    if not found:
        raise Refused(
            "この便の券をお持ちではありません。返金したか、ほかの人に渡した券では乗れません。",
            "You hold no ticket for this departure. One that was given back or away does not board.",
        )
    if any(one.is_called_off for one in found):
        raise Refused(
            "この便は欠航です。券の代金は全額が戻ります。",
            "This departure is called off. Your ticket is refunded in full.",
        )
    return found


def _why_not(passes: Sequence[Pass]) -> Refused:
    if any(one.on_board for one in passes):
        return Refused("この券では、もう乗船しています。", "This ticket has boarded already.")
    if any(one.is_unsigned for one in passes):
        return Refused(
            "結びの「マイチケット」で入場の署名をしてから、もう一度お試しください。",
            "Sign for the admission under “My tickets” at Musubi first, then try once more.",
        )
    return Refused(
        "この券は、もう使われています。ほかの入口で読み取った券では乗れません。",
        "This ticket has been used already. One that another door has scanned does not board.",
    )
