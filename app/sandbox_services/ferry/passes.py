"""Tickets of who signed in with the Musubi ID, as Musubi says at the moment of asking. What it does not name any more
was given back or away. Kept until the next answer, for a crew without a line."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.openid import ask_userinfo
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visitors import OPENID, Visitor
from app.sandbox_services.ferry.sailings import sailing_of

TABLES = """
create table if not exists pass (ticket text primary key, visitor integer not null, sailing text not null,
  fare_ja text not null, fare_en text not null, count integer not null, unused integer not null, to_check_in integer,
  is_called_off integer not null);
create table if not exists code (visitor integer not null, sailing text not null, code text not null unique,
  primary key (visitor, sailing));
"""
_OF_VISITOR = """
select pass.*, coalesce(code.code, '') code,
  coalesce((select sum(people) from boarding where ticket = pass.ticket), 0) on_board
from pass left join code on code.visitor = pass.visitor and code.sailing = pass.sailing
where pass.visitor = ? order by pass.sailing, pass.ticket
"""  # needs the boarding's table


@dataclass(frozen=True, slots=True)
class Pass:
    """So many tickets of one kind for one departure. `to_check_in`: how many Musubi would cancel for us now, None where
    that is not for us to do; a boarding that it was not told of yet is among `on_board` alone."""

    ticket: str
    sailing: str
    fare_ja: str
    fare_en: str
    count: int
    unused: int
    to_check_in: int | None
    is_called_off: bool
    code: str
    on_board: int

    @property
    def left(self) -> int:
        """How many may still board."""
        here = self.count - self.on_board
        return max(0, here if self.to_check_in is None else min(here, self.to_check_in))

    @property
    def is_unsigned(self) -> bool:
        """Its holder keeps the key, and has to sign before anybody can let them in."""
        return self.left == 0 and self.on_board == 0 and self.unused > 0


class Passes:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._book: Book = site.book
        site.book.create(TABLES)
        site.on_sign_in.append(self._begin)
        site.on("musubi.consent.withdrawn", lambda rows, _: _forget(rows))

    def refresh(self, visitor: Visitor) -> bool:
        """False where Musubi does not answer, and what was known stands. Raises: Refused."""
        if visitor.way != OPENID:
            raise _SIGN_IN
        row = self._book.one("select token from visitor where id = ?", visitor.id)
        answer = ask_userinfo(self._site, str(row["token"]) if row else "")
        if answer.claims is None and not answer.is_refused:
            return False
        if answer.claims is None:
            raise _ASK_AGAIN
        self._keep(visitor, answer.claims)
        return True

    def of(self, visitor: Visitor) -> list[Pass]:
        """By departure."""
        return [_pass(row) for row in self._book.all(_OF_VISITOR, visitor.id)]

    def behind(self, code: str) -> tuple[Visitor, str]:
        """Who shows this number to the crew, and for which departure. Raises: Refused."""
        query = "select visitor.*, sailing from code join visitor on visitor.id = code.visitor where code = ?"
        row = self._book.one(query, "".join(code.split()))
        if row is None:
            raise Refused(
                "この番号の券は見つかりません。お客さまの画面の番号を、もう一度確かめてください。",
                "No ticket has this number. Look at the passenger's screen again.",
            )
        return Visitor(int(row["id"]), str(row["subject"]), str(row["way"])), str(row["sailing"])

    def _begin(self, visitor: Visitor, token: str) -> None:
        with self._book.write() as rows:
            rows.execute("update visitor set token = ? where id = ?", (token, visitor.id))
        self.refresh(visitor)

    def _keep(self, visitor: Visitor, claims: dict[str, Any]) -> None:
        with self._book.write() as rows:
            rows.execute("delete from pass where visitor = ?", (visitor.id,))
            for one in claims.get("tickets") or []:
                _keep_one(rows, visitor, one)


def passes_for(rows: Rows, visitor: Visitor, sailing: str) -> list[Pass]:
    """In the caller's transaction."""
    return [one for row in rows.execute(_OF_VISITOR, (visitor.id,)) if (one := _pass(row)).sailing == sailing]


def _pass(row: sqlite3.Row) -> Pass:
    values = {name: row[name] for name in row.keys() if name != "visitor"}  # noqa: SIM118 - a row is no mapping
    return Pass(**values | {"is_called_off": bool(row["is_called_off"])})


def _keep_one(rows: Rows, visitor: Visitor, one: dict[str, Any]) -> None:
    if not one.get("starts_at"):  # for no departure
        return
    sailing = sailing_of(one["starts_at"]).key
    fares, called_off = (one["fare"], one.get("fare#en") or one["fare"]), int(bool(one["is_called_off"]))
    counts = one["count"], one["unused"], one.get("to_check_in")
    rows.execute(
        "insert or replace into pass values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (one["ticket"], visitor.id, sailing, *fares, *counts, called_off),
    )
    for _ in range(20):  # until a number is drawn that nobody has
        drawn = f"{randbelow(1_000_000):06d}"
        rows.execute("insert or ignore into code values (?, ?, ?)", (visitor.id, sailing, drawn))
        if rows.execute("select 1 from code where visitor = ? and sailing = ?", (visitor.id, sailing)).fetchone():
            return


def _forget(rows: Rows) -> None:
    """Whoever is not known any more leaves no ticket and no number; that somebody boarded stays."""
    rows.execute("delete from pass where visitor not in (select id from visitor)")
    rows.execute("delete from code where visitor not in (select id from visitor)")
    rows.execute("update boarding set visitor = null where visitor not in (select id from visitor)")


_SIGN_IN = Refused(
    "券を確かめるには、結びのIDでサインインしてください。", "Sign in with your Musubi ID to have your ticket checked."
)  # fmt: skip
_ASK_AGAIN = Refused(
    "券の確認の時間が過ぎました。「券を確かめ直す」を押してから、もう一度お試しください。",
    "The check of the ticket has expired. Press “Check my tickets again”, then try once more.",
)
