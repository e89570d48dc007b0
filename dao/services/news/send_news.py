"""Tells the recipients of news, some hundred at a time. Run by the scheduler; goes on where it stopped."""

from __future__ import annotations

from sqlalchemy import select, update

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from dao.events import NewsPublished
from dao.models.news import CommunityNews, NewsRecipient
from dao.queries.moderation.subjects import community_of

_AT_ONCE = 500


class SendNews:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def send(self) -> int:
        """One lot. Returns: how many were told."""
        with self._db.read() as session:
            waiting = select(NewsRecipient.news).where(NewsRecipient.told_at.is_(None))
            number = session.scalar(waiting.order_by(NewsRecipient.news).limit(1))
        return 0 if number is None else self._tell(number)

    def _tell(self, number: int) -> int:
        """Marked in the transaction that writes the event: nobody is told twice."""
        with self._db.write() as session:
            row = session.scalars(select(CommunityNews).filter_by(id=number).with_for_update()).one()
            untold = select(NewsRecipient.account).where(NewsRecipient.news == number, NewsRecipient.told_at.is_(None))
            accounts = session.scalars(untold.order_by(NewsRecipient.account).limit(_AT_ONCE)).all()
            if not accounts:
                return 0
            community, now = community_of(session, row.community), self._clock.now()
            told = update(NewsRecipient).where(NewsRecipient.news == number, NewsRecipient.account.in_(accounts))
            session.execute(told.values(told_at=now))
            event = NewsPublished(
                number, [str(account) for account in accounts], row.title_ja, row.title_en, row.community,
                community.name_ja, community.name_en,
            )  # fmt: skip
            record(session, event, now)
            return len(accounts)
