"""Reminds holders whose delivery is due soon, and for which no address is known. Once a season."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.events import record
from marketplace.events import RightServed
from marketplace.models import Collection, Kind
from marketplace.models.deliveries.rows import ShippingReminder
from marketplace.queries.deliveries.tokens import ProduceView, produce_view, tokens_of

BEFORE = timedelta(days=30)  # before the first day of a season


class RemindHolders:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def remind(self) -> int:
        """A job. Returns: how many people."""
        now = self.clock.now()
        with self.db.read() as session:
            wanted = self._wanted(session)
        if not wanted:
            return 0
        with self.db.write() as session:
            reminded = 0
            for view in wanted:
                assert view.next is not None
                once = {
                    "collection": view.key[0], "token_id": view.key[1], "use": view.used + 1, "season": view.next.first,
                }  # fmt: skip
                if session.scalar(select(ShippingReminder.id).filter_by(**once)) is None:
                    session.add(ShippingReminder(**once, reminded_at=now))
                    record(session, _told(view), now)
                    reminded += 1
            return reminded

    def _wanted(self, session: Session) -> list[ProduceView]:
        now = self.clock.now()
        soon = business_date(now) + BEFORE
        series = session.scalars(select(Collection).filter_by(kind=Kind.PRODUCE).order_by(Collection.number))
        views = [produce_view(session, token, now) for one in series for token in tokens_of(session, one)]
        return [view for view in views if view.next and view.next.first <= soon and not view.is_addressed]


def _told(view: ProduceView) -> RightServed:
    assert view.next is not None
    collection, token = view.key
    return RightServed(
        key=f"address:{collection}:{token}:{view.used + 1}:{view.next.first}",
        account=view.holding.token.owner,
        outcome="address_wanted",
        collection=collection,
        token=token,
        name_ja=view.holding.collection.name_ja,
        name_en=view.holding.collection.name_en,
        day=view.next.last.isoformat(),
    )
