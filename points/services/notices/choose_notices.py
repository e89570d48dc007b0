"""A person chooses what reaches them by mail and push and how early they hear of an expiry, and reads their notices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, update

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from points.models import Notice, NoticeChoice, NoticeDelivery, NoticeKind
from points.models.notice import EXPIRY_DAYS, MOST_ATTEMPTS, Choices
from points.services.notices.keep_notices import choices_of

_KEPT = timedelta(days=400)


class ChooseNotices:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def of(self, account: Address) -> Choices:
        with self.db.read() as session:
            return choices_of(session, [account])[account]

    def choose(
        self, account: Address, mail: Collection[str], push: Collection[str], expiry_days: Collection[str]
    ) -> Choices:
        """From a form: kinds and numbers of days. Raises: Invalid (unknown)."""
        known = {str(days): days for days in EXPIRY_DAYS}
        if not {*mail, *push} <= set(NoticeKind) or not set(expiry_days) <= set(known):
            raise Invalid("notices", "unknown")
        days = sorted((known[one] for one in set(expiry_days)), reverse=True)
        chosen = Choices(frozenset(map(NoticeKind, mail)), frozenset(map(NoticeKind, push)), tuple(days))
        self._keep(account, chosen)
        return chosen

    def stop_mail(self, account: Address, kind: NoticeKind | None) -> None:
        """No more mail of one kind, or of none. Twice does no harm."""
        chosen = self.of(account)
        self._keep(account, replace(chosen, mail=chosen.mail - {kind} if kind else frozenset()))

    def mark_read(self, account: Address, up_to: int) -> None:
        """All notices that the person has seen: up to the newest one on the page."""
        unread = Notice.account == account, Notice.read_at.is_(None), Notice.id <= up_to
        with self.db.write() as session:
            session.execute(update(Notice).where(*unread).values(read_at=self.clock.now()))

    def forget_old(self) -> None:
        """Notices of more than a year ago, and deliveries that broke off at every try."""
        now = self.clock.now()
        stuck = NoticeDelivery.attempts >= MOST_ATTEMPTS, NoticeDelivery.next_try_at < now
        with self.db.write() as session:
            session.execute(delete(Notice).where(Notice.created_at < now - _KEPT))
            session.execute(delete(NoticeDelivery).where(*stuck))

    def _keep(self, account: Address, chosen: Choices) -> None:
        with self.db.write() as session:
            session.merge(
                NoticeChoice(
                    account=account,
                    mail=sorted(chosen.mail),
                    push=sorted(chosen.push),
                    expiry_days=list(chosen.expiry_days),
                    changed_at=self.clock.now(),
                )
            )
