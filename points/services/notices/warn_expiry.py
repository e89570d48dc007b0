"""Tells people once a day which of their points will expire soon, all of them in one notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import JST, Clock, business_date, day_number
from chain.db import Database
from chain.ids import Address
from points.models import DropOnChain, LotBalance, NoticeKind
from points.models.notice import EXPIRY_DAYS, Choices, NoticeDraft, is_due
from points.queries.balances import HolderBalance, holder_balance
from points.queries.drops import holders_of_promises
from points.services.notices.keep_notices import KeepNotices, choices_of, read_mark, set_mark

_DAYS = "expiry_day"
_FROM_HOUR = 9  # nobody is woken
_LATEST = 7  # a job that stood still for longer does not go back further
_AT_ONCE = 500
_LOT_IDS_A_DAY = 2**32  # a lot id is program ‖ expiry day


@dataclass(frozen=True, slots=True)
class _Span:
    """Days in Japan: told about up to and with `since`, and `today`."""

    since: int
    today: int


class WarnExpiry:
    def __init__(self, db: Database, clock: Clock, keeping: KeepNotices) -> None:
        self.db = db
        self.clock = clock
        self.keeping = keeping

    def warn(self) -> int:
        """From nine in the morning, once a day; how many people were told. Broken off, it goes on without telling
        anybody twice: a notice is one for its person and day."""
        now = self.clock.now()
        today = day_number(business_date(now))
        with self.db.read() as session:
            since = read_mark(session, _DAYS, today - 1)
        if since >= today or now.astimezone(JST).hour < _FROM_HOUR:
            return 0
        span, told, after = _Span(max(since, today - _LATEST), today), 0, ""
        while holders := self._holders(span, after):
            told += self._tell(span, holders)
            after = holders[-1]
        with self.db.write() as session:
            set_mark(session, _DAYS, today)
        return told

    def _holders(self, span: _Span, after: str) -> list[Address]:
        """Who may have something to be told: in the account or promised by a drop. In the database's own order."""
        held = select(LotBalance.holder).where(LotBalance.spendable > 0, _lots(LotBalance.lot_id, span))
        anybody = union(held, holders_of_promises(_lots(DropOnChain.lot_id, span))).subquery()
        next_ones = select(anybody.c.holder).where(anybody.c.holder > after).order_by(anybody.c.holder).limit(_AT_ONCE)
        with self.db.read() as session:
            return list(session.scalars(next_ones))

    def _tell(self, span: _Span, holders: list[Address]) -> int:
        now, people = self.clock.now(), self.keeping.people(holders)
        with self.db.read() as session:
            chosen = choices_of(session, people)
            drafts = [draft for one in people if (draft := _draft(session, one, span, chosen, now))]
        with self.db.write() as session:
            return self.keeping.write(session, drafts, people, now)


def _lots(lot_id: InstrumentedAttribute[int], span: _Span) -> ColumnElement[bool]:
    """Lots for which one of the days before the last one has come."""
    day = lot_id % _LOT_IDS_A_DAY
    return or_(*(day.between(max(span.since + days + 1, span.today), span.today + days) for days in EXPIRY_DAYS))


def _draft(
    session: Session, holder: Address, span: _Span, chosen: Mapping[Address, Choices], now: datetime
) -> NoticeDraft | None:
    lots = list(_expiring(holder_balance(session, holder, now), chosen[holder], span))
    if not lots:
        return None
    lots.sort(key=lambda lot: lot["expiry_day"])
    facts = {"amount": sum(lot["amount"] for lot in lots), "lots": lots}
    return NoticeDraft(holder, NoticeKind.EXPIRY, f"day:{span.today}", facts)


def _expiring(balance: HolderBalance, choices: Choices, span: _Span) -> list[dict[str, Any]]:
    return [
        {
            "program_ja": program.name.name_ja,
            "program_en": program.name.name_en,
            "expiry_day": lot.expiry_day.isoformat(),
            "amount": int(lot.amount),
        }
        for program in balance.programs
        for lot in program.lots
        if is_due(day_number(lot.expiry_day), choices.expiry_days, span.since, span.today)
    ]
