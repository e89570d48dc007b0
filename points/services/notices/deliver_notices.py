"""Hands notices to the mail server: each once, again only when the server did not take it.

A delivery is claimed for some minutes before it is handed over, and goes when the server took it. Only a crash in
between those two can send a mail again; it then carries the same Message-ID, by which mailboxes know it.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import MusubiError
from points.models import Notice, NoticeDelivery
from points.models.notice import MOST_ATTEMPTS, wait_after
from points.ports import Contact, Contacts
from points.queries.notices import NoticeView, view_of
from points.services.notices.keep_notices import choices_of

Send = Callable[[NoticeView, Contact], None]  # raises MusubiError when the mail server does not take it
_MOST_A_RUN = 200
_log = structlog.get_logger("notices")


class DeliverNotices:
    def __init__(self, db: Database, clock: Clock, contacts: Contacts) -> None:
        self.db = db
        self.clock = clock
        self.contacts = contacts

    def deliver(self, send: Send) -> int:
        """What is due, oldest first; stops at the first refusal, since a server that is away keeps all waiting. How
        many were handed over."""
        sent = 0
        for _ in range(_MOST_A_RUN):
            claimed = self._claim()
            if claimed is None:
                break
            delivery_id, notice, is_last = claimed
            contact = self.contacts.contacts([notice.account]).get(notice.account)
            try:
                if contact and contact.email and self._is_wanted(notice):
                    send(notice, contact)
                    sent += 1
            except MusubiError as error:
                self._refused(delivery_id, notice, is_last, error)
                break
            self._forget(delivery_id)
        return sent

    def _claim(self) -> tuple[int, NoticeView, bool] | None:
        now = self.clock.now()
        with self.db.write() as session:
            due = select(NoticeDelivery).where(NoticeDelivery.next_try_at <= now)
            row = session.scalar(due.order_by(NoticeDelivery.next_try_at).limit(1).with_for_update(skip_locked=True))
            if row is None:
                return None
            row.attempts += 1
            row.next_try_at = now + wait_after(row.attempts)
            return row.id, view_of(session.get_one(Notice, row.notice_id)), row.attempts >= MOST_ATTEMPTS

    def _is_wanted(self, notice: NoticeView) -> bool:
        """The person may have changed their mind since the notice was written."""
        with self.db.read() as session:
            return notice.kind in choices_of(session, [notice.account])[notice.account].mail

    def _refused(self, delivery_id: int, notice: NoticeView, is_last: bool, error: MusubiError) -> None:
        _log.warning(
            "notice not delivered", notice=notice.id, kind=notice.kind, gives_up=is_last, error=type(error).__name__
        )
        if is_last:
            self._forget(delivery_id)

    def _forget(self, delivery_id: int) -> None:
        with self.db.write() as session:
            _delete(session, delivery_id)


def _delete(session: Session, delivery_id: int) -> None:
    session.execute(delete(NoticeDelivery).where(NoticeDelivery.id == delivery_id))
