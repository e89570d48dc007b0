"""Hands notices over to the mail server and to push services: each once, again only when it was not taken.

A delivery is claimed for some minutes before it is handed over, and goes when it was taken. Only a crash in between
those two can send one again; a mail then carries the same Message-ID, a push message the same topic and tag, by which
mailboxes and browsers know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import structlog
from sqlalchemy import delete, select

from chain.clock import Clock
from chain.db import Database
from chain.errors import MusubiError
from points.errors import PushGone
from points.models import Channel, Notice, NoticeDelivery
from points.models.notice import MOST_ATTEMPTS, wait_after
from points.models.push_target import PushTarget
from points.ports import Contact, Contacts
from points.queries.notices import NoticeView, view_of
from points.services.notices.keep_notices import choices_of
from points.services.notices.keep_subscriptions import KeepSubscriptions

_MOST_A_RUN = 200
_log = structlog.get_logger("notices")


class Carrier(Protocol):
    """Puts a notice into words and sends it. Both raise MusubiError when it was not taken."""

    def mail(self, notice: NoticeView, contact: Contact) -> None: ...

    def push(self, notice: NoticeView, contact: Contact, target: PushTarget) -> None: ...


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    channel: Channel
    notice: NoticeView
    target: PushTarget | None
    is_last: bool


class DeliverNotices:
    def __init__(self, db: Database, clock: Clock, contacts: Contacts, subscriptions: KeepSubscriptions) -> None:
        self.db = db
        self.clock = clock
        self.contacts = contacts
        self.subscriptions = subscriptions

    def deliver(self, carrier: Carrier) -> int:
        """What is due, oldest first; how many were handed over. A mail server that is away keeps all waiting."""
        sent = 0
        for _ in range(_MOST_A_RUN):
            claimed = self._claim()
            if claimed is None:
                break
            try:
                sent += self._hand_over(claimed, carrier)
            except PushGone:
                self._forget_browser(claimed)
            except MusubiError as error:
                self._refused(claimed, error)
                if claimed.channel is Channel.MAIL:
                    break
                continue
            self._forget(claimed.id)
        return sent

    def _hand_over(self, claimed: _Claimed, carrier: Carrier) -> bool:
        """False when there is nobody to send to any more, or the person has changed their mind."""
        notice = claimed.notice
        contact = self.contacts.contacts([notice.account]).get(notice.account)
        if contact is None or not self._is_wanted(claimed):
            return False
        if claimed.channel is Channel.PUSH:
            if claimed.target is None:
                return False
            carrier.push(notice, contact, claimed.target)
            return True
        if contact.email:
            carrier.mail(notice, contact)
        return bool(contact.email)

    def _claim(self) -> _Claimed | None:
        now = self.clock.now()
        with self.db.write() as session:
            due = select(NoticeDelivery).where(
                NoticeDelivery.next_try_at <= now, NoticeDelivery.attempts < MOST_ATTEMPTS
            )
            row = session.scalar(due.order_by(NoticeDelivery.next_try_at).limit(1).with_for_update(skip_locked=True))
            if row is None:
                return None
            row.attempts += 1
            row.next_try_at = now + wait_after(row.attempts)
            target = self.subscriptions.target(session, row.browser_id) if row.browser_id else None
            notice = view_of(session.get_one(Notice, row.notice_id))
            return _Claimed(row.id, Channel(row.channel), notice, target, row.attempts >= MOST_ATTEMPTS)

    def _is_wanted(self, claimed: _Claimed) -> bool:
        account = claimed.notice.account
        with self.db.read() as session:
            return claimed.notice.kind in choices_of(session, [account])[account].of(claimed.channel)

    def _refused(self, claimed: _Claimed, error: MusubiError) -> None:
        _log.warning(
            "notice not delivered",
            notice=claimed.notice.id,
            channel=claimed.channel,
            gives_up=claimed.is_last,
            error=type(error).__name__,
        )
        if claimed.is_last:
            self._forget(claimed.id)

    def _forget_browser(self, claimed: _Claimed) -> None:
        if claimed.target is not None:
            self.subscriptions.drop_target(claimed.target)

    def _forget(self, delivery_id: int) -> None:
        with self.db.write() as session:
            session.execute(delete(NoticeDelivery).where(NoticeDelivery.id == delivery_id))
